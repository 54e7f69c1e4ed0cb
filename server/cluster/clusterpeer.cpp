// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterpeer.h"

#include "server/base/tuning.h"

#include <utility>

namespace broadcaster {

ClusterPeer::ClusterPeer(BrokerId id, std::shared_ptr<std::atomic<qint64>> waiting)
    : sorter(id)
    , m_id(id)
    , m_waiting(std::move(waiting))
{
}

void ClusterPeer::push(OutgoingRecords records, Clock::Time now)
{
    sent.offer(records.messages + records.refused);
    sent.lose(ClusterLoss::QueueFull, records.refused);
    if (records.count == 0)
        return;
    *m_waiting += records.records.size();
    m_queue.push_back({ std::move(records), now });
}

void ClusterPeer::noteHeard(Clock::Time now)
{
    m_lastHeard = now;
}

bool ClusterPeer::takeBatch(BatchWriter &writer, BatchCounts &counts)
{
    bool hasPresence = false;
    while (!m_queue.empty()) {
        const OutgoingRecords &records = m_queue.front().records;
        if (!writer.isEmpty() && writer.size() + records.records.size() > limits::ClusterBatchBytes)
            break;
        writer.records().append(records.records);
        counts.records += records.count;
        counts.messages += records.messages;
        hasPresence = hasPresence || records.hasPresence;
        *m_waiting -= records.records.size();
        m_queue.pop_front();
    }
    return hasPresence;
}

void ClusterPeer::drop(ClusterLoss reason)
{
    const OutgoingRecords &records = m_queue.front().records;
    sent.lose(reason, records.messages);
    wantsResync = wantsResync || records.hasPresence;
    *m_waiting -= records.records.size();
    m_queue.pop_front();
}

void ClusterPeer::dropAll()
{
    while (hasWaiting())
        drop(ClusterLoss::QueueFull);
}

void ClusterPeer::dropOld(Clock::Time now)
{
    while (!m_queue.empty() && now - m_queue.front().since > limits::ClusterQueueTime)
        drop(ClusterLoss::EngineAway);
    while (!m_queue.empty() && *m_waiting > limits::ClusterQueueBytes + limits::ClusterBatchBytes)
        drop(ClusterLoss::QueueFull);
}

} // namespace broadcaster
