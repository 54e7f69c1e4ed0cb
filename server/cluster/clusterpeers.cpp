// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterpeers.h"

namespace broadcaster {

ClusterPeer *ClusterPeers::find(BrokerId broker) const
{
    const auto found = m_peers.find(broker);
    return found != m_peers.end() ? found->second.get() : nullptr;
}

ClusterPeer &ClusterPeers::get(BrokerId broker)
{
    std::unique_ptr<ClusterPeer> &peer = m_peers[broker];
    if (!peer)
        peer = std::make_unique<ClusterPeer>(broker, waitingFor(broker));
    return *peer;
}

void ClusterPeers::close(ClusterPeer &peer)
{
    peer.sent.end();
    m_former += peer.sent.figures();
    const std::lock_guard lock(m_mutex);
    m_waiting.erase(peer.id());
}

std::unique_ptr<ClusterPeer> ClusterPeers::take(BrokerId broker)
{
    const auto found = m_peers.find(broker);
    if (found == m_peers.end())
        return nullptr;
    std::unique_ptr<ClusterPeer> peer = std::move(found->second);
    m_peers.erase(found);
    close(*peer);
    return peer;
}

void ClusterPeers::clear()
{
    for (const auto &[id, peer] : m_peers)
        close(*peer);
    m_peers.clear();
}

void ClusterPeers::loseFor(BrokerId broker, quint64 messages)
{
    m_former.offered += messages;
    m_former.lost[static_cast<size_t>(ClusterLoss::BrokerGone)] += messages;
    if (find(broker))
        return;
    const std::lock_guard lock(m_mutex);
    m_waiting.erase(broker);
}

std::vector<BrokerId> ClusterPeers::heardBut(BrokerId self) const
{
    std::vector<BrokerId> ids;
    for (const auto &[id, peer] : m_peers) {
        if (id != self && peer->wasHeard())
            ids.push_back(id);
    }
    return ids;
}

AccountFigures ClusterPeers::figures() const
{
    AccountFigures sum = m_former;
    for (const auto &[id, peer] : m_peers)
        sum += peer->sent.figures();
    return sum;
}

ClusterPeers::Waiting ClusterPeers::waitingFor(BrokerId broker)
{
    const std::lock_guard lock(m_mutex);
    Waiting &waiting = m_waiting[broker];
    if (!waiting)
        waiting = std::make_shared<std::atomic<qint64>>(0);
    return waiting;
}

} // namespace broadcaster
