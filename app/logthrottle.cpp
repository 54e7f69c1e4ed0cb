// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/logthrottle.h"

#include "server/base/tuning.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

bool LogThrottle::admits(const Place &place, const LogEntry &entry, TimePoint now)
{
    const bool isFull = m_buckets.size() >= limits::MaxLogPlaces && !m_buckets.contains(place);
    Bucket &bucket = m_buckets[isFull ? Place {} : place];
    const TimePoint full = std::max(bucket.full, now) + limits::LogLineInterval;
    if (full - now <= limits::LogBurst * limits::LogLineInterval) {
        bucket.full = full;
        return true;
    }
    if (bucket.leftOut++ == 0) {
        bucket.sample = entry;
        bucket.sample.text.truncate(limits::LogSampleLength);
    }
    return false;
}

QList<LogEntry> LogThrottle::takeReports(qint64 nowMs)
{
    QList<LogEntry> reports;
    for (auto &[place, bucket] : m_buckets) {
        if (bucket.leftOut == 0)
            continue;
        LogEntry report = std::exchange(bucket.sample, {});
        report.timeMs = nowMs;
        report.text = u"%1 lines were left out that are like this one: "_s.arg(
                          std::exchange(bucket.leftOut, 0))
            + report.text;
        reports.append(report);
    }
    return reports;
}

} // namespace broadcaster
