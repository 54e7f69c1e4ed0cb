// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/records.h"
#include "server/rooms/fanoutbatch.h"
#include "server/rooms/member.h"
#include "server/rooms/memberindex.h"
#include "server/traffic/rosterhistory.h"

#include <array>
#include <optional>
#include <vector>

namespace broadcaster {

/// The members that a message goes to.
struct Receivers {
    std::vector<Member *> members;
    size_t addressed = 0; ///< The first `addressed` members; the others are mirrored to.

    [[nodiscard]] size_t mirrored() const { return members.size() - addressed; }
};

/// The members of a room, and the routing of a message to them (docs/protocol.md, routing).
class RoomMembers final {
public:
    [[nodiscard]] bool isEmpty() const { return m_byId.count() == 0; }
    [[nodiscard]] qsizetype count() const { return m_byId.count(); }
    [[nodiscard]] Member *find(QByteArrayView id) const { return m_byId.find(id); }
    /// Calls `visit(Member &)` for each, in no particular order.
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        for (const std::vector<Member *> &members : m_byType) {
            for (Member *member : members)
                visit(*member);
        }
    }
    /// In no particular order.
    [[nodiscard]] std::vector<Member *> all() const;
    /// In the order they connected.
    [[nodiscard]] std::vector<Member *> inOrder() const;
    /// The members and the roster that each has joined with, in no particular order.
    [[nodiscard]] std::vector<RosterMember> roster() const;
    /// The window's own client; null: it is not in this room.
    [[nodiscard]] Member *findConsole() const;

    void add(Member &member);
    void remove(Member &member);

    /// `sender` null: the sender is not a member.
    [[nodiscard]] FanoutBatch::Key keyFor(const Member *sender, const Route &route) const;
    /// The key of a message of a client at another broker.
    [[nodiscard]] FanoutBatch::Key keyFor(const RemoteMessage &message) const;
    /// Agrees with verdictFor(), which says the same for one client at a time.
    void findReceivers(const FanoutBatch::Key &key, Receivers &receivers) const;
    /// The type that a message with such a key was addressed to, if any.
    [[nodiscard]] static std::optional<ClientType> targetType(const FanoutBatch::Key &key);

private:
    [[nodiscard]] const std::vector<Member *> &ofType(ClientType type) const
    {
        return m_byType[static_cast<size_t>(type)];
    }

    MemberIndex m_byId;
    std::array<std::vector<Member *>, ClientTypeCount> m_byType;
};

} // namespace broadcaster
