// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <deque>
#include <functional>

namespace broadcaster {

/// Hands batches of traffic over to another thread while that keeps up. The others are only
/// counted; their counts follow with the next batch that is handed over. Belongs to one thread.
class TrafficForwarder final {
public:
    /// Batches that may be under way: so many of any size, and small ones up to these bytes. One of
    /// counts is beside them.
    struct Room {
        size_t batches;
        qsizetype bytes;
    };

    /// `handOver` sees to it that onTaken() is called once the batch was looked at, in the order of
    /// the batches.
    TrafficForwarder(
        const Room &room, std::function<void(const TrafficBatchPointer &batch)> handOver);

    void take(const TrafficBatchPointer &batch);
    void onTaken();
    void forgetMissed() { m_missed = {}; }

private:
    void handOver(const TrafficBatchPointer &batch);
    void tellMissed();

    const Room m_room;
    const std::function<void(const TrafficBatchPointer &batch)> m_handOver;
    std::deque<qsizetype> m_underWay; ///< Bytes of each batch, the oldest first.
    qsizetype m_bytes = 0; ///< Their sum.
    TrafficBatch m_missed; ///< Counts of what was not handed over, since the last batch that was.
};

} // namespace broadcaster
