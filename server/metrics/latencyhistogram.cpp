// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/metrics/latencyhistogram.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace broadcaster {

namespace {

constexpr int FirstPower = 4; // 16 us

size_t bucketOf(std::chrono::microseconds took)
{
    const auto value = static_cast<quint64>(std::max<qint64>(took.count(), 0));
    if (value <= quint64(1) << FirstPower)
        return 0;
    const int power = static_cast<int>(std::bit_width(value - 1))
        - 1; // The value is above that power of two.
    const quint64 middle = (quint64(1) << power) + (quint64(1) << (power - 1));
    const int bucket = 2 * (power - FirstPower) + (value <= middle ? 1 : 2);
    return static_cast<size_t>(std::min(bucket, LatencyHistogram::BucketCount));
}

} // namespace

void LatencyHistogram::record(std::chrono::microseconds took, qint64 times)
{
    m_counts[bucketOf(took)] += times;
    m_sum += took * times;
}

void LatencyHistogram::add(const LatencyHistogram &other)
{
    std::transform(
        m_counts.begin(), m_counts.end(), other.m_counts.begin(), m_counts.begin(), std::plus<>());
    m_sum += other.m_sum;
}

std::chrono::microseconds LatencyHistogram::upperBound(int bucket)
{
    const qint64 power = qint64(1) << (FirstPower + bucket / 2);
    return std::chrono::microseconds(bucket % 2 == 0 ? power : power + power / 2);
}

qint64 LatencyHistogram::count() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), qint64(0));
}

} // namespace broadcaster
