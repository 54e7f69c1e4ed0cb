// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterfigures.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

qint64 signedCount(quint64 count)
{
    return static_cast<qint64>(count);
}

ClusterMessages messagesOf(const AccountFigures &figures)
{
    ClusterMessages messages { signedCount(figures.offered), signedCount(figures.delivered),
        signedCount(figures.underWay) };
    for (size_t i = 0; i < ClusterLossCount; ++i)
        messages.*ClusterMessages::losses[i].count = signedCount(figures.lost[i]);
    return messages;
}

ClusterBroker brokerOf(const ClusterPeer &peer, Clock::Time now)
{
    ClusterBroker broker;
    broker.id = QString::fromLatin1(peer.id().text());
    broker.name = peer.beat.name;
    broker.version = peer.beat.version;
    broker.clients = peer.beat.clients;
    broker.projects = peer.beat.projects;
    broker.silentMs
        = std::chrono::duration_cast<std::chrono::milliseconds>(now - peer.lastHeard()).count();
    broker.sent = messagesOf(peer.sent.figures());
    broker.waitingBytes = peer.waitingBytes();
    broker.taken = signedCount(peer.taken());
    return broker;
}

QString troubleOf(const ClusterEngine &engine, const Presence &presence)
{
    for (const EngineState &state : engine.states()) {
        if (!engine.isUp() && !state.trouble.isEmpty())
            return state.url + u": "_s + state.trouble;
    }
    if (!engine.isUp())
        return u"the engine is being connected"_s;
    return presence.isProbeGood() ? QString()
                                  : u"messages of this broker to itself do not come back"_s;
}

} // namespace

ClusterInfo clusterInfo(const ClusterEngine &engine, const ClusterPeers &peers,
    const Presence &presence, Clock::Time now)
{
    ClusterInfo info;
    info.isOn = true;
    info.trouble = troubleOf(engine, presence);
    info.isWorking = info.trouble.isEmpty();
    if (presence.isProbeGood())
        info.probeMicroseconds = std::chrono::duration_cast<std::chrono::microseconds>(
            presence.state().roundTrip)
                                     .count();
    for (const EngineState &state : engine.states())
        info.servers.append(
            { state.url, state.isUp, state.trouble, state.commands, state.reconnects });
    peers.forEach([&](const ClusterPeer &peer) {
        if (peer.id() != presence.state().self && peer.wasHeard())
            info.brokers.append(brokerOf(peer, now));
    });
    info.sent = messagesOf(peers.figures());
    return info;
}

ClusterBroker ownBroker(BrokerId id, const ClusterBeat &beat)
{
    ClusterBroker broker;
    broker.id = QString::fromLatin1(id.text());
    broker.name = beat.name;
    broker.version = beat.version;
    broker.isSelf = true;
    broker.clients = beat.clients;
    broker.projects = beat.projects;
    return broker;
}

} // namespace broadcaster
