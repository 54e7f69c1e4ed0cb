// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/barchart.h"

#include "inspect/rates/chartmath.h"
#include "ui/base/text.h"
#include "ui/theme/theme.h"

#include <QtCore/QLocale>
#include <QtGui/QPainter>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double LeastBar = 2; ///< A day with one message among millions is not an empty day.

} // namespace

BarChart::BarChart(QWidget *parent)
    : Chart(tr("Messages per day"), parent)
{
}

void BarChart::setDays(const QList<DailyUsage> &days)
{
    if (m_days == days)
        return;
    m_days = days;
    announce();
    update();
}

QRectF BarChart::barArea(int slot) const
{
    constexpr double Share = 0.64;
    constexpr double MostWidth = 36;
    const Plot plot = this->plot();
    const QRectF area = slotArea(slot);
    const double width = std::min(area.width() * Share, MostWidth);
    const double count = value(slot);
    const double height = count > 0 ? std::max(LeastBar, plot.area.bottom() - plot.y(count)) : 0;
    return { area.center().x() - width / 2, plot.area.bottom() - height, width, height };
}

int BarChart::largeStep() const
{
    constexpr int Week = 7;
    return Week;
}

double BarChart::value(int slot) const
{
    return static_cast<double>(m_days[slot].count);
}

Chart::Words BarChart::words(int slot) const
{
    const DailyUsage &day = m_days[slot];
    const QString date = QLocale().toString(day.date, QLocale::LongFormat);
    return { isToday(slot) ? tr("%1, so far").arg(date) : date,
        day.count == 1 ? tr("1 message") : tr("%1 messages").arg(countText(day.count)) };
}

int BarChart::restingSlot() const
{
    int only = -1;
    for (int slot = 0; slot < slotCount(); ++slot) {
        if (m_days[slot].count == 0)
            continue;
        if (only >= 0)
            return -1;
        only = slot;
    }
    return only;
}

QString BarChart::label(int slot) const
{
    return isToday(slot) ? tr("today") : QLocale().toString(m_days[slot].date, tr("d MMM"));
}

void BarChart::paintTimes(QPainter &painter, const Plot &plot) const
{
    if (m_days.isEmpty())
        return;
    int widest = 0;
    for (int slot = 0; slot < slotCount(); ++slot)
        widest = std::max(widest, fontMetrics().horizontalAdvance(label(slot)));
    const int stride = labelStride(plot.area.width() / slotCount(), widest + labelGap());
    // From the right: today always has its label.
    for (int slot = slotCount() - 1; slot >= 0; slot -= stride)
        paintTime(painter, plot, slotArea(slot).center().x(), label(slot));
}

void BarChart::paintFigures(QPainter &painter, const Plot &plot) const
{
    constexpr double Resting = 0.62;
    constexpr double NotOver = 0.18;
    constexpr double Ring = 2;
    const Theme &theme = Theme::of(palette());
    const int active = activeSlot();
    for (int slot = 0; slot < slotCount(); ++slot) {
        const QRectF bar = barArea(slot);
        const QColor full = slot == active ? theme.accent
                                           : blended(theme.accent, theme.surface, Resting);
        if (bar.height() > 0 && isToday(slot)) {
            painter.setPen(QPen(full, 1, Qt::DashLine));
            painter.setBrush(blended(theme.accent, theme.surface, NotOver));
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, 0));
        } else if (bar.height() > 0) {
            painter.fillRect(bar, full);
        }
        if (slot == active && hasFocus()) {
            painter.setPen(QPen(theme.accent, Ring / 2));
            painter.setBrush(Qt::NoBrush);
            const double top = std::max(plot.area.top(), bar.top() - Ring);
            painter.drawRoundedRect(
                QRectF(QPointF(bar.left() - Ring, top), bar.bottomRight() + QPointF(Ring, Ring)),
                Ring, Ring);
        }
    }
}

} // namespace broadcaster
