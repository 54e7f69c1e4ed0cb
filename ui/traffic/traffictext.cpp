// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/traffictext.h"

#include "inspect/json/jsontext.h"
#include "server/api/jsonstring.h"
#include "ui/base/text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <limits>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Context of the texts translated here, outside any QObject.
struct TrafficWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::TrafficText)
};

int countOf(const TrafficGap &gap)
{
    return static_cast<int>(std::min(gap.messages, quint64 { std::numeric_limits<int>::max() }));
}

std::optional<ClientType> targetType(const TrafficRecord &record)
{
    return record.hasTargetType ? std::optional(record.targetType) : std::nullopt;
}

} // namespace

Party senderOf(const TrafficRow &row)
{
    if (row.isSystem())
        return { Party::Kind::System, {}, {} };
    return { Party::Kind::Client, row.record->senderType, row.sender() };
}

Party receiverOf(const TrafficRow &row)
{
    switch (row.record->kind) {
    case TrafficKind::ToClient:
    case TrafficKind::SystemToOne:
    case TrafficKind::Error:
        return { Party::Kind::Client, targetType(*row.record), row.target };
    case TrafficKind::ToType:
        return { Party::Kind::Client, targetType(*row.record), {} };
    case TrafficKind::Broadcast:
    case TrafficKind::SystemToAll:
        return { Party::Kind::Everyone, {}, {} };
    case TrafficKind::Ping:
        return { Party::Kind::Broker, {}, {} };
    case TrafficKind::Rejected:
        break;
    }
    return {};
}

QString partyName(const Party &party)
{
    switch (party.kind) {
    case Party::Kind::Client:
        return party.type ? typeName(*party.type) : QString();
    case Party::Kind::System:
        return TrafficWords::tr("system");
    case Party::Kind::Broker:
        return TrafficWords::tr("broker");
    case Party::Kind::Everyone:
        return TrafficWords::tr("everyone");
    case Party::Kind::Unknown:
        break;
    }
    return {};
}

QString partyDetail(const Party &party)
{
    if (party.kind != Party::Kind::Client)
        return {};
    return party.id.isEmpty() ? TrafficWords::tr("all") : shortId(party.id);
}

QString partyText(const Party &party)
{
    const QString name = partyName(party);
    if (party.kind != Party::Kind::Client)
        return name;
    const QString detail = party.id.isEmpty() ? TrafficWords::tr("all")
                                              : QString::fromUtf8(party.id);
    return name.isEmpty() ? detail : name + u' ' + detail;
}

QString partyLabel(const Party &party, ClientNames *names, const ProjectId &project)
{
    if (party.kind == Party::Kind::Client && !party.id.isEmpty())
        return clientText(clientLabel(names, project, party.id, party.type));
    return QString(partyName(party) + u' ' + partyDetail(party)).trimmed();
}

QString partyTip(const Party &party, ClientNames *names, const ProjectId &project)
{
    if (party.kind == Party::Kind::Client && !party.id.isEmpty())
        return clientTip(clientLabel(names, project, party.id, party.type), party.id);
    return partyText(party);
}

QString messageTypeText(const TrafficRow &row)
{
    if (row.type.isEmpty())
        return TrafficWords::tr("no type");
    return QString::fromUtf8(jsonUnescaped(row.type));
}

QString gapLabel(const TrafficGap &gap)
{
    QStringList parts;
    if (gap.hasUnseen())
        parts.append(TrafficWords::tr("no connection %1 \u2013 %2")
                         .arg(timeOfDayText(gap.unseenFromMs), timeOfDayText(gap.unseenToMs)));
    if (gap.messages > 0)
        parts.append(TrafficWords::tr("%Ln not recorded", nullptr, countOf(gap)));
    return parts.join(u", "_s);
}

QString gapText(const TrafficGap &gap)
{
    QStringList parts;
    if (gap.hasUnseen())
        parts.append(TrafficWords::tr("There was no connection to the broker from %1 to %2. Its "
                                      "messages of that time are not here.")
                         .arg(timeOfDayText(gap.unseenFromMs), timeOfDayText(gap.unseenToMs)));
    if (gap.messages > 0)
        parts.append(TrafficWords::tr("%Ln messages were not recorded here: there were more than "
                                      "the window takes.",
            nullptr, countOf(gap)));
    return parts.join(u' ');
}

bool isSystemKind(TrafficKind kind)
{
    return kind == TrafficKind::SystemToOne || kind == TrafficKind::SystemToAll
        || kind == TrafficKind::Error;
}

} // namespace broadcaster
