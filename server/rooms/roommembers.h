// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/rooms/member.h"
#include "server/rooms/sharedbatch.h"
#include "server/traffic/rosterhistory.h"

#include <QtCore/QHash>

#include <array>
#include <optional>
#include <vector>

namespace broadcaster {

/// Who gets a message.
struct Receivers {
    std::vector<Member *> members;
    size_t addressed = 0; ///< The first so many of them; the others are mirrored to.

    [[nodiscard]] size_t mirrored() const { return members.size() - addressed; }
};

/// Who is in a room, and whom a message is for (docs/protocol.md, routing).
class RoomMembers final {
public:
    [[nodiscard]] bool isEmpty() const { return m_byId.isEmpty(); }
    [[nodiscard]] qsizetype count() const { return m_byId.size(); }
    [[nodiscard]] Member *find(const QByteArray &id) const { return m_byId.value(id); }
    /// In no particular order.
    [[nodiscard]] const QHash<QByteArray, Member *> &all() const { return m_byId; }
    /// In the order they connected.
    [[nodiscard]] std::vector<Member *> inOrder() const;
    /// Who is in it and since when, in no particular order.
    [[nodiscard]] std::vector<RosterMember> roster() const;
    /// The window's own; null: it is not here.
    [[nodiscard]] Member *findOperator() const;

    void add(Member &member);
    void remove(Member &member);

    /// `sender` null: nobody who is here.
    [[nodiscard]] SharedBatch::Key keyFor(const Member *sender, const Route &route) const;
    /// Agrees with verdictFor(), which says the same for one client at a time.
    void findReceivers(const SharedBatch::Key &key, Receivers &receivers) const;
    /// What a message with such a key was addressed to.
    [[nodiscard]] static std::optional<ClientType> targetType(const SharedBatch::Key &key);

private:
    [[nodiscard]] const std::vector<Member *> &ofType(ClientType type) const
    {
        return m_byType[static_cast<size_t>(type)];
    }

    QHash<QByteArray, Member *> m_byId;
    std::array<std::vector<Member *>, ClientTypeCount> m_byType;
};

} // namespace broadcaster
