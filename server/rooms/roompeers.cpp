// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roompeers.h"

#include "server/api/bytes.h"
#include "server/protocol/framewriter.h"
#include "server/rooms/roommembers.h"
#include "server/rooms/sender.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

namespace {

ClientKey keyOf(const Member &member)
{
    return clientKey(view(member.idText())).value_or(ClientKey {});
}

RemoteClient remoteClientOf(const Member &member)
{
    return { keyOf(member), member.type(), member.info().connectedAtMs };
}

} // namespace

RemoteMessage remoteMessage(const Sender &sender, const Route &route, int type)
{
    RemoteMessage message;
    message.route = route.kind;
    message.senderType = sender.type;
    message.sender = clientKey(sender.id).value_or(ClientKey {});
    if (route.kind == Route::Kind::ToClient)
        message.target = clientKey(route.clientId);
    if (type >= 0)
        message.targetType = static_cast<ClientType>(type);
    return message;
}

RoomPeers::RoomPeers(const RoomMembers &members, ProjectId project, quint64 number,
    ClusterOutbox &outbox, RosterHistory &rosters)
    : m_members(members)
    , m_project(std::move(project))
    , m_number(number)
    , m_outbox(outbox)
    , m_rosters(rosters)
{
}

bool RoomPeers::has(const ClientId &client) const
{
    const auto key = clientKey(view(client.text()));
    return key && m_clients.find(*key).has_value();
}

std::vector<RosterMember> RoomPeers::roster() const
{
    std::vector<RosterMember> members;
    members.reserve(m_clients.count());
    m_clients.forEach([&](const RemoteClients::Client &client) {
        members.push_back({ clientId(client.client.id), client.client.type, client.joined,
            m_peers[client.broker].broker });
    });
    return members;
}

void RoomPeers::tellJoined(const Member &member)
{
    if (!isShared())
        return;
    const RemoteClient client = remoteClientOf(member);
    for (const Peer &peer : m_peers) {
        if (peer.box)
            m_outbox.addJoin(*peer.box, m_number, client);
    }
}

void RoomPeers::tellLeft(const Member &member)
{
    if (!isShared())
        return;
    const ClientKey client = keyOf(member);
    for (const Peer &peer : m_peers) {
        if (peer.box)
            m_outbox.addLeave(*peer.box, m_number, client);
    }
}

void RoomPeers::sayGoodbye()
{
    for (const Peer &peer : m_peers) {
        if (peer.box)
            m_outbox.addRoster(*peer.box, m_number, { false, true, m_project, {} });
    }
    m_clients.clear();
    m_peers.clear();
    m_used = 0;
    m_awaited = 0;
}

/// Clients of the peer that the message is for, the sender included.
size_t RoomPeers::addressedAt(const Peer &peer, const RemoteMessage &message)
{
    switch (message.route) {
    case Route::Kind::ToClient:
        return 0; // The client is looked up.
    case Route::Kind::ToType:
        return message.targetType ? peer.of(*message.targetType) : 0;
    case Route::Kind::Broadcast:
        return peer.of(ClientType::Runtime) + peer.of(ClientType::DataAgent);
    }
    return 0;
}

RoomPeers::Audience RoomPeers::audience(const RemoteMessage &message) const
{
    Audience audience;
    std::optional<RemoteClients::Client> target;
    if (message.route == Route::Kind::ToClient && message.target)
        target = m_clients.find(*message.target);
    const auto sender = m_clients.find(message.sender);
    size_t admins = 0;
    for (const Peer &peer : m_peers) {
        audience.addressed += addressedAt(peer, message);
        admins += peer.of(ClientType::Admin);
    }
    if (target)
        audience.addressed = 1;
    const bool toAdmins = message.route == Route::Kind::ToType
        && message.targetType == ClientType::Admin;
    if (message.route != Route::Kind::Broadcast && !toAdmins) {
        const bool isAddressedAdmin = target && target->client.type == ClientType::Admin;
        const bool isSenderAdmin = sender && sender->client.type == ClientType::Admin
            && !(isAddressedAdmin && target->client.id == message.sender);
        audience.mirrored = admins - (isAddressedAdmin ? 1 : 0) - (isSenderAdmin ? 1 : 0);
    }
    const bool isSenderCounted = sender
        && (message.route == Route::Kind::Broadcast ? sender->client.type != ClientType::Admin
                                                    : message.route == Route::Kind::ToType
                    && message.targetType == sender->client.type);
    if (isSenderCounted)
        --audience.addressed;
    return audience;
}

bool RoomPeers::isFor(
    const Peer &peer, const RemoteMessage &message, const std::optional<quint16> &target) const
{
    if (!peer.box)
        return false;
    return addressedAt(peer, message) > 0 || target == placeOf(peer)
        || (message.route != Route::Kind::Broadcast && peer.of(ClientType::Admin) > 0);
}

void RoomPeers::forward(RemoteMessage message, const Sender &sender, const Envelope &envelope)
{
    std::optional<quint16> target;
    if (message.route == Route::Kind::ToClient && message.target) {
        if (const auto client = m_clients.find(*message.target))
            target = client->broker;
    }
    QByteArray frame;
    for (const Peer &peer : m_peers) {
        if (!isFor(peer, message, target))
            continue;
        if (frame.isEmpty())
            appendStampedFrame(frame, envelope, sender.stamp);
        message.frame = view(frame);
        m_outbox.addMessage(*peer.box, m_number, message);
    }
}

RoomPeers::Peer *RoomPeers::find(BrokerId broker)
{
    const auto found = std::find_if(m_peers.begin(), m_peers.end(),
        [&](const Peer &peer) { return peer.box && peer.broker == broker; });
    return found != m_peers.end() ? &*found : nullptr;
}

RoomPeers::Peer &RoomPeers::add(BrokerId broker)
{
    auto place = std::find_if(
        m_peers.begin(), m_peers.end(), [](const Peer &peer) { return !peer.box; });
    if (place == m_peers.end())
        place = m_peers.insert(place, Peer {});
    place->broker = broker;
    place->box = &m_outbox.boxFor(broker);
    ++m_used;
    return *place;
}

void RoomPeers::setAwaited(Peer &peer, bool awaited)
{
    if (std::exchange(peer.isAwaited, awaited) != awaited)
        awaited ? ++m_awaited : --m_awaited;
}

void RoomPeers::sendRoster(Peer &peer, bool asks)
{
    ProjectRoster roster { asks, false, m_project, {} };
    roster.clients.reserve(static_cast<size_t>(m_members.count()));
    m_members.forEach(
        [&](const Member &member) { roster.clients.push_back(remoteClientOf(member)); });
    m_outbox.addRoster(*peer.box, m_number, roster);
}

void RoomPeers::sendRoster(BrokerId broker)
{
    if (Peer *peer = find(broker))
        sendRoster(*peer, false);
}

void RoomPeers::meet(const std::vector<BrokerId> &brokers)
{
    for (Peer &peer : m_peers) {
        if (peer.box && std::find(brokers.begin(), brokers.end(), peer.broker) == brokers.end())
            ask(peer);
    }
    for (const BrokerId broker : brokers) {
        if (!find(broker))
            ask(add(broker));
    }
}

void RoomPeers::ask(Peer &peer)
{
    setAwaited(peer, true);
    sendRoster(peer, true);
}

void RoomPeers::addClient(Peer &peer, const RemoteClient &client)
{
    if (m_clients.find(client.id))
        return;
    m_clients.add({ client, placeOf(peer), m_rosters.advance() });
    ++peer.counts[static_cast<size_t>(client.type)];
}

void RoomPeers::removeClient(Peer &peer, const ClientKey &id, Departed &departed)
{
    const auto client = m_clients.remove(id, placeOf(peer));
    if (!client)
        return;
    --peer.counts[static_cast<size_t>(client->client.type)];
    departed.push_back(*client);
}

RoomPeers::Departed RoomPeers::takeRoster(BrokerId from, const ProjectRoster &roster)
{
    Peer *known = find(from);
    if (roster.leaves)
        return known ? removePeer(*known) : Departed();
    Peer &peer = known ? *known : add(from);
    setAwaited(peer, false);
    // A broker that was forgotten meanwhile has to get the roster, too.
    if (roster.asks || !known)
        sendRoster(peer, false);
    Departed departed;
    std::vector<ClientKey> present;
    present.reserve(roster.clients.size());
    for (const RemoteClient &client : roster.clients)
        present.push_back(client.id);
    std::sort(present.begin(), present.end());
    for (const RemoteClients::Client &client : m_clients.ofBroker(placeOf(peer))) {
        if (!std::binary_search(present.begin(), present.end(), client.client.id))
            removeClient(peer, client.client.id, departed);
    }
    for (const RemoteClient &client : roster.clients)
        addClient(peer, client);
    return departed;
}

void RoomPeers::takeJoin(BrokerId from, const RemoteClient &client)
{
    if (Peer *peer = find(from))
        addClient(*peer, client);
}

RoomPeers::Departed RoomPeers::takeLeave(BrokerId from, const ClientKey &client)
{
    Departed departed;
    if (Peer *peer = find(from))
        removeClient(*peer, client, departed);
    return departed;
}

RoomPeers::Departed RoomPeers::removePeer(Peer &peer)
{
    Departed departed = m_clients.ofBroker(placeOf(peer));
    for (const RemoteClients::Client &client : departed)
        (void)m_clients.remove(client.client.id, placeOf(peer));
    setAwaited(peer, false);
    peer = {};
    --m_used;
    return departed;
}

RoomPeers::Departed RoomPeers::forget(BrokerId broker)
{
    Peer *peer = find(broker);
    if (!peer)
        return {};
    m_hasLostBroker = true;
    return removePeer(*peer);
}

void RoomPeers::stopAwaiting(BrokerId broker)
{
    if (Peer *peer = find(broker))
        setAwaited(*peer, false);
}

} // namespace broadcaster
