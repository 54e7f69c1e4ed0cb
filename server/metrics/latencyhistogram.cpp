// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/metrics/latencyhistogram.h"

#include "server/api/loglinear.h"

#include <algorithm>
#include <numeric>

namespace broadcaster {

namespace {

constexpr int FirstPower = 4; // 16 us

size_t bucketOf(std::chrono::microseconds took)
{
    // The bounds are inclusive, those of the log-linear buckets are not.
    const auto below = static_cast<quint64>(std::max<qint64>(took.count(), 1)) - 1;
    constexpr int HalfPowers = 1; // Two buckets make up a power of two.
    const int bucket = logLinearBucket(below, HalfPowers) - 2 * FirstPower + 1;
    return static_cast<size_t>(std::clamp(bucket, 0, LatencyHistogram::BucketCount));
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
