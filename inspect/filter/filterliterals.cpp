// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filterliterals.h"

#include "server/api/check.h"
#include "server/api/trafficnames.h"

#include <QtCore/QHash>
#include <QtCore/QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Unit {
    QLatin1StringView name;
    double factor;
};

/// A number that is not negative, and the unit behind it.
std::optional<double> measured(QStringView text, const Unit *begin, const Unit *end)
{
    qsizetype length = 0;
    while (length < text.size() && (text[length].isDigit() || text[length] == u'.'))
        ++length;
    bool isNumber = false;
    const double number = text.first(length).toDouble(&isNumber);
    const QStringView name = text.sliced(length).trimmed();
    const Unit *unit = std::find_if(begin, end,
        [&](const Unit &known) { return name.compare(known.name, Qt::CaseInsensitive) == 0; });
    if (!isNumber || unit == end)
        return std::nullopt;
    constexpr double Largest = 1e15; // Far beyond any size or time, exact in a qint64.
    return std::min(number * unit->factor, Largest);
}

std::optional<QTime> clockTime(const QString &text)
{
    // Checks the format first: QTime reads "12:01:02.5" as 500 ms, which is right, but also "1".
    for (const QString &format : { u"H:mm"_s, u"H:mm:ss"_s }) {
        const QTime time = QTime::fromString(text, format);
        if (time.isValid())
            return time;
    }
    const qsizetype point = text.indexOf(u'.');
    constexpr qsizetype Digits = 3;
    if (point < 0 || text.size() - point - 1 > Digits)
        return std::nullopt;
    const QTime time = QTime::fromString(
        text.leftJustified(point + 1 + Digits, u'0'), u"H:mm:ss.zzz"_s);
    return time.isValid() ? std::optional(time) : std::nullopt;
}

/// A whole number of the smallest unit.
template <size_t N>
std::optional<qint64> wholly(const QString &text, const std::array<Unit, N> &units)
{
    const std::optional<double> number = measured(text, units.data(), units.data() + N);
    return number ? std::optional(std::llround(*number)) : std::nullopt;
}

} // namespace

std::optional<qint64> filterSize(const QString &text)
{
    static constexpr std::array Units { Unit { ""_L1, 1 }, Unit { "B"_L1, 1 },
        Unit { "kB"_L1, 1e3 }, Unit { "MB"_L1, 1e6 }, Unit { "GB"_L1, 1e9 },
        Unit { "KiB"_L1, 1024.0 }, Unit { "MiB"_L1, 1024.0 * 1024 },
        Unit { "GiB"_L1, 1024.0 * 1024 * 1024 } };
    return wholly(text, Units);
}

std::optional<qint64> filterDuration(const QString &text)
{
    static constexpr std::array Units { Unit { ""_L1, 1 }, Unit { "ms"_L1, 1 },
        Unit { "s"_L1, 1e3 }, Unit { "m"_L1, 60e3 }, Unit { "min"_L1, 60e3 } };
    return wholly(text, Units);
}

std::optional<qint64> filterTime(const QString &text, const QDateTime &now)
{
    static constexpr std::array Units { Unit { "ms"_L1, 1 }, Unit { "s"_L1, 1e3 },
        Unit { "m"_L1, 60e3 }, Unit { "min"_L1, 60e3 }, Unit { "h"_L1, 3600e3 },
        Unit { "d"_L1, 86'400e3 } };
    if (text.startsWith(u'-')) {
        const std::optional<qint64> ago = wholly(text.sliced(1), Units);
        return ago ? std::optional(now.toMSecsSinceEpoch() - *ago) : std::nullopt;
    }
    if (const std::optional<QTime> time = clockTime(text))
        return QDateTime(now.date(), *time, now.timeZone()).toMSecsSinceEpoch();
    QString iso = text;
    constexpr qsizetype DateLength = 10;
    if (iso.size() > DateLength && iso[DateLength] == u' ')
        iso[DateLength] = u'T';
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

QString filterStateWord(DeliveryState state)
{
    return QString::fromLatin1(nameOf(state));
}

std::optional<FilterValue::Kind> filterDeliveredWord(const QString &word)
{
    using Value = FilterValue::Kind;
    static const QHash<QString, Value> words { { u"nobody"_s, Value::Nobody },
        { u"partly"_s, Value::Partly }, { u"all"_s, Value::Everybody },
        { filterStateWord(DeliveryState::Queued), Value::Queued }, { u"dropped"_s, Value::Dropped },
        { filterStateWord(DeliveryState::TooSlow), Value::TooSlow },
        { filterStateWord(DeliveryState::ConnectionLost), Value::ConnectionLost } };
    const auto found = words.constFind(word);
    return found == words.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<FilterValue::Kind> filterReplyWord(const QString &word)
{
    if (word == u"answered")
        return FilterValue::Kind::Answered;
    if (word == u"unanswered")
        return FilterValue::Kind::Unanswered;
    return word == u"error" ? std::optional(FilterValue::Kind::ErrorReply) : std::nullopt;
}

QByteArrayView filterKindWord(TrafficKind kind)
{
    switch (kind) {
    case TrafficKind::ToClient:
    case TrafficKind::ToType:
        return "routed";
    case TrafficKind::Broadcast:
        return "broadcast";
    case TrafficKind::Ping:
        return "ping";
    case TrafficKind::Rejected:
        return "rejected";
    case TrafficKind::SystemToOne:
    case TrafficKind::SystemToAll:
        return "system";
    case TrafficKind::Error:
        return "error";
    }
    return unreachable(QByteArrayView());
}

QStringList filterKindWords()
{
    QStringList words;
    for (int kind = 0; kind < TrafficKindCount; ++kind) {
        const QString word = QString::fromLatin1(filterKindWord(static_cast<TrafficKind>(kind)));
        if (!words.contains(word))
            words.append(word);
    }
    return words;
}

} // namespace broadcaster
