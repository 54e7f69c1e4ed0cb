// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/metrics/latencyhistogram.h"

#include <utility>

namespace broadcaster {

/// Latency of the messages of a room thread: from the arrival of a turn's first message to the end
/// of the sends that the turn has caused. One time for all of them, because reading the clock for
/// each would be noticeable.
class TurnLatency final {
public:
    void onMessage()
    {
        if (m_messages++ == 0)
            m_first = std::chrono::steady_clock::now();
    }
    void endTurn()
    {
        if (m_messages == 0)
            return;
        const auto took = std::chrono::steady_clock::now() - m_first;
        m_histogram.record(std::chrono::duration_cast<std::chrono::microseconds>(took),
            std::exchange(m_messages, 0));
    }
    [[nodiscard]] const LatencyHistogram &histogram() const { return m_histogram; }

private:
    LatencyHistogram m_histogram;
    /// Arrival of the turn's first message, if there is one.
    std::chrono::steady_clock::time_point m_first;
    qint64 m_messages = 0; ///< Messages in this turn.
};

} // namespace broadcaster
