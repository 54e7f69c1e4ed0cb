// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/clusterpeers.h"
#include "server/cluster/engine.h"

namespace broadcaster {

/// Makes batches of what waits for other brokers and gives them to the engine: one batch at once
/// while there is little, larger ones while the engine has not answered the last, and none while it
/// is down. Belongs to the
/// cluster's thread.
class ClusterPublisher final {
public:
    /// `unheard` is called for a broker that does not listen.
    ClusterPublisher(ClusterEngine &engine, ClusterPeers &peers, const BatchSecret &secret,
        std::function<void(BrokerId broker)> unheard);
    Q_DISABLE_COPY_MOVE(ClusterPublisher)

    void setSelf(BrokerId self) { m_self = self; }

    void send(ClusterPeer &peer, OutgoingRecords records);
    void send(ClusterPeer &peer, RecordKind kind, quint64 number, std::string_view body);
    /// Publishes what waits for the broker, as far as the engine keeps up.
    void flush(ClusterPeer &peer);
    /// Sends an account that is due, and asks for one where messages are under way.
    void report(ClusterPeer &peer, Clock::Time now);
    /// One record in a batch of its own, past the queue.
    void probe(ClusterPeer &self, quint64 number);
    void sendToAll(RecordKind kind, std::string_view body);

private:
    void publish(ClusterPeer &peer, BatchWriter &writer, BatchCounts counts, bool hasPresence);

    ClusterEngine &m_engine;
    ClusterPeers &m_peers;
    const BatchSecret &m_secret;
    const std::function<void(BrokerId)> m_unheard;
    BrokerId m_self;
};

} // namespace broadcaster
