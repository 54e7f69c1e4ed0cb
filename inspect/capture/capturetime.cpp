// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturetime.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

#include <charconv>
#include <chrono>

namespace broadcaster {

using namespace std::chrono;

namespace {

constexpr QByteArrayView Form = "0000-00-00T00:00:00.000Z";

/// Writes digits over the last ones before `end`.
void put(QByteArray &text, qsizetype end, qint64 number, int digits)
{
    for (int i = 0; i < digits; ++i) {
        text[--end] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
}

bool hasForm(QByteArrayView text)
{
    if (text.size() != Form.size())
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isDigit = text[i] >= '0' && text[i] <= '9';
        if (Form[i] == '0' ? !isDigit : text[i] != Form[i])
            return false;
    }
    return true;
}

/// REQUIRES: hasForm()
template <typename Number = int>
Number number(QByteArrayView text, qsizetype begin, qsizetype digits)
{
    Number value = 0;
    std::from_chars(text.data() + begin, text.data() + begin + digits, value);
    return value;
}

} // namespace

QByteArray captureTime(qint64 timeMs)
{
    const sys_time<milliseconds> time { milliseconds { timeMs } };
    const sys_days day = floor<days>(time);
    const year_month_day date { day };
    const hh_mm_ss<milliseconds> clock { time - day };
    QByteArray text = Form.toByteArray();
    put(text, 4, int { date.year() }, 4);
    put(text, 7, unsigned { date.month() }, 2);
    put(text, 10, unsigned { date.day() }, 2);
    put(text, 13, clock.hours().count(), 2);
    put(text, 16, clock.minutes().count(), 2);
    put(text, 19, clock.seconds().count(), 2);
    put(text, 23, clock.subseconds().count(), 3);
    return text;
}

std::optional<qint64> captureTimeFrom(QByteArrayView text)
{
    // Our own format, without Qt's parser, which takes most of the time of a line.
    if (hasForm(text)) {
        const year_month_day date { year { number(text, 0, 4) },
            month { number<unsigned>(text, 5, 2) }, day { number<unsigned>(text, 8, 2) } };
        const auto clock = hours { number(text, 11, 2) } + minutes { number(text, 14, 2) }
            + seconds { number(text, 17, 2) } + milliseconds { number(text, 20, 3) };
        if (!date.ok() || clock >= days { 1 } || number(text, 14, 2) > 59
            || number(text, 17, 2) > 59)
            return std::nullopt;
        return milliseconds { sys_days { date }.time_since_epoch() + clock }.count();
    }
    const QDateTime time = QDateTime::fromString(QString::fromUtf8(text), Qt::ISODateWithMs);
    if (!time.isValid() || !isCaptureTime(time.toMSecsSinceEpoch()))
        return std::nullopt;
    return time.toMSecsSinceEpoch();
}

bool isCaptureTime(qint64 timeMs)
{
    constexpr sys_days First = year { 0 } / January / 1;
    constexpr sys_days End = year { 10'000 } / January / 1;
    const sys_time<milliseconds> time { milliseconds { timeMs } };
    return time >= First && time < End;
}

} // namespace broadcaster
