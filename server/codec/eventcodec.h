// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/events.h"

#include <QtCore/QCborValue>

namespace broadcaster {

struct NamedEvent {
    QString name;
    QCborValue fields;
};
[[nodiscard]] NamedEvent nameEvent(const Event &event);
/// Nothing for an event that this program does not know or cannot read: it may come from a newer
/// one.
[[nodiscard]] std::optional<Event> eventOf(const QString &name, const QCborValue &fields);

} // namespace broadcaster
