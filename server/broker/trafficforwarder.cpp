// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/trafficforwarder.h"

#include <utility>

namespace broadcaster {

namespace {

qsizetype bytesOf(const TrafficBatch &batch)
{
    const size_t fixed = sizeof(TrafficBatch) + batch.records.size() * sizeof(TrafficRecord)
        + batch.changes.size() * sizeof(DeliveryChange) + batch.events.size() * sizeof(ClientEvent);
    return static_cast<qsizetype>(fixed) + batch.bytes.size();
}

} // namespace

TrafficForwarder::TrafficForwarder(
    const Room &room, std::function<void(const TrafficBatchPointer &batch)> handOver)
    : m_room(room)
    , m_handOver(std::move(handOver))
{
}

void TrafficForwarder::take(const TrafficBatchPointer &batch)
{
    if (m_underWay.size() >= m_room.batches && m_bytes >= m_room.bytes) {
        m_missed.dropped += batch->dropped + batch->records.size();
        m_missed.droppedChanges += batch->droppedChanges + batch->changes.size();
        m_missed.droppedEvents += batch->droppedEvents + batch->events.size();
        return;
    }
    tellMissed();
    handOver(batch);
}

void TrafficForwarder::onTaken()
{
    m_bytes -= m_underWay.front();
    m_underWay.pop_front();
    if (m_underWay.empty())
        tellMissed();
}

void TrafficForwarder::handOver(const TrafficBatchPointer &batch)
{
    m_bytes += m_underWay.emplace_back(bytesOf(*batch));
    m_handOver(batch);
}

void TrafficForwarder::tellMissed()
{
    if (m_missed.dropped + m_missed.droppedChanges + m_missed.droppedEvents > 0)
        handOver(std::make_shared<const TrafficBatch>(std::exchange(m_missed, {})));
}

} // namespace broadcaster
