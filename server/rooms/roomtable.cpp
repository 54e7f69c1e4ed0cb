// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomtable.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

Room *RoomTable::find(const ProjectId &project) const
{
    const auto *found = m_rooms.find(project);
    return found ? found->get() : nullptr;
}

Room &RoomTable::add(std::unique_ptr<Room> room)
{
    std::unique_ptr<Room> &place = m_rooms[room->project()];
    place = std::move(room);
    return *place;
}

void RoomTable::remove(const ProjectId &project)
{
    m_forgotten.addCounts(find(project)->summary());
    m_rooms.remove(project);
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
    all.reserve(m_rooms.size());
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
    all.projects.reserve(m_rooms.size());
    forEach([&](const Room &room) { all.projects.append(room.summary()); });
    return all;
}

void RoomTable::addTo(RoomMetrics &metrics, size_t part) const
{
    m_rooms.forEachOf(
        part, [&](const ProjectId &, const auto &room) { metrics.addProject(room->metrics()); });
}

Result<QList<DeliveryLine>> RoomTable::delivery(
    const DeliveryQuery &query, const RosterHistory &rosters) const
{
    if (!rosters.knows(query.roster))
        return Error { ErrorCode::NotFound,
            u"The clients that were connected then are no longer known: the message is too old."_s,
            ErrorReason::RosterForgotten };
    const Room *room = find(query.project);
    return deliveryLines(query,
        rosters.membersAt(
            query.project, query.roster, room ? room->roster() : std::vector<RosterMember>()));
}

} // namespace broadcaster
