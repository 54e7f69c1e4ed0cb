// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/usage.h"

#include <QtCore/QString>

/// What the charts compute before anything is painted. Pure functions.
namespace broadcaster {

/// 0 and the multiples of one step up to the first at or above `highest`. The step is 1, 2 or 5
/// times a power of ten, not below `smallestStep`, and there are at most `maxSteps` of them: the
/// last tick is the top of the axis. REQUIRES: highest >= 0, maxSteps >= 1, smallestStep > 0.
[[nodiscard]] QList<double> niceTicks(double highest, int maxSteps, double smallestStep);

/// For an axis: "0", "0.5", "500", "1k", "2.5M", in the locale's digits.
[[nodiscard]] QString axisText(double value);

/// One entry a day, oldest first, the last of them `today`; days without traffic count 0. What is
/// outside of these days is left out.
[[nodiscard]] QList<DailyUsage> filledDays(
    const QList<DailyUsage> &days, const QDate &today, int count);

/// How far a counter that only grows has come. One that is smaller than before began anew.
[[nodiscard]] qint64 counterDifference(qint64 before, qint64 now);

/// Every how many slots a label of that width has room, 1 or more. REQUIRES: slotWidth > 0.
[[nodiscard]] int labelStride(double slotWidth, double labelWidth);

} // namespace broadcaster
