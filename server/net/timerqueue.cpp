// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/timerqueue.h"

namespace broadcaster {

void TimerQueue::Handle::arm(std::chrono::milliseconds after, std::function<void()> expired)
{
    cancel();
    m_entry = m_deadlines.m_entries.emplace(
        Clock::now() + after, [this, expired = std::move(expired)] {
            m_armed = false;
            expired(); // May destroy the handle, so nothing follows.
        });
    m_armed = true;
    m_deadlines.schedule();
}

void TimerQueue::Handle::cancel()
{
    if (!m_armed)
        return;
    m_armed = false;
    m_deadlines.m_entries.erase(m_entry);
}

TimerQueue::TimerQueue(QObject *parent)
    : QObject(parent)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TimerQueue::expire);
}

void TimerQueue::schedule()
{
    if (m_entries.empty())
        return;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        m_entries.begin()->first - Clock::now());
    const auto wait = std::max(left, std::chrono::milliseconds(0));
    if (!m_timer.isActive() || wait < m_timer.remainingTimeAsDuration())
        m_timer.start(wait);
}

void TimerQueue::expire()
{
    const auto now = Clock::now();
    while (!m_entries.empty() && m_entries.begin()->first <= now) {
        auto entry = m_entries.extract(m_entries.begin());
        entry.mapped()();
    }
    schedule();
}

} // namespace broadcaster
