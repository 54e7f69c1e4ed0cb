// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/logentry.h"

#include <QtCore/QList>

#include <chrono>
#include <map>
#include <tuple>

namespace broadcaster {

/// Bounds how often one place in the program writes to the log. Peers can make many places log as
/// often as they like, so all places are bounded, and no new one can be forgotten. Pure: the time
/// is an argument.
class LogThrottle final {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    /// File, line and category. Literals: they are compared by address.
    using Place = std::tuple<const char *, int, const char *>;

    /// Whether the place may write another line; if not, the entry is counted.
    [[nodiscard]] bool admits(const Place &place, const LogEntry &entry, TimePoint now);
    /// One entry for each place that left lines out: their number, and a sample. Resets the counts.
    [[nodiscard]] QList<LogEntry> takeReports(qint64 nowMs);

private:
    struct Bucket {
        TimePoint full {}; ///< Time at which the bucket is full again: each line delays it.
        qint64 leftOut = 0;
        LogEntry sample {}; ///< The first entry that was left out.
    };
    std::map<Place, Bucket> m_buckets;
};

} // namespace broadcaster
