// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/text.h"

#include "server/api/check.h"
#include "server/api/closecode.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <array>
#include <cmath>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 Second = 1000;
constexpr qint64 Minute = 60 * Second;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;

/// Context of the texts translated here, outside any QObject.
struct TextWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::Text)
};

} // namespace

QString sizeText(qint64 bytes)
{
    constexpr double Step = 1024;
    constexpr std::array<const char *, 4> Units { "KiB", "MiB", "GiB", "TiB" };
    if (bytes < static_cast<qint64>(Step))
        return u"%1 B"_s.arg(bytes);
    double value = static_cast<double>(bytes) / Step;
    size_t unit = 0;
    for (; value >= Step && unit + 1 < Units.size(); ++unit)
        value /= Step;
    return QLocale().toString(value, 'f', 1) + u' ' + QLatin1StringView(Units[unit]);
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString rateNumber(double perSecond)
{
    // By the rounded figure, or 0.98 would be "1.0".
    const double tenths = std::round(perSecond * 10) / 10;
    const bool isWhole = tenths >= 1 || tenths == 0;
    return QLocale().toString(perSecond, 'f', isWhole ? 0 : 1);
}

QString rateText(double perSecond)
{
    return TextWords::tr("%1 /s").arg(rateNumber(perSecond));
}

QString rateText(std::optional<double> perSecond)
{
    return perSecond ? rateText(*perSecond) : QString(u'\u2013');
}

QString clockText(qint64 timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs).toString(u"HH:mm:ss.zzz"_s);
}

QString timeOfDayText(qint64 timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs).toString(u"HH:mm:ss"_s);
}

QString dateTimeText(qint64 timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString agoText(qint64 milliseconds)
{
    return milliseconds < Second ? TextWords::tr("just now")
                                 : TextWords::tr("%1 ago").arg(durationText(milliseconds));
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds < Minute)
        return TextWords::tr("%1 s").arg(milliseconds / Second);
    if (milliseconds < Hour)
        return TextWords::tr("%1 min").arg(milliseconds / Minute);
    if (milliseconds < Day)
        return TextWords::tr("%1 h %2 min")
            .arg(milliseconds / Hour)
            .arg(milliseconds % Hour / Minute);
    return TextWords::tr("%1 d %2 h").arg(milliseconds / Day).arg(milliseconds % Day / Hour);
}

QString spanText(qint64 milliseconds)
{
    if (milliseconds < Second)
        return TextWords::tr("%1 ms").arg(milliseconds);
    if (milliseconds < Minute) {
        return TextWords::tr("%1 s").arg(
            QLocale().toString(static_cast<double>(milliseconds) / Second, 'f', 3));
    }
    if (milliseconds < Hour) {
        return TextWords::tr("%1 min %2 s")
            .arg(milliseconds / Minute)
            .arg(milliseconds % Minute / Second);
    }
    return durationText(milliseconds);
}

QString deltaText(qint64 milliseconds)
{
    const QString sign = milliseconds < 0 ? u"\u2212"_s : u"+"_s;
    return sign + spanText(std::abs(milliseconds));
}

QString shortId(QByteArrayView clientId)
{
    constexpr qsizetype Shown = 4;
    if (clientId.size() <= 2 * Shown)
        return QString::fromUtf8(clientId);
    return QString::fromUtf8(clientId.first(Shown)) + u'\u2026';
}

QString typeName(ClientType type)
{
    const std::string_view name = wireName(type);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString kindText(TrafficKind kind)
{
    switch (kind) {
    case TrafficKind::ToClient:
        return TextWords::tr("to one client");
    case TrafficKind::ToType:
        return TextWords::tr("to all of a type");
    case TrafficKind::Broadcast:
        return TextWords::tr("broadcast");
    case TrafficKind::Ping:
        return TextWords::tr("ping");
    case TrafficKind::Rejected:
        return TextWords::tr("rejected");
    case TrafficKind::SystemToOne:
    case TrafficKind::SystemToAll:
        return TextWords::tr("system");
    case TrafficKind::Error:
        return TextWords::tr("error");
    }
    return unreachable(QString());
}

QString verdictText(Verdict verdict, DeliveryState state)
{
    const bool isMirror = verdict == Verdict::Mirrored;
    switch (verdict) {
    case Verdict::Delivered:
    case Verdict::Mirrored:
        break;
    case Verdict::SkippedSender:
        return TextWords::tr("skipped: it is the sender");
    case Verdict::SkippedOtherClient:
        return TextWords::tr("skipped: not the named client");
    case Verdict::SkippedOtherType:
        return TextWords::tr("skipped: another type");
    case Verdict::SkippedAdmin:
        return TextWords::tr("skipped: broadcasts do not go to admins");
    case Verdict::NotRouted:
        return TextWords::tr("not routed");
    }
    switch (state) {
    case DeliveryState::Queued:
        return isMirror ? TextWords::tr("mirror queued: the client does not keep up")
                        : TextWords::tr("queued: the client does not keep up");
    case DeliveryState::Sent:
        return isMirror ? TextWords::tr("mirrored: admins see routed messages")
                        : TextWords::tr("sent");
    case DeliveryState::TooSlow:
        return (isMirror ? TextWords::tr("mirror dropped: too slow, closed with %1")
                         : TextWords::tr("dropped: too slow, closed with %1"))
            .arg(closecode::ReadsTooSlowly);
    case DeliveryState::ConnectionLost:
        return isMirror ? TextWords::tr("mirror dropped: connection lost")
                        : TextWords::tr("dropped: connection lost");
    }
    return unreachable(QString());
}

bool isPassedOn(const DeliveryLine &line)
{
    const bool isReceiver = line.verdict == Verdict::Delivered || line.verdict == Verdict::Mirrored;
    return isReceiver && !line.broker.isEmpty();
}

QString verdictText(const DeliveryLine &line, DeliveryState state)
{
    if (!isPassedOn(line))
        return verdictText(line.verdict, state);
    return line.verdict == Verdict::Mirrored
        ? TextWords::tr("mirror passed on to broker %1").arg(line.broker)
        : TextWords::tr("passed on to broker %1").arg(line.broker);
}

Outcome outcomeOf(const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    switch (record.kind) {
    case TrafficKind::Ping:
        return Outcome::None;
    case TrafficKind::Rejected:
        return Outcome::Rejected;
    default:
        break;
    }
    if (record.addressed == TrafficRecord::UnknownCount)
        return Outcome::None;
    const quint32 sent = row.sent();
    if (sent >= record.addressed && sent > 0)
        return Outcome::Delivered;
    const bool hasDropped = row.unsent().dropped() > 0 || record.delivered < record.addressed;
    if (row.unsent().queued > 0)
        return hasDropped ? Outcome::Partly : Outcome::Waiting;
    return sent == 0 ? Outcome::Nobody : Outcome::Partly;
}

QString deliveredText(const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    const QString addressed = countText(record.addressed);
    switch (outcomeOf(row)) {
    case Outcome::None:
        return record.kind == TrafficKind::Ping ? TextWords::tr("answered")
                                                : TextWords::tr("not recorded");
    case Outcome::Rejected:
        return TextWords::tr("rejected");
    case Outcome::Waiting:
        return TextWords::tr("%1 queued of %2").arg(countText(row.unsent().queued), addressed);
    case Outcome::Nobody:
        if (record.addressed == 0)
            return TextWords::tr("nobody");
        [[fallthrough]];
    case Outcome::Partly:
        if (const quint64 dropped = row.unsent().dropped(); dropped > 0) {
            return TextWords::tr("%1 dropped of %2")
                .arg(countText(static_cast<qint64>(dropped)), addressed);
        }
        [[fallthrough]];
    case Outcome::Delivered:
        return TextWords::tr("%1 of %2").arg(countText(row.sent()), addressed);
    }
    return unreachable(QString());
}

QString filledIn(const QString &pattern, const QStringList &arguments)
{
    QString text;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const int number = i + 1 < pattern.size() ? pattern[i + 1].digitValue() : -1;
        if (pattern[i] != u'%' || number < 1) {
            text += pattern[i];
            continue;
        }
        text += arguments.value(number - 1);
        ++i;
    }
    return text;
}

} // namespace broadcaster
