// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/ratechart.h"

#include "inspect/rates/chartmath.h"
#include "ui/base/text.h"

#include <algorithm>
#include <cmath>

namespace broadcaster {

namespace {

constexpr int SecondsPerMinute = 60;
constexpr qint64 SecondMs = 1000;

} // namespace

RateChart::RateChart(QWidget *parent)
    : LineChart(tr("Messages per second"), parent)
{
}

void RateChart::setRates(const QList<double> &rates, int known)
{
    m_rates = rates;
    m_known = std::clamp(known, 0, slotCount());
    update();
}

int RateChart::largeStep() const
{
    constexpr int SecondsPerPage = 10;
    return SecondsPerPage;
}

double RateChart::value(int slot) const
{
    return hasValue(slot) ? m_rates[slot] : 0;
}

Chart::Words RateChart::words(int slot) const
{
    return { agoText((slotCount() - 1 - slot) * SecondMs),
        hasValue(slot) ? rateText(m_rates[slot]) : tr("not measured") };
}

bool RateChart::hasValue(int slot) const
{
    return !std::isnan(m_rates[slot]);
}

void RateChart::paintTimes(QPainter &painter, const Plot &plot) const
{
    const int minutes = slotCount() / SecondsPerMinute;
    if (minutes == 0)
        return;
    const auto label = [](int minute) {
        return minute == 0 ? tr("now") : agoText(minute * SecondsPerMinute * SecondMs);
    };
    const double minuteWidth = plot.area.width() / minutes;
    const int stride = labelStride(
        minuteWidth, fontMetrics().horizontalAdvance(label(minutes)) + labelGap());
    for (int minute = 0; minute <= minutes; minute += stride)
        paintTime(painter, plot, plot.area.right() - minuteWidth * minute, label(minute));
}

} // namespace broadcaster
