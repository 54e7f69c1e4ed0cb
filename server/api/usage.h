// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

#include <QtCore/QDate>
#include <QtCore/QList>

namespace broadcaster {

struct DailyUsage {
    QDate date; ///< A UTC day.
    qint64 count = 0; ///< Messages sent by clients, PING and invalid ones included.

    friend bool operator==(const DailyUsage &, const DailyUsage &) = default;
    static constexpr FieldInfo fields[] { field<&DailyUsage::date>("date", "A day of UTC"),
        field<&DailyUsage::count>("count", "Messages") };
};

/// Messages to add to one project's count of one day.
struct UsageCount {
    ProjectId project;
    QDate day; ///< A UTC day.
    qint64 count = 0;
};

/// Counts of one project, or of all (docs/protocol.md, status, health, usage).
struct UsageReport {
    qint64 total = 0; ///< Count of all days.
    QList<DailyUsage> days; ///< Days with messages among the last limits::UsageDays, newest first.

    friend bool operator==(const UsageReport &, const UsageReport &) = default;
    static constexpr FieldInfo fields[] { field<&UsageReport::total>(
                                              "totalRequests", "Count of all days"),
        field<&UsageReport::days>("dailyRequests", "Counts of days with messages, newest first") };
};

} // namespace broadcaster
