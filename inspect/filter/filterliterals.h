// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filternode.h"
#include "server/api/traffic.h"

#include <QtCore/QDateTime>
#include <QtCore/QStringList>

#include <optional>

namespace broadcaster {

/// "100", "4KiB", "1.5 MB" in bytes; null when it is not a size.
[[nodiscard]] std::optional<qint64> filterSize(const QString &text);
/// "12:01:02.5" on the day of `now`, "2026-01-28", "2026-01-28T12:01:02Z", "-5m" before `now`, in
/// milliseconds since the Unix epoch. Null when it is not a time.
[[nodiscard]] std::optional<qint64> filterTime(const QString &text, const QDateTime &now);
/// "250", "250ms", "1.5 s" in milliseconds; null when it is not a duration.
[[nodiscard]] std::optional<qint64> filterDuration(const QString &text);
/// The words for `delivered` and for `reply.state`; null when it is not one of them.
[[nodiscard]] std::optional<FilterValue::Kind> filterDeliveredWord(const QString &word);
[[nodiscard]] std::optional<FilterValue::Kind> filterReplyWord(const QString &word);
/// The word for `delivered` that means messages with that state at a client.
[[nodiscard]] QString filterStateWord(DeliveryState state);

/// The word of the filter language for that kind of message.
[[nodiscard]] QByteArrayView filterKindWord(TrafficKind kind);
[[nodiscard]] QStringList filterKindWords();

} // namespace broadcaster
