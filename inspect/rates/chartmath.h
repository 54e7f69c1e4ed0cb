// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/usage.h"

#include <QtCore/QString>

#include <utility>

/// The computations of the charts, before anything is painted. Pure functions.
namespace broadcaster {

/// 0 and the multiples of one step up to the first at or above `highest`. The step is 1, 2 or 5
/// times a power of ten, not below `smallestStep`, and there are at most `maxSteps` of them: the
/// last tick is the top of the axis. REQUIRES: highest >= 0, maxSteps >= 1, smallestStep > 0.
[[nodiscard]] QList<double> niceTicks(double highest, int maxSteps, double smallestStep);

/// For an axis: "0", "0.5", "500", "1k", "2.5M", in the locale's digits.
[[nodiscard]] QString axisText(double value);

/// One entry per day, oldest first, the last of them `today`; days without traffic count 0. Other
/// days are left out.
[[nodiscard]] QList<DailyUsage> filledDays(
    const QList<DailyUsage> &days, const QDate &today, int count);

/// Growth of a counter that only grows. A counter smaller than before has begun anew.
[[nodiscard]] qint64 counterDifference(qint64 before, qint64 now);

/// The largest of the rates that are known; 0 without one.
[[nodiscard]] double highestRate(const QList<double> &rates);
/// The place of a rate on a logarithmic scale from 0 to `top`, as a share of its height: 0 is at 0,
/// and each power of ten is about as far above the one before. REQUIRES: rate >= 0, top > 0.
[[nodiscard]] double logShare(double rate, double top);
/// The smallest power of ten that is neither below `highest` nor below `least`.
/// REQUIRES: `least` is a power of ten.
[[nodiscard]] double decadeAbove(double highest, double least);

/// The places of known rates without an unknown one between them: the first of each run, and the
/// one after its last.
[[nodiscard]] QList<std::pair<qsizetype, qsizetype>> knownRuns(const QList<double> &rates);

/// The number of slots from label to label, so that labels of that width have room; at least 1.
/// REQUIRES: slotWidth > 0.
[[nodiscard]] int labelStride(double slotWidth, double labelWidth);

} // namespace broadcaster
