// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/rates/chartmath.h"

#include <QtCore/QHash>
#include <QtCore/QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

double niceStep(double least)
{
    constexpr double Base = 10;
    // 1e-3 has no exact double: a value this close to a multiple is one.
    constexpr double Tolerance = 1 + 1e-9;
    const double power = std::pow(Base, std::floor(std::log10(least)));
    for (const double factor : { 1.0, 2.0, 5.0 }) {
        if (power * factor * Tolerance >= least)
            return power * factor;
    }
    return power * Base;
}

} // namespace

QList<double> niceTicks(double highest, int maxSteps, double smallestStep)
{
    const double step = niceStep(std::max(highest / maxSteps, smallestStep));
    constexpr double Tolerance = 1e-9;
    const int steps = std::max(1, static_cast<int>(std::ceil(highest / step - Tolerance)));
    QList<double> ticks;
    ticks.reserve(steps + 1);
    for (int i = 0; i <= steps; ++i)
        ticks.append(i * step);
    return ticks;
}

QString axisText(double value)
{
    constexpr double Step = 1000;
    constexpr int Digits = 3;
    constexpr std::array Units { ""_L1, "k"_L1, "M"_L1, "G"_L1, "T"_L1, "P"_L1, "E"_L1 };
    size_t unit = 0;
    for (; std::abs(value) >= Step && unit + 1 < Units.size(); ++unit)
        value /= Step;
    // The general format would write 1e+03 beyond its digits; this many suffice below 1000.
    return QLocale().toString(value, 'g', Digits) + Units[unit];
}

QList<DailyUsage> filledDays(const QList<DailyUsage> &days, const QDate &today, int count)
{
    QHash<QDate, qint64> counts;
    for (const DailyUsage &day : days)
        counts[day.date] += day.count;
    QList<DailyUsage> filled;
    filled.reserve(count);
    for (int back = count - 1; back >= 0; --back) {
        const QDate date = today.addDays(-back);
        filled.append({ date, counts.value(date) });
    }
    return filled;
}

qint64 counterDifference(qint64 before, qint64 now)
{
    return now >= before ? now - before : now;
}

double highestRate(const QList<double> &rates)
{
    double highest = 0;
    for (const double rate : rates) {
        if (rate > highest)
            highest = rate;
    }
    return highest;
}

double logShare(double rate, double top)
{
    return std::min(1.0, std::log1p(rate) / std::log1p(top));
}

double decadeAbove(double highest, double least)
{
    constexpr double Base = 10;
    double top = least;
    while (top < highest)
        top *= Base;
    return top;
}

QList<std::pair<qsizetype, qsizetype>> knownRuns(const QList<double> &rates)
{
    QList<std::pair<qsizetype, qsizetype>> runs;
    for (qsizetype i = 0; i < rates.size(); ++i) {
        if (std::isnan(rates[i]))
            continue;
        if (!runs.isEmpty() && runs.last().second == i)
            ++runs.last().second;
        else
            runs.append({ i, i + 1 });
    }
    return runs;
}

int labelStride(double slotWidth, double labelWidth)
{
    return std::max(1, static_cast<int>(std::ceil(labelWidth / slotWidth)));
}

} // namespace broadcaster
