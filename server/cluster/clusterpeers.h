// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/clusterpeer.h"

#include <map>
#include <mutex>

namespace broadcaster {

/// The brokers that this one deals with, itself among them. Belongs to the cluster's thread,
/// except for the bytes that wait for each.
class ClusterPeers final {
public:
    using Waiting = std::shared_ptr<std::atomic<qint64>>;

    [[nodiscard]] ClusterPeer *find(BrokerId broker) const;
    [[nodiscard]] ClusterPeer &get(BrokerId broker); ///< Made where there is none.
    /// The broker has gone: its account is closed. Null: it was not there.
    std::unique_ptr<ClusterPeer> take(BrokerId broker);
    void clear();
    /// Messages for a broker that has gone.
    void loseFor(BrokerId broker, quint64 messages);
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        for (const auto &[id, peer] : m_peers)
            visit(*peer);
    }
    /// Brokers that have said something, in this life.
    [[nodiscard]] std::vector<BrokerId> heardBut(BrokerId self) const;
    /// Accounts of all brokers, those that have gone included.
    [[nodiscard]] AccountFigures figures() const;

    /// Bytes that wait for a broker. Callable from any thread.
    [[nodiscard]] Waiting waitingFor(BrokerId broker);

private:
    void close(ClusterPeer &peer);

    std::map<BrokerId, std::unique_ptr<ClusterPeer>> m_peers;
    AccountFigures m_former;
    std::mutex m_mutex; ///< Guards m_waiting.
    std::map<BrokerId, Waiting> m_waiting;
};

} // namespace broadcaster
