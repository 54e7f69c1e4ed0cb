// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/tuning.h"

#include <chrono>

namespace broadcaster {

/// What a thread does in one turn before it sends what it has made and looks at its sockets again
/// (DESIGN, Turns): time, bytes put into output queues, and fan-out debt. A turn consists of
/// slices, one for each client that is served. Belongs to one thread.
class TurnBudget final {
public:
    using Clock = std::chrono::steady_clock;

    void beginTurn(Clock::time_point now = Clock::now())
    {
        m_turnEnd = now + limits::TurnTime;
        m_sliceEnd = now + limits::SliceTime;
        m_untilLook = limits::EventsPerLook;
        m_queuedBytes = 0;
        m_fanoutDebt = 0;
    }
    /// Begins the slice of the next client. False: the turn is over.
    [[nodiscard]] bool nextSlice(Clock::time_point now = Clock::now())
    {
        m_sliceEnd = now + limits::SliceTime;
        m_untilLook = limits::EventsPerLook;
        return now < m_turnEnd && !isSpent();
    }

    /// Bytes that a queue has taken and the kernel has not.
    void addQueued(qint64 bytes) { m_queuedBytes += bytes; }
    /// A frame of so many bytes is to be sent to so many clients, now or when the turn ends.
    void addFanoutDebt(qint64 frameBytes, qint64 receivers)
    {
        m_fanoutDebt += (frameBytes + limits::DeliveryBytes) * receivers;
    }
    void setMaxQueuedBytes(qint64 bytes) { m_maxQueuedBytes = bytes; }

    /// Asked after each event of a client. Looks at the clock only now and then.
    [[nodiscard]] bool isSliceOver()
    {
        if (isSpent())
            return true;
        if (--m_untilLook > 0)
            return false;
        m_untilLook = limits::EventsPerLook;
        return Clock::now() >= m_sliceEnd;
    }

private:
    [[nodiscard]] bool isSpent() const
    {
        return m_fanoutDebt > limits::WorkBytesPerTurn || m_queuedBytes > m_maxQueuedBytes;
    }

    Clock::time_point m_turnEnd;
    Clock::time_point m_sliceEnd;
    qint64 m_queuedBytes = 0;
    qint64 m_fanoutDebt = 0;
    qint64 m_maxQueuedBytes = limits::TurnQueueBytes;
    int m_untilLook = limits::EventsPerLook;
};

} // namespace broadcaster
