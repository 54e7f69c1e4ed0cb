// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <utility>

namespace broadcaster {

/// Lets one warning of a kind through in each interval, so that clients cannot fill the log.
class WarningPacer final {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit WarningPacer(std::chrono::milliseconds interval)
        : m_interval(interval)
    {
    }

    /// The number of warnings left out since the last one, if it is time for another; nothing if
    /// this one is to be left out.
    [[nodiscard]] std::optional<int> take(Time now)
    {
        if (m_last && now - *m_last < m_interval) {
            ++m_leftOut;
            return std::nullopt;
        }
        m_last = now;
        return std::exchange(m_leftOut, 0);
    }

private:
    const std::chrono::milliseconds m_interval;
    std::optional<Time> m_last;
    int m_leftOut = 0;
};

} // namespace broadcaster
