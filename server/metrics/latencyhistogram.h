// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <array>
#include <chrono>

namespace broadcaster {

/// Histogram of durations. Two buckets make up a power of two, from 16 us to 12.6 s; one more
/// bucket holds longer ones.
class LatencyHistogram final {
public:
    static constexpr int BucketCount = 40;

    void record(std::chrono::microseconds took, qint64 times);
    void add(const LatencyHistogram &other);

    /// The bound is inclusive.
    [[nodiscard]] static std::chrono::microseconds upperBound(int bucket);
    [[nodiscard]] qint64 countIn(int bucket) const { return m_counts[static_cast<size_t>(bucket)]; }
    [[nodiscard]] qint64 count() const; ///< Longer durations included.
    [[nodiscard]] std::chrono::microseconds sum() const { return m_sum; }

private:
    std::array<qint64, BucketCount + 1> m_counts {};
    std::chrono::microseconds m_sum {};
};

} // namespace broadcaster
