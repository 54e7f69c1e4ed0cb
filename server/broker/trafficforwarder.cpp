// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/trafficforwarder.h"

#include <utility>

namespace broadcaster {

TrafficForwarder::TrafficForwarder(
    int most, std::function<void(const TrafficBatchPointer &batch)> handOver)
    : m_most(most)
    , m_handOver(std::move(handOver))
{
}

void TrafficForwarder::take(const TrafficBatchPointer &batch)
{
    if (m_underWay >= m_most) {
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
    if (--m_underWay == 0)
        tellMissed();
}

void TrafficForwarder::handOver(const TrafficBatchPointer &batch)
{
    ++m_underWay;
    m_handOver(batch);
}

void TrafficForwarder::tellMissed()
{
    if (m_missed.dropped + m_missed.droppedChanges + m_missed.droppedEvents > 0)
        handOver(std::make_shared<const TrafficBatch>(std::exchange(m_missed, {})));
}

} // namespace broadcaster
