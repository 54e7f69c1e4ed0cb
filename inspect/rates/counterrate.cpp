// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/rates/counterrate.h"

#include <algorithm>

namespace broadcaster {

void CounterRate::add(qint64 count, qint64 nowMs)
{
    if (m_size > 0) {
        const Reading &last = m_readings[m_size - 1];
        const qint64 gap = nowMs - last.timeMs;
        if (gap < 0 || gap > MaxGapMs || count < last.count)
            m_size = 0;
        else if (gap < MinStepMs)
            return;
    }
    size_t old = m_size == m_readings.size() ? 1 : 0;
    while (old + 1 < m_size && nowMs - m_readings[old + 1].timeMs >= WindowMs)
        ++old;
    std::copy(m_readings.begin() + old, m_readings.begin() + m_size, m_readings.begin());
    m_size -= old;
    m_readings[m_size++] = { count, nowMs };
}

std::optional<double> CounterRate::perSecond() const
{
    constexpr double SecondMs = 1000;
    if (m_size < 2)
        return std::nullopt;
    const Reading &first = m_readings[0];
    const Reading &last = m_readings[m_size - 1];
    return static_cast<double>(last.count - first.count) * SecondMs
        / static_cast<double>(last.timeMs - first.timeMs);
}

} // namespace broadcaster
