// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/remoteclients.h"
#include "server/rooms/clusteroutbox.h"
#include "server/traffic/rosterhistory.h"

#include <array>
#include <span>

namespace broadcaster {

class Member;
class RoomMembers;
struct Envelope;
struct Sender;

/// A message of a client here as other brokers get it, without its frame. `type` is
/// FanoutBatch::Key::type.
[[nodiscard]] RemoteMessage remoteMessage(const Sender &sender, const Route &route, int type);

/// The other brokers that have clients in a room's project, and those clients. Tells the brokers of
/// the room's own clients, and passes on the messages that are for theirs. A broker gets the roster
/// of the room before anything else. Belongs to the room's thread.
class RoomPeers final {
public:
    /// `number` stands for the project in records of this broker, and is never used again.
    RoomPeers(const RoomMembers &members, ProjectId project, quint64 number, ClusterOutbox &outbox,
        RosterHistory &rosters);
    Q_DISABLE_COPY_MOVE(RoomPeers)

    /// Some broker shares the project.
    [[nodiscard]] bool isShared() const { return m_used > 0; }
    /// A broker that shared it has gone without a word: it may have declared this one dead, too.
    [[nodiscard]] bool hasLostBroker() const { return m_hasLostBroker; }
    /// Some broker was asked for its roster and has not sent it.
    [[nodiscard]] bool isAwaiting() const { return m_awaited > 0; }
    [[nodiscard]] qsizetype clientCount() const
    {
        return static_cast<qsizetype>(m_clients.count());
    }
    [[nodiscard]] bool has(const ClientId &client) const;
    [[nodiscard]] std::vector<RosterMember> roster() const;
    template <typename Visit>
    void forEach(Visit &&visit) const ///< visit(const RemoteClient &, BrokerId)
    {
        m_clients.forEach([&](const RemoteClients::Client &client) {
            visit(client.client, m_peers[client.broker].broker);
        });
    }

    // The room's own clients:
    void tellJoined(const Member &member);
    void tellLeft(const Member &member);
    /// The room has no client any more: every broker forgets it, and the other way round.
    void sayGoodbye();

    struct Audience {
        size_t addressed = 0; ///< Clients elsewhere that the message is for.
        size_t mirrored = 0; ///< Admins elsewhere that get a copy.
    };
    /// The sender is not counted, wherever it is.
    [[nodiscard]] Audience audience(const RemoteMessage &message) const;
    /// Passes the message on to the brokers of its audience. Its frame is made here.
    void forward(RemoteMessage message, const Sender &sender, const Envelope &envelope);

    // Other brokers. Clients that have left are returned, each once.
    using Departed = std::vector<RemoteClients::Client>;
    /// These brokers share the project: each new one gets the roster, and is asked for its own.
    /// Those that are known and not among them are asked again, because a goodbye may have been
    /// lost.
    void meet(const std::vector<BrokerId> &brokers);
    Departed takeRoster(BrokerId from, const ProjectRoster &roster);
    void takeJoin(BrokerId from, const RemoteClient &client);
    Departed takeLeave(BrokerId from, const ClientKey &client);
    Departed forget(BrokerId broker);
    void stopAwaiting(BrokerId broker);
    void sendRoster(BrokerId broker);

private:
    struct Peer {
        BrokerId broker; ///< Null: the place is free.
        ClusterOutbox::Box *box = nullptr;
        std::array<size_t, ClientTypeCount> counts {};
        bool isAwaited = false;

        [[nodiscard]] size_t of(ClientType type) const { return counts[static_cast<size_t>(type)]; }
    };

    [[nodiscard]] bool isFor(
        const Peer &peer, const RemoteMessage &message, const std::optional<quint16> &target) const;
    [[nodiscard]] Peer *find(BrokerId broker);
    Peer &add(BrokerId broker);
    [[nodiscard]] quint16 placeOf(const Peer &peer) const
    {
        return static_cast<quint16>(&peer - m_peers.data());
    }
    void ask(Peer &peer);
    Departed removePeer(Peer &peer);
    void setAwaited(Peer &peer, bool awaited);
    void sendRoster(Peer &peer, bool asks);
    void addClient(Peer &peer, const RemoteClient &client);
    void removeClient(Peer &peer, const ClientKey &id, Departed &departed);
    [[nodiscard]] static size_t addressedAt(const Peer &peer, const RemoteMessage &message);

    const RoomMembers &m_members;
    const ProjectId m_project;
    const quint64 m_number;
    ClusterOutbox &m_outbox;
    RosterHistory &m_rosters;
    RemoteClients m_clients;
    std::vector<Peer> m_peers; ///< A client has the index of its broker.
    size_t m_used = 0;
    size_t m_awaited = 0;
    bool m_hasLostBroker = false;
};

} // namespace broadcaster
