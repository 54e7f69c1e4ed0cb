// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/tuning.h"

#include <chrono>

namespace broadcaster {

/// What the clients of one project have caused together. TurnBudget's own.
struct ServiceGroup {
    quint64 period = 0; ///< That `debt` belongs to.
    qint64 debt = 0; ///< In bytes, as fan-out debt is.
};

/// What a thread does in one turn before it looks at its sockets again (DESIGN, Turns): time,
/// bytes put into output queues, and fan-out debt. A turn consists of slices, one for each client
/// that is served. Debt lasts until all that it stands for is sent, which may take several turns:
/// a *period*. Belongs to one thread.
class TurnBudget final {
public:
    using Clock = std::chrono::steady_clock;

    /// All that earlier turns have caused is sent.
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
    /// When the current slice began. At the end of a turn: when it had served its sockets.
    [[nodiscard]] Clock::time_point sliceBegin() const { return m_sliceEnd - limits::SliceTime; }
    /// What follows is the work of this group; null: of none.
    void setGroup(ServiceGroup *group)
    {
        m_group = group;
        if (group && group->period != m_period)
            *group = { m_period, 0 };
    }
    /// The group has caused so much in this period that the others come first.
    [[nodiscard]] bool owesMuch(const ServiceGroup *group) const
    {
        return group && group->period == m_period && group->debt > limits::FreeGroupDebt;
    }
    /// As much as may be is to be sent: only groups that owe little may go on.
    [[nodiscard]] bool isSpent() const
    {
        return m_fanoutDebt > limits::WorkBytesPerTurn || m_queuedBytes > m_maxQueuedBytes;
    }

    /// Bytes that a queue has taken and the kernel has not.
    void addQueued(qint64 bytes)
    {
        m_queuedBytes += bytes;
        charge(bytes);
    }
    /// A frame of so many bytes is to be sent to so many clients, now or later.
    void addFanoutDebt(qint64 frameBytes, qint64 receivers)
    {
        const qint64 debt = (frameBytes + limits::DeliveryBytes) * receivers;
        m_fanoutDebt += debt;
        m_untilLook -= receivers / limits::EventsPerLook;
        charge(debt);
    }
    void setMaxQueuedBytes(qint64 bytes) { m_maxQueuedBytes = bytes; }

    /// Asked after each event of a client. Looks at the clock only now and then.
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
    ServiceGroup *m_group = nullptr; ///< Of the current slice.
    quint64 m_period = 1;
    qint64 m_queuedBytes = 0;
    qint64 m_fanoutDebt = 0;
    qint64 m_maxQueuedBytes = limits::TurnQueueBytes;
    qint64 m_untilLook = limits::EventsPerLook;
};

} // namespace broadcaster
