// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

namespace broadcaster {

/// Counts of messages, without control frames.
struct TrafficCounts {
    qint64 messagesIn = 0;
    qint64 messagesOut = 0; ///< Messages put into the queue.
    qint64 bytesIn = 0; ///< Without frame headers.
    qint64 bytesOut = 0; ///< Bytes of whole frames.

    void add(const TrafficCounts &other);
};

/// Messages that clients did not get, by reason (DeliveryState).
struct DroppedCounts {
    qint64 tooSlow = 0;
    qint64 connectionLost = 0;

    void add(DeliveryState state);
    void add(const DroppedCounts &other);
};

} // namespace broadcaster
