// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/tuning.h"

#include <chrono>

namespace broadcaster {

/// The debt of the clients of one project. Belongs to TurnBudget.
struct ServiceGroup {
    quint64 period = 0; ///< Period of `debt`.
    qint64 debt = 0; ///< In bytes, like fan-out debt.
};

/// The work of a thread in one turn before it looks at its sockets again (DESIGN, Turns): time,
/// bytes put into output queues, and fan-out debt. A turn consists of slices, one for each client
/// that is served. Debt lasts until all its frames are sent, which may take several turns: a
/// *period*. Belongs to one thread.
class TurnBudget final {
public:
    using Clock = std::chrono::steady_clock;

    /// Begins when all debt of earlier turns is sent.
    void beginPeriod()
    {
        ++m_period;
        m_queuedBytes = 0;
        m_fanoutDebt = 0;
    }
    void beginTurn(Clock::time_point now = Clock::now())
    {
        m_turnEnd = now + limits::TurnTime;
        beginSlice(now);
    }
    /// Begins the slice of the next client. False: the time of the turn is over.
    [[nodiscard]] bool nextSlice(Clock::time_point now = Clock::now())
    {
        beginSlice(now);
        return now < m_turnEnd;
    }
    /// Begin of the current slice. At the end of a turn: the end of serving sockets.
    [[nodiscard]] Clock::time_point sliceBegin() const { return m_sliceEnd - limits::SliceTime; }
    /// The work from here on belongs to this group; null: to none.
    void setGroup(ServiceGroup *group)
    {
        m_group = group;
        if (group && group->period != m_period)
            *group = { m_period, 0 };
    }
    /// The group has so much debt in this period that the others come first.
    [[nodiscard]] bool owesMuch(const ServiceGroup *group) const
    {
        return group && group->period == m_period && group->debt > limits::FreeGroupDebt;
    }
    /// The limit of debt or queued bytes is reached: only groups that owe little may go on.
    [[nodiscard]] bool isSpent() const
    {
        return m_fanoutDebt > limits::WorkBytesPerTurn || m_queuedBytes > m_maxQueuedBytes;
    }

    /// Adds bytes that a queue has taken and the kernel has not.
    void addQueued(qint64 bytes)
    {
        m_queuedBytes += bytes;
        charge(bytes);
    }
    /// Accounts for a frame of `frameBytes` that is sent to `receivers` clients, now or later.
    void addFanoutDebt(qint64 frameBytes, qint64 receivers)
    {
        const qint64 debt = (frameBytes + limits::DeliveryBytes) * receivers;
        m_fanoutDebt += debt;
        m_untilLook -= receivers / limits::EventsPerLook;
        charge(debt);
    }
    /// The next isSliceOver() looks at the clock.
    void noteLongWork() { m_untilLook = 0; }
    void setMaxQueuedBytes(qint64 bytes) { m_maxQueuedBytes = bytes; }

    /// Called after each event of a client. Looks at the clock only now and then.
    [[nodiscard]] bool isSliceOver()
    {
        if (isSpent() && (!m_group || owesMuch(m_group)))
            return true;
        if (--m_untilLook > 0)
            return false;
        m_untilLook = limits::EventsPerLook;
        return Clock::now() >= m_sliceEnd;
    }

private:
    void beginSlice(Clock::time_point now)
    {
        m_sliceEnd = now + limits::SliceTime;
        m_untilLook = limits::EventsPerLook;
    }
    void charge(qint64 bytes)
    {
        if (m_group)
            m_group->debt += bytes;
    }

    Clock::time_point m_turnEnd;
    Clock::time_point m_sliceEnd;
    ServiceGroup *m_group = nullptr; ///< Group of the current slice.
    quint64 m_period = 1;
    qint64 m_queuedBytes = 0;
    qint64 m_fanoutDebt = 0;
    qint64 m_maxQueuedBytes = limits::TurnQueueBytes;
    qint64 m_untilLook = limits::EventsPerLook;
};

} // namespace broadcaster
