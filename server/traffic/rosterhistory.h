// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <QtCore/QHash>

#include <deque>
#include <vector>

namespace broadcaster {

/// A client and from when on it was in its room.
struct RosterMember {
    ClientId client;
    ClientType type = ClientType::Runtime;
    quint64 joined = 0;
};

/// Who was in which room when, by versions that grow with every joining and leaving on a room
/// thread: a record needs one number, and who left is remembered here. Belongs to one thread.
class RosterHistory final {
public:
    /// `start` is to be beyond the versions of any history before, whose records are then unknown
    /// here instead of being mistaken for others.
    explicit RosterHistory(quint64 start)
        : m_version(start)
    {
    }

    [[nodiscard]] quint64 version() const { return m_version; }
    /// Somebody joins: the first version that has it.
    quint64 advance() { return ++m_version; }
    /// Somebody has left, and was last in the version before.
    void leave(const ProjectId &project, const RosterMember &member);

    /// Begins to remember, from the present version on; or forgets everything.
    void setRemembering(bool remembering);
    [[nodiscard]] bool knows(quint64 version) const
    {
        return m_remembering && version >= m_knownSince && version <= m_version;
    }
    /// Those who were in the project's room at that version, in the order they joined. `present`
    /// are those who are in it now. REQUIRES: knows(version)
    [[nodiscard]] std::vector<RosterMember> membersAt(
        const ProjectId &project, quint64 version, std::vector<RosterMember> present) const;

private:
    struct Departure {
        RosterMember member;
        quint64 left;
    };
    void forgetOldest();

    quint64 m_version;
    quint64 m_knownSince = 0;
    bool m_remembering = false;
    QHash<ProjectId, std::deque<Departure>> m_departures; ///< In the order they left; none empty.
    std::deque<ProjectId> m_order; ///< Of all departures, by their project.
};

/// What became of the message at each of them.
[[nodiscard]] QList<DeliveryLine> deliveryLines(
    const DeliveryQuery &query, const std::vector<RosterMember> &members);

} // namespace broadcaster
