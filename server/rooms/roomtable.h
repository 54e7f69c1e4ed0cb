// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/projectdirectory.h"
#include "server/metrics/roommetrics.h"
#include "server/rooms/room.h"

#include <memory>
#include <unordered_map>

namespace broadcaster {

/// The rooms of one thread, by project, and their sums. Belongs to that thread.
class RoomTable final {
public:
    struct Hash {
        size_t operator()(const ProjectId &project) const { return qHash(project); }
    };

    [[nodiscard]] Room *find(const ProjectId &project) const;
    Room &add(std::unique_ptr<Room> room);
    /// Keeps the counts of the room for summaries(). REQUIRES: the room is there.
    void remove(const ProjectId &project);
    void clear() { m_rooms.clear(); }
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        for (const auto &[project, room] : m_rooms)
            visit(*room);
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
    [[nodiscard]] Totals totals() const;
    void addTo(RoomMetrics &metrics) const;
    /// The fate of a message at each client that was in the room, from `rosters`.
    [[nodiscard]] Result<QList<DeliveryLine>> delivery(
        const DeliveryQuery &query, const RosterHistory &rosters) const;

private:
    std::unordered_map<ProjectId, std::unique_ptr<Room>, Hash> m_rooms;
    ProjectSummary m_forgotten;
};

} // namespace broadcaster
