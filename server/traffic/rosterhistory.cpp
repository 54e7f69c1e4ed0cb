// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/traffic/rosterhistory.h"

#include "server/api/bytes.h"
#include "server/base/tuning.h"
#include "server/protocol/routing.h"

#include <algorithm>

namespace broadcaster {

void RosterHistory::leave(const ProjectId &project, const RosterMember &member)
{
    ++m_version;
    if (!m_remembering)
        return;
    m_departures[project].push_back({ member, m_version });
    m_order.push_back(project);
    if (m_order.size() > static_cast<size_t>(limits::RememberedDepartures))
        forgetOldest();
}

void RosterHistory::forgetOldest()
{
    const auto ofProject = m_departures.find(m_order.front());
    m_order.pop_front();
    m_knownSince = ofProject->front().left; // For earlier versions, a member would be missing.
    ofProject->pop_front();
    if (ofProject->empty())
        m_departures.erase(ofProject);
}

void RosterHistory::setRemembering(bool remembering)
{
    if (remembering == m_remembering)
        return;
    m_remembering = remembering;
    m_knownSince = advance();
    m_departures.clear();
    m_order.clear();
}

std::vector<RosterMember> RosterHistory::membersAt(
    const ProjectId &project, quint64 version, std::vector<RosterMember> present) const
{
    std::erase_if(present, [&](const RosterMember &member) { return member.joined > version; });
    if (const auto departures = m_departures.constFind(project);
        departures != m_departures.cend()) {
        auto departure = std::upper_bound(departures->begin(), departures->end(), version,
            [](quint64 asked, const Departure &other) { return asked < other.left; });
        for (; departure != departures->end(); ++departure) {
            if (departure->member.joined <= version)
                present.push_back(departure->member);
        }
    }
    std::sort(present.begin(), present.end(),
        [](const RosterMember &a, const RosterMember &b) { return a.joined < b.joined; });
    return present;
}

QList<DeliveryLine> deliveryLines(
    const DeliveryQuery &query, const std::vector<RosterMember> &members)
{
    QList<DeliveryLine> lines;
    lines.reserve(static_cast<qsizetype>(members.size()));
    for (const RosterMember &member : members) {
        const Verdict verdict = verdictFor(query.kind, view(query.target), view(query.sender),
            view(member.client.text()), member.type);
        lines.append({ member.client, member.type, verdict,
            member.broker.isNull() ? QString() : QString::fromLatin1(member.broker.text()) });
    }
    return lines;
}

} // namespace broadcaster
