// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerid.h"
#include "server/api/traffic.h"

#include <QtCore/QHash>

#include <deque>
#include <vector>

namespace broadcaster {

/// A client, and the version in which it joined its room.
struct RosterMember {
    ClientId client;
    ClientType type = ClientType::Runtime;
    quint64 joined = 0;
    BrokerId broker {}; ///< The other broker that has it. Null: this one has it.
};

/// The members of rooms at any time, by versions that grow with every join and leave on a room
/// thread: a record needs only one number, and departures are remembered here. Belongs to one
/// thread.
class RosterHistory final {
public:
    /// `start` must be beyond the versions of any earlier history, so that their records are
    /// unknown here instead of being mistaken for others.
    explicit RosterHistory(quint64 start)
        : m_version(start)
    {
    }

    [[nodiscard]] quint64 version() const { return m_version; }
    /// A client joins: returns the first version that has it.
    quint64 advance() { return ++m_version; }
    /// A client has left, and was last in the previous version.
    void leave(const ProjectId &project, const RosterMember &member);

    /// Starts remembering with the present version, or forgets everything.
    void setRemembering(bool remembering);
    [[nodiscard]] bool knows(quint64 version) const
    {
        return m_remembering && version >= m_knownSince && version <= m_version;
    }
    /// The members of the project's room at that version, in the order they joined. `present` are
    /// its members now. REQUIRES: knows(version)
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
    /// In the order they left; no list is empty.
    QHash<ProjectId, std::deque<Departure>> m_departures;
    std::deque<ProjectId> m_order; ///< Projects of all departures, in their order.
};

/// Fate of the message at each of the members.
[[nodiscard]] QList<DeliveryLine> deliveryLines(
    const DeliveryQuery &query, const std::vector<RosterMember> &members);

} // namespace broadcaster
