// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/trafficcounts.h"

namespace broadcaster {

void TrafficCounts::add(const TrafficCounts &other)
{
    messagesIn += other.messagesIn;
    messagesOut += other.messagesOut;
    bytesIn += other.bytesIn;
    bytesOut += other.bytesOut;
}

void DroppedCounts::add(DeliveryState state)
{
    if (state == DeliveryState::TooSlow)
        ++tooSlow;
    else if (state == DeliveryState::ConnectionLost)
        ++connectionLost;
}

void DroppedCounts::add(const DroppedCounts &other)
{
    tooSlow += other.tooSlow;
    connectionLost += other.connectionLost;
}

} // namespace broadcaster
