// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/deliverytext.h"

#include "ui/text.h"

#include <QtCore/QCoreApplication>

namespace broadcaster {

namespace {

/// What is translated here, for there is no QObject.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::DeliveryText)
};

} // namespace

QString deliveryHeadline(const TrafficRecord &record)
{
    switch (outcomeOf(record)) {
    case Outcome::None:
        return Words::tr("Answered by the broker");
    case Outcome::Rejected:
        return Words::tr("Rejected, delivered to nobody");
    case Outcome::Nobody:
        if (record.addressed == 0) {
            return record.mirrored == 0
                ? Words::tr("Delivered to nobody")
                : Words::tr("Delivered to nobody, mirrored to %1").arg(countText(record.mirrored));
        }
        break;
    case Outcome::Partly:
    case Outcome::Delivered:
        break;
    }
    const QString delivered = countText(record.delivered);
    const QString addressed = countText(record.addressed);
    if (record.mirrored == 0)
        return Words::tr("Delivered to %1 of %2").arg(delivered, addressed);
    return Words::tr("Delivered to %1 of %2, mirrored to %3")
        .arg(delivered, addressed, countText(record.mirrored));
}

QString deliveryRule(const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    const bool isForNobody = record.addressed == 0;
    switch (record.kind) {
    case TrafficKind::ToClient:
        return isForNobody
            ? Words::tr("By rule 1: no client of this project has this id. It may have "
                        "reconnected: ids are never reused.")
            : Words::tr("By rule 1: to.id names a client of this project.");
    case TrafficKind::ToType:
        if (isForNobody) {
            return record.hasTargetType
                ? Words::tr("By rule 2: no client of type %1 is connected, but for the sender.")
                      .arg(typeName(record.targetType))
                : Words::tr(
                    "By rule 2: \u201c%1\u201d is no type. There are runtime, data-agent and "
                    "admin.")
                      .arg(QString::fromUtf8(row.target));
        }
        return Words::tr("By rule 2: to.type names every client of that type, but for the sender.");
    case TrafficKind::Broadcast:
        return isForNobody
            ? Words::tr(
                "By rule 3: it names no receiver, and nobody else is connected but for admins, "
                "who get no broadcasts.")
            : Words::tr("By rule 3: it names no receiver, so it is for everyone but the sender and "
                        "admins.");
    case TrafficKind::Ping:
        return Words::tr("A PING is for the broker itself: its PONG goes to the sender alone.");
    case TrafficKind::Rejected:
        return Words::tr("The message was invalid. The error that the sender got says why.");
    case TrafficKind::SystemToOne:
        return Words::tr("The broker said it to this client alone.");
    case TrafficKind::SystemToAll:
        return Words::tr("The broker said it to everyone in the project.");
    case TrafficKind::Error:
        return Words::tr("The broker said it to the client whose message was at fault.");
    }
    Q_UNREACHABLE();
}

} // namespace broadcaster
