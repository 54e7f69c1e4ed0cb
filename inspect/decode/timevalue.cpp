// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/decode/timevalue.h"

#include <QtCore/QDateTime>
#include <QtCore/QString>

#include <algorithm>
#include <cmath>

namespace broadcaster {

namespace {

constexpr double MsPerSecond = 1000;
constexpr double Begin2000 = 946'684'800; // Seconds.
constexpr double Begin2100 = 4'102'444'800;
constexpr double Begin10000 = 253'402'300'800;
constexpr qsizetype MaxNumberLetters = 24;
constexpr qsizetype LeastIsoLetters = 16; // 2026-01-28T12:01
constexpr qsizetype MaxIsoLetters = 40;
constexpr qsizetype DateLetters = 10;

std::optional<double> secondsOf(QByteArrayView number)
{
    if (number.size() > MaxNumberLetters)
        return std::nullopt;
    bool isNumber = false;
    const double value = number.toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

bool isDecimal(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || c == '.';
    });
}

} // namespace

std::optional<TimeValue> numberTime(QByteArrayView number)
{
    const std::optional<double> value = isDecimal(number) ? secondsOf(number) : std::nullopt;
    if (!value)
        return std::nullopt;
    if (*value >= Begin2000 && *value < Begin2100)
        return TimeValue { std::llround(*value * MsPerSecond), TimeValue::Form::Seconds };
    if (*value >= Begin2000 * MsPerSecond && *value < Begin2100 * MsPerSecond)
        return TimeValue { std::llround(*value), TimeValue::Form::Milliseconds };
    return std::nullopt;
}

std::optional<TimeValue> textTime(QByteArrayView text)
{
    if (const auto number = numberTime(text))
        return number;
    if (text.size() < LeastIsoLetters || text.size() > MaxIsoLetters || text[4] != '-'
        || (text[DateLetters] != 'T' && text[DateLetters] != ' '))
        return std::nullopt;
    QString written = QString::fromLatin1(text);
    written[DateLetters] = u'T';
    const QDateTime time = QDateTime::fromString(written, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    const bool isLocal = time.timeSpec() == Qt::LocalTime;
    return TimeValue { time.toMSecsSinceEpoch(),
        isLocal ? TimeValue::Form::IsoLocal : TimeValue::Form::Iso };
}

std::optional<qint64> numericDateMs(QByteArrayView number)
{
    const std::optional<double> value = secondsOf(number);
    if (!value || std::abs(*value) >= Begin10000)
        return std::nullopt;
    return std::llround(*value * MsPerSecond);
}

} // namespace broadcaster
