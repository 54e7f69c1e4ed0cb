// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <vector>

namespace broadcaster {

/// Histogram of reply times in milliseconds. Times below 32 ms are exact, others by 1/32 (3.2 %) at
/// most. Takes memory only for the range of times that occurred, and less than 2 KiB.
class ReplyTimes final {
public:
    static constexpr int Bits = 4; ///< 16 buckets for each power of two (server/api/loglinear.h).
    static constexpr qint64 MaxMs = 0x7fff'ffff; ///< 24 days; longer times count as this one.

    /// A negative time, which a clock that was set back makes, counts as 0.
    void record(qint64 ms);
    void add(const ReplyTimes &other);

    [[nodiscard]] quint64 count() const { return m_count; }
    /// The time that this share of all times does not exceed; 0 without any. REQUIRES: 0 < share
    /// and share <= 1.
    [[nodiscard]] qint64 quantile(double share) const;
    [[nodiscard]] qint64 longest() const { return m_longest; } ///< Exact; 0 without any.
    /// Memory taken beside the object itself.
    [[nodiscard]] qsizetype bytes() const
    {
        return static_cast<qsizetype>(m_counts.capacity() * sizeof(quint32));
    }

private:
    void cover(int first, int last);

    std::vector<quint32> m_counts;
    int m_first = 0; ///< The bucket of the first count.
    quint64 m_count = 0;
    qint64 m_longest = 0;
};

} // namespace broadcaster
