// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/deliverytext.h"

#include "server/api/check.h"
#include "ui/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Context of the texts translated here, outside any QObject.
struct DeliveryWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::DeliveryText)
};

/// "Sent to 1 of 3"
QString sentText(const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    if (record.addressed == 0 && record.mirrored == 0)
        return DeliveryWords::tr("Sent to nobody");
    const QString mirrored = countText(row.sentMirrors());
    if (record.addressed == 0)
        return DeliveryWords::tr("Sent to nobody, mirrored to %1").arg(mirrored);
    const QString sent = countText(row.sent());
    const QString addressed = countText(record.addressed);
    if (record.mirrored == 0)
        return DeliveryWords::tr("Sent to %1 of %2").arg(sent, addressed);
    return DeliveryWords::tr("Sent to %1 of %2, mirrored to %3").arg(sent, addressed, mirrored);
}

} // namespace

QString deliveryHeadline(const TrafficRow &row)
{
    switch (outcomeOf(row)) {
    case Outcome::None:
        return row.record->kind == TrafficKind::Ping
            ? DeliveryWords::tr("Answered by the broker")
            : DeliveryWords::tr("Not recorded: the file does not hold the receivers");
    case Outcome::Rejected:
        return DeliveryWords::tr("Rejected, delivered to nobody");
    default:
        break;
    }
    QStringList parts { sentText(row) };
    const auto add = [&](const QString &words, quint64 count) {
        if (count > 0)
            parts.append(words.arg(countText(static_cast<qint64>(count))));
    };
    const UnsentCounts mirrors = row.delivery ? row.delivery->mirrored : UnsentCounts();
    add(DeliveryWords::tr("%1 queued"), quint64 { row.unsent().queued } + mirrors.queued);
    add(DeliveryWords::tr("%1 dropped: too slow"),
        quint64 { row.unsent().tooSlow } + mirrors.tooSlow);
    add(DeliveryWords::tr("%1 dropped: connection lost"),
        quint64 { row.unsent().connectionLost } + mirrors.connectionLost);
    return parts.join(u" \u00b7 "_s);
}

QString deliveryExplanation()
{
    return DeliveryWords::tr(
        "Sent: handed to the operating system. This does not say that the program at "
        "the other end has read it.\nQueued: waits in the broker for a client that "
        "does not keep up.\nDropped: will not arrive, because the client was too slow "
        "or its connection ended first.\nPassed on: another broker of the cluster has the client, "
        "and knows how "
        "far the message has come.");
}

QString deliveryRule(const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    const bool isForNobody = record.addressed == 0;
    switch (record.kind) {
    case TrafficKind::ToClient:
        return isForNobody
            ? DeliveryWords::tr("By rule 1: no client of this project has this id. It may have "
                                "reconnected: ids are never reused.")
            : DeliveryWords::tr("By rule 1: to.id names a client of this project.");
    case TrafficKind::ToType:
        if (isForNobody) {
            return record.hasTargetType
                ? DeliveryWords::tr(
                    "By rule 2: no client of type %1 is connected except the sender.")
                      .arg(typeName(record.targetType))
                : DeliveryWords::tr(
                    "By rule 2: \u201c%1\u201d is not a type. There are runtime, data-agent and "
                    "admin.")
                      .arg(QString::fromUtf8(row.target));
        }
        return DeliveryWords::tr(
            "By rule 2: to.type names every client of that type except the sender.");
    case TrafficKind::Broadcast:
        return isForNobody
            ? DeliveryWords::tr(
                "By rule 3: it names no receiver, and nobody else is connected except admins, "
                "which get no broadcasts.")
            : DeliveryWords::tr(
                "By rule 3: it names no receiver, so it is for everyone but the sender and "
                "admins.");
    case TrafficKind::Ping:
        return DeliveryWords::tr(
            "A PING is for the broker itself: its PONG goes to the sender alone.");
    case TrafficKind::Rejected:
        return DeliveryWords::tr(
            "The message was invalid. The error that the sender got says why.");
    case TrafficKind::SystemToOne:
        return DeliveryWords::tr("The broker said it to this client alone.");
    case TrafficKind::SystemToAll:
        return DeliveryWords::tr("The broker said it to everyone in the project.");
    case TrafficKind::Error:
        return DeliveryWords::tr("The broker said it to the client whose message was at fault.");
    }
    return unreachable(QString());
}

} // namespace broadcaster
