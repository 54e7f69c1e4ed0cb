// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <functional>

namespace broadcaster {

/// Hands batches of traffic over to another thread while that keeps up. The others are only
/// counted; their counts follow with the next batch that is handed over. Belongs to one thread.
class TrafficForwarder final {
public:
    /// `handOver` sees to it that onTaken() is called once the batch was looked at. At most `most`
    /// batches are under way, and one of counts.
    TrafficForwarder(int most, std::function<void(const TrafficBatchPointer &batch)> handOver);

    void take(const TrafficBatchPointer &batch);
    void onTaken();
    void forgetMissed() { m_missed = {}; }

private:
    void handOver(const TrafficBatchPointer &batch);
    void tellMissed();

    const int m_most;
    const std::function<void(const TrafficBatchPointer &batch)> m_handOver;
    int m_underWay = 0;
    TrafficBatch m_missed; ///< Counts of what was not handed over, since the last batch that was.
};

} // namespace broadcaster
