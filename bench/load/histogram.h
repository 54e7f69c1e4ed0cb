// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>
#include <vector>

namespace broadcaster::bench {

/// Durations, log-linear: 128 steps per power of two, so a quantile is off by less than 0.8 %.
class Histogram final {
public:
    Histogram();

    void add(std::chrono::nanoseconds value);
    /// The value below which `share` (0 to 1) of all lie; 0 without values.
    [[nodiscard]] std::chrono::nanoseconds quantile(double share) const;
    [[nodiscard]] std::chrono::nanoseconds largest() const { return m_largest; }

private:
    std::vector<quint64> m_counts;
    quint64 m_total = 0;
    std::chrono::nanoseconds m_largest { 0 };
};

} // namespace broadcaster::bench
