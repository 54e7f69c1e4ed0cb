// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/ratechart.h"

#include "inspect/rates/chartmath.h"
#include "ui/base/text.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace broadcaster {

namespace {

constexpr int SecondsPerMinute = 60;
constexpr qint64 SecondMs = 1000;
constexpr double LineWidth = 1.6;

} // namespace

RateChart::RateChart(QWidget *parent)
    : Chart(tr("Messages per second"), parent)
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
    return std::isnan(m_rates[slot]) ? 0 : m_rates[slot];
}

Chart::Words RateChart::words(int slot) const
{
    return { agoText((slotCount() - 1 - slot) * SecondMs),
        std::isnan(m_rates[slot]) ? tr("not measured") : rateText(m_rates[slot]) };
}

QPointF RateChart::point(const Plot &plot, int slot) const
{
    const double width = plot.area.width() / slotCount();
    return { plot.area.left() + width * (slot + 0.5), plot.y(value(slot)) };
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

/// The rates from the slot `begin` to the one before `end`, which are all known.
void RateChart::paintRun(QPainter &painter, const Plot &plot, int begin, int end) const
{
    constexpr double Ground = 0.14;
    const Theme &theme = Theme::of(palette());
    QPolygonF points;
    for (int slot = begin; slot < end; ++slot)
        points.append(point(plot, slot));
    if (points.size() < 2)
        return;
    QPolygonF ground = points;
    ground.append({ points.last().x(), plot.area.bottom() });
    ground.append({ points.first().x(), plot.area.bottom() });
    QColor fill = theme.accent;
    fill.setAlphaF(static_cast<float>(Ground)); // The grid is to show through.
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(ground);
    painter.setPen(QPen(theme.accent, LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(points);
}

void RateChart::paintFigures(QPainter &painter, const Plot &plot) const
{
    constexpr double DotRadius = 4;
    const Theme &theme = Theme::of(palette());
    for (const auto &[begin, end] : knownRuns(m_rates))
        paintRun(
            painter, plot, std::max(firstSlot(), static_cast<int>(begin)), static_cast<int>(end));
    const int active = activeSlot();
    if (active < 0)
        return;
    const QPointF at = point(plot, active);
    painter.setPen(QPen(theme.accent, 1));
    painter.drawLine(QPointF(at.x(), plot.area.top()), QPointF(at.x(), plot.area.bottom()));
    painter.setPen(QPen(theme.accent, LineWidth));
    painter.setBrush(hasFocus() ? theme.accent : theme.surface);
    painter.drawEllipse(at, DotRadius, DotRadius);
}

} // namespace broadcaster
