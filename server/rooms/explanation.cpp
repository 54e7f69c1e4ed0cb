// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/explanation.h"

#include "server/protocol/routing.h"

#include <algorithm>

namespace broadcaster {

namespace {

QList<DeliveryLine> linesOf(
    const Explanation &explanation, const RoomMembers &members, const Member *sender, qint64 most)
{
    std::vector<RosterMember> listed;
    for (const Member *member : members.inOrder()) {
        if (static_cast<qint64>(listed.size()) >= most)
            break;
        listed.push_back({ member->info().id, member->type(), member->joined });
    }
    return deliveryLines(
        { {}, 0, explanation.kind, sender ? sender->idText() : QByteArray(), explanation.target },
        listed);
}

Explanation ruleOf(const Envelope &envelope, const Route &route)
{
    Explanation explanation;
    if (envelope.isPing) {
        explanation.kind = TrafficKind::Ping;
    } else {
        explanation.kind = trafficKind(route.kind);
        explanation.target = QByteArray(
            route.target().data(), static_cast<qsizetype>(route.target().size()));
    }
    return explanation;
}

} // namespace

Explanation explain(
    const Envelope &envelope, const RoomMembers *members, const Member *sender, qint64 lines)
{
    const Route route = routeOf(envelope);
    Explanation explanation = ruleOf(envelope, route);
    if (!members)
        return explanation;
    explanation.reach.clients = members->count();
    if (!envelope.isPing) {
        Receivers receivers;
        members->findReceivers(members->keyFor(sender, route), receivers);
        explanation.reach.addressed = static_cast<qint64>(receivers.addressed);
        explanation.reach.mirrored = static_cast<qint64>(receivers.mirrored());
    }
    if (lines > 0)
        explanation.lines = linesOf(explanation, *members, sender, lines);
    return explanation;
}

Explanation explainShared(
    const Envelope &envelope, const Room &room, const QByteArray &sender, qint64 lines)
{
    Explanation explanation = ruleOf(envelope, routeOf(envelope));
    std::vector<RosterMember> members = room.roster();
    std::sort(members.begin(), members.end(),
        [](const RosterMember &a, const RosterMember &b) { return a.joined < b.joined; });
    explanation.lines = deliveryLines(
        { {}, 0, explanation.kind, sender, explanation.target }, members);
    explanation.reach.clients = explanation.lines.size();
    for (const DeliveryLine &line : explanation.lines) {
        explanation.reach.addressed += line.verdict == Verdict::Delivered ? 1 : 0;
        explanation.reach.mirrored += line.verdict == Verdict::Mirrored ? 1 : 0;
    }
    if (explanation.lines.size() > lines)
        explanation.lines.resize(lines);
    return explanation;
}

} // namespace broadcaster
