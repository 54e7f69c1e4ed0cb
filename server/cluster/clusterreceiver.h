// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/clusterpeers.h"
#include "server/cluster/clustersurveys.h"
#include "server/cluster/presence.h"
#include "server/cluster/rejectedbatches.h"

namespace broadcaster {

/// Reads the batches of other brokers, and brings each record to the part that it is for. Belongs
/// to the cluster's thread.
class ClusterReceiver final {
public:
    struct Events {
        std::function<void()> keysChanged; ///< Another broker has told so.
        std::function<void(BrokerId from, quint64 survey, const QByteArray &question)> asked;
    };
    ClusterReceiver(const BatchSecret &secret, ClusterPeers &peers, Presence &presence,
        ClusterSurveys &surveys, ClusterRooms &rooms, Events events);
    Q_DISABLE_COPY_MOVE(ClusterReceiver)

    void setSelf(BrokerId self) { m_self = self; }
    /// Any bytes that came. Presence may have actions to take afterwards.
    void take(const QByteArray &bytes);
    [[nodiscard]] const RejectedBatches &rejected() const { return m_rejected; }

private:
    void takeControl(const Batch &batch);
    void takeInbox(const Batch &batch, const QByteArray &bytes);
    void handle(ClusterPeer &peer, const RecordView &record);

    const BatchSecret &m_secret;
    ClusterPeers &m_peers;
    Presence &m_presence;
    ClusterSurveys &m_surveys;
    ClusterRooms &m_rooms;
    const Events m_events;
    const SystemClock m_clock;
    BrokerId m_self;
    RejectedBatches m_rejected;
};

} // namespace broadcaster
