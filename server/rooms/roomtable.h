// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/spreadmap.h"
#include "server/gateway/projectdirectory.h"
#include "server/metrics/roommetrics.h"
#include "server/rooms/room.h"

#include <memory>

namespace broadcaster {

/// The rooms of one thread, by project, and their sums. Belongs to that thread.
class RoomTable final {
    using Rooms = SpreadMap<ProjectId, std::unique_ptr<Room>>;

public:
    static constexpr size_t PartCount = Rooms::PartCount;
    /// The part of the table that a project belongs to.
    [[nodiscard]] static size_t partOf(const ProjectId &project) { return Rooms::partOf(project); }

    [[nodiscard]] Room *find(const ProjectId &project) const;
    Room &add(std::unique_ptr<Room> room);
    /// Keeps the counts of the room for summaries(). REQUIRES: the room is there.
    void remove(const ProjectId &project);
    void clear() { m_rooms.clear(); }
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        m_rooms.forEach([&](const ProjectId &, const auto &room) { visit(*room); });
    }

    /// Has no clients if the project is not live.
    [[nodiscard]] ProjectInfo info(const ProjectId &project) const;
    [[nodiscard]] QList<ProjectInfo> infos() const;
    struct Summaries {
        QList<ProjectSummary> projects;
        ProjectSummary forgotten; ///< Counts of the rooms that were removed.

        void add(const Summaries &other);
    };
    [[nodiscard]] Summaries summaries() const;
    struct Totals {
        qint64 projects = 0;
        qint64 clients = 0;
    };
    [[nodiscard]] Totals totals() const { return { m_rooms.size(), m_clients }; }
    /// A client has joined one of the rooms, or has left it.
    void noteJoined() { ++m_clients; }
    void noteLeft() { --m_clients; }
    /// Adds the rooms of one part.
    void addTo(RoomMetrics &metrics, size_t part) const;
    /// The fate of a message at each client that was in the room, from `rosters`.
    [[nodiscard]] Result<QList<DeliveryLine>> delivery(
        const DeliveryQuery &query, const RosterHistory &rosters) const;

private:
    Rooms m_rooms;
    qint64 m_clients = 0;
    ProjectSummary m_forgotten;
};

} // namespace broadcaster
