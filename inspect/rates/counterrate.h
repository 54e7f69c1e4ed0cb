// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <array>
#include <optional>

namespace broadcaster {

/// How much a counter grew per second over the last seconds, from readings of it. A value that is
/// fed about once a second; has no clock.
class CounterRate final {
public:
    static constexpr qint64 WindowMs = 5000; ///< The rate is the mean over about this time.
    static constexpr qint64 MaxGapMs = 10'000; ///< A longer gap begins anew.
    static constexpr qint64 MinStepMs = 500; ///< A sooner reading is left out.

    /// A counter smaller than before, or a clock that went back, begins anew.
    void add(qint64 count, qint64 nowMs);
    /// Null until there are two readings.
    [[nodiscard]] std::optional<double> perSecond() const;

private:
    struct Reading {
        qint64 count;
        qint64 timeMs;
    };

    std::array<Reading, 8> m_readings; ///< Oldest first.
    size_t m_size = 0;
};

} // namespace broadcaster
