// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QCborValue>
#include <QtCore/QJsonValue>

namespace broadcaster {

/// A value of the wire as JSON. Bytes become text, with U+FFFD for those that are not UTF-8, and
/// keys that are numbers become text too.
[[nodiscard]] QJsonValue jsonOf(const QCborValue &value);

} // namespace broadcaster
