// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

namespace broadcaster {

/// Keeps the events of one kind that a console has reported since the spy was made.
template <typename E>
class EventSpy final : public QList<E> {
public:
    explicit EventSpy(Console &console)
    {
        console.on<E>(&m_context, [this](const E &event) { this->append(event); });
    }
    Q_DISABLE_COPY_MOVE(EventSpy)

private:
    QObject m_context;
};

} // namespace broadcaster
