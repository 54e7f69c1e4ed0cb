// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/cluster/accounts.h"
#include "server/cluster/clusterbeat.h"
#include "server/cluster/recordsorter.h"

#include <deque>

namespace broadcaster {

/// Another broker as this one deals with it: the records that wait for it, and the accounts of both
/// directions. Belongs to the cluster's thread.
class ClusterPeer final {
public:
    ClusterPeer(BrokerId id, std::shared_ptr<std::atomic<qint64>> waiting);
    Q_DISABLE_COPY_MOVE(ClusterPeer)

    [[nodiscard]] BrokerId id() const { return m_id; }

    /// Queues records, and adds their bytes to `waiting`.
    void push(OutgoingRecords records, Clock::Time now);
    [[nodiscard]] bool hasWaiting() const { return !m_queue.empty(); }
    [[nodiscard]] qint64 waitingBytes() const { return *m_waiting; }
    void noteHeard(Clock::Time now);
    /// Else it only stands in the register, and may have died long ago.
    [[nodiscard]] bool wasHeard() const { return m_lastHeard.has_value(); }
    /// REQUIRES: wasHeard()
    [[nodiscard]] Clock::Time lastHeard() const { return *m_lastHeard; }
    /// Messages of the broker that the rooms here got.
    [[nodiscard]] quint64 taken() const { return received.account().received; }
    /// Moves the first records of the queue into a batch: as many as make a good size. True: joins,
    /// leaves or rosters are among them.
    bool takeBatch(BatchWriter &writer, BatchCounts &counts);
    /// Drops records that are older than limits::ClusterQueueTime, or too many.
    void dropOld(Clock::Time now);
    void dropAll();

    PairSent sent;
    PairReceived received;
    RecordSorter sorter;
    int published = 0; ///< Batches that the engine has not answered.
    Clock::Time nextReport {}; ///< No account or empty batch before.
    bool wantsResync = false; ///< Joins or leaves were missed, in one direction or the other.
    Clock::Time nextResync {}; ///< No Resync before.
    std::optional<Clock::Time> resyncWantedSince {}; ///< Nothing: it is not.
    ClusterBeat beat; ///< Its latest.
private:
    struct Waiting {
        OutgoingRecords records;
        Clock::Time since;
    };
    void drop(ClusterLoss reason);

    const BrokerId m_id;
    const std::shared_ptr<std::atomic<qint64>> m_waiting;
    std::deque<Waiting> m_queue;
    std::optional<Clock::Time> m_lastHeard;
};

} // namespace broadcaster
