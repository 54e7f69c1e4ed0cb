// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <optional>

namespace broadcaster {

/// A point in time as messages write it.
struct TimeValue {
    enum class Form {
        Seconds, ///< Since 1970.
        Milliseconds, ///< Since 1970.
        Iso, ///< ISO 8601 with its offset from UTC.
        IsoLocal, ///< ISO 8601 without an offset: read as local time.
    };
    qint64 timeMs = 0; ///< Since the Unix epoch.
    Form form = Form::Iso;

    friend bool operator==(const TimeValue &, const TimeValue &) = default;
};

/// Numbers of the years 2000 to 2100, with decimals or without, in seconds or milliseconds.
[[nodiscard]] std::optional<TimeValue> numberTime(QByteArrayView number);
/// The same as digits, or a date and a time as in ISO 8601; a date alone is not a point in time.
[[nodiscard]] std::optional<TimeValue> textTime(QByteArrayView text);
/// Seconds since 1970 as in RFC 7519, of any year up to 9999; null when it is not a number.
[[nodiscard]] std::optional<qint64> numericDateMs(QByteArrayView number);

} // namespace broadcaster
