// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/cellconditions.h"

#include "inspect/filter/filter.h"
#include "inspect/traffic/messagepreview.h"
#include "ui/base/text.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/traffictext.h"

#include <QtCore/QDateTime>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The party as a condition on `from` or `to`.
QString partyCondition(const QString &end, const Party &party)
{
    switch (party.kind) {
    case Party::Kind::Client:
        if (!party.id.isEmpty())
            return filterCondition(end + u".id"_s, QString::fromUtf8(party.id));
        return filterCondition(end + u".type"_s, partyName(party));
    case Party::Kind::System:
        return filterCondition(end + u".type"_s, u"system"_s);
    case Party::Kind::Everyone:
        return filterCondition(u"kind"_s, u"broadcast"_s);
    case Party::Kind::Broker:
        return filterCondition(u"kind"_s, u"ping"_s);
    case Party::Kind::Unknown:
        break;
    }
    return {};
}

QString previewCondition(const TrafficRow &row)
{
    if (row.record->kind == TrafficKind::Rejected)
        return filterCondition(u"kind"_s, u"rejected"_s);
    const MessagePreview preview = previewOf(row);
    return filterCondition(preview.path, preview.value);
}

QString outcomeCondition(const TrafficRow &row)
{
    if (row.unsent().dropped() > 0)
        return filterLiteralCondition(u"delivered"_s, u"dropped"_s);
    switch (outcomeOf(row)) {
    case Outcome::Waiting:
        return filterLiteralCondition(u"delivered"_s, u"queued"_s);
    case Outcome::Nobody:
        return filterLiteralCondition(u"delivered"_s, u"nobody"_s);
    case Outcome::Partly:
        return filterLiteralCondition(u"delivered"_s, u"partly"_s);
    case Outcome::Delivered:
        return filterLiteralCondition(u"delivered"_s, QString::number(row.sent()));
    case Outcome::Rejected:
        return filterCondition(u"kind"_s, u"rejected"_s);
    case Outcome::None:
        break;
    }
    return filterCondition(u"kind"_s, u"ping"_s);
}

} // namespace

QString cellCondition(const TrafficRow &row, int column)
{
    switch (column) {
    case TrafficModel::Time:
        return u"time >= \"%1\""_s.arg(
            QDateTime::fromMSecsSinceEpoch(row.record->timeMs).toString(Qt::ISODateWithMs));
    case TrafficModel::Project:
        return filterCondition(u"project"_s, row.project->toString());
    case TrafficModel::From:
        return partyCondition(u"from"_s, senderOf(row));
    case TrafficModel::To:
        if (row.record->kind == TrafficKind::SystemToAll)
            return filterCondition(u"kind"_s, u"system"_s);
        return partyCondition(u"to"_s, receiverOf(row));
    case TrafficModel::Type:
        return row.type.isEmpty() ? QString() : filterCondition(u"type"_s, messageTypeText(row));
    case TrafficModel::Size:
        return filterLiteralCondition(u"size"_s, QString::number(row.size()));
    case TrafficModel::Delivered:
        return outcomeCondition(row);
    case TrafficModel::Preview:
        return previewCondition(row);
    default:
        return {};
    }
}

QString replyCondition(const ConversationPart &part)
{
    if (part.isUnanswered())
        return filterLiteralCondition(u"reply.state"_s, u"unanswered"_s);
    if (part.isError)
        return filterLiteralCondition(u"reply.state"_s, u"error"_s);
    return part.replyMs ? u"reply.time >= %1ms"_s.arg(*part.replyMs) : QString();
}

QString cellPath(const TrafficRow &row, int column)
{
    switch (column) {
    case TrafficModel::Time:
        return u"time"_s;
    case TrafficModel::Project:
        return u"project"_s;
    case TrafficModel::From:
        return u"from.id"_s;
    case TrafficModel::To:
        return u"to.id"_s;
    case TrafficModel::Type:
        return u"type"_s;
    case TrafficModel::Size:
        return u"size"_s;
    case TrafficModel::Delivered:
        return u"delivered"_s;
    case TrafficModel::Reply:
        return u"reply.time"_s;
    case TrafficModel::Preview:
        return filterFieldOf(previewOf(row).path);
    default:
        return {};
    }
}

QString betweenCondition(const TrafficRow &row)
{
    const Party sender = senderOf(row);
    const Party receiver = receiverOf(row);
    if (sender.kind != Party::Kind::Client || receiver.kind != Party::Kind::Client)
        return {};
    const QString there = filterAnd(
        partyCondition(u"from"_s, sender), partyCondition(u"to"_s, receiver));
    const QString back = filterAnd(
        partyCondition(u"from"_s, receiver), partyCondition(u"to"_s, sender));
    return u"(%1) || (%2)"_s.arg(there, back);
}

} // namespace broadcaster
