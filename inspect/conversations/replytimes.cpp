// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/replytimes.h"

#include "server/api/loglinear.h"

#include <algorithm>
#include <cmath>

namespace broadcaster {

void ReplyTimes::record(qint64 ms)
{
    const qint64 time = std::clamp<qint64>(ms, 0, MaxMs);
    const int bucket = logLinearBucket(static_cast<quint64>(time), Bits);
    cover(bucket, bucket);
    ++m_counts[static_cast<size_t>(bucket - m_first)];
    ++m_count;
    m_longest = std::max(m_longest, time);
}

void ReplyTimes::add(const ReplyTimes &other)
{
    if (other.m_count == 0)
        return;
    cover(other.m_first, other.m_first + static_cast<int>(other.m_counts.size()) - 1);
    const auto offset = static_cast<size_t>(other.m_first - m_first);
    for (size_t i = 0; i < other.m_counts.size(); ++i)
        m_counts[offset + i] += other.m_counts[i];
    m_count += other.m_count;
    m_longest = std::max(m_longest, other.m_longest);
}

qint64 ReplyTimes::quantile(double share) const
{
    const auto rank = static_cast<quint64>(std::ceil(share * static_cast<double>(m_count)));
    quint64 sum = 0;
    for (size_t i = 0; i < m_counts.size(); ++i) {
        sum += m_counts[i];
        if (sum < rank || sum == 0)
            continue;
        const int bucket = m_first + static_cast<int>(i);
        const quint64 middle = logLinearLowest(bucket, Bits)
            + (logLinearWidth(bucket, Bits) - 1) / 2;
        return std::min(static_cast<qint64>(middle), m_longest);
    }
    return m_longest;
}

void ReplyTimes::cover(int first, int last)
{
    if (m_counts.empty())
        m_first = first;
    if (first < m_first) {
        m_counts.insert(m_counts.begin(), static_cast<size_t>(m_first - first), 0);
        m_first = first;
    }
    const auto needed = static_cast<size_t>(last - m_first) + 1;
    if (m_counts.size() < needed)
        m_counts.resize(needed);
}

} // namespace broadcaster
