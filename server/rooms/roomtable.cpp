// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomtable.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

Room *RoomTable::find(const ProjectId &project) const
{
    const auto found = m_rooms.find(project);
    return found != m_rooms.end() ? found->second.get() : nullptr;
}

Room &RoomTable::add(std::unique_ptr<Room> room)
{
    const ProjectId project = room->project();
    return *m_rooms.insert_or_assign(project, std::move(room)).first->second;
}

void RoomTable::remove(const ProjectId &project)
{
    const auto found = m_rooms.find(project);
    m_forgotten.addCounts(found->second->summary());
    m_rooms.erase(found);
}

ProjectInfo RoomTable::info(const ProjectId &project) const
{
    if (const Room *room = find(project))
        return room->info();
    ProjectInfo nothing;
    nothing.id = project;
    return nothing;
}

QList<ProjectInfo> RoomTable::infos() const
{
    QList<ProjectInfo> all;
    all.reserve(static_cast<qsizetype>(m_rooms.size()));
    forEach([&](const Room &room) { all.append(room.info()); });
    return all;
}

void RoomTable::Summaries::add(const Summaries &other)
{
    projects += other.projects;
    forgotten.addCounts(other.forgotten);
}

RoomTable::Summaries RoomTable::summaries() const
{
    Summaries all { {}, m_forgotten };
    all.projects.reserve(static_cast<qsizetype>(m_rooms.size()));
    forEach([&](const Room &room) { all.projects.append(room.summary()); });
    return all;
}

RoomTable::Totals RoomTable::totals() const
{
    Totals totals;
    totals.projects = static_cast<qsizetype>(m_rooms.size());
    forEach([&](const Room &room) { totals.clients += room.members().count(); });
    return totals;
}

void RoomTable::addTo(RoomMetrics &metrics) const
{
    forEach([&](const Room &room) { metrics.addProject(room.metrics()); });
    metrics.projects = static_cast<qint64>(m_rooms.size());
}

Result<QList<DeliveryLine>> RoomTable::delivery(
    const DeliveryQuery &query, const RosterHistory &rosters) const
{
    if (!rosters.knows(query.roster))
        return Error { ErrorCode::NotFound,
            u"Who was connected then is no longer known: the message is too old."_s,
            ErrorReason::RosterForgotten };
    const Room *room = find(query.project);
    return deliveryLines(query,
        rosters.membersAt(
            query.project, query.roster, room ? room->roster() : std::vector<RosterMember>()));
}

} // namespace broadcaster
