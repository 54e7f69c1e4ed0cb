// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/linechart.h"

#include "ui/theme/theme.h"

#include <QtGui/QPainter>

namespace broadcaster {

QList<QPolygonF> LineChart::stretches(const Plot &plot, const Value &value) const
{
    const double width = plot.area.width() / slotCount();
    QList<QPolygonF> all;
    bool isInside = false;
    for (int slot = firstSlot(); slot < slotCount(); ++slot) {
        if (!hasValue(slot)) {
            isInside = false;
            continue;
        }
        if (!isInside)
            all.append(QPolygonF());
        isInside = true;
        all.last().append({ plot.area.left() + width * (slot + 0.5), plot.y(value(slot)) });
    }
    return all;
}

void LineChart::paintLine(QPainter &painter, const QPolygonF &points, const QPen &pen)
{
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    if (points.size() > 1)
        painter.drawPolyline(points);
    else
        painter.drawPoint(points.first());
}

void LineChart::paintFigures(QPainter &painter, const Plot &plot) const
{
    constexpr double LineWidth = 1.6;
    constexpr double Ground = 0.14;
    constexpr double DotRadius = 4;
    const Theme &theme = Theme::of(palette());
    QColor fill = theme.accent;
    fill.setAlphaF(static_cast<float>(Ground)); // The grid is to show through.
    const auto figure = [this](int slot) { return value(slot); };
    for (const QPolygonF &points : stretches(plot, figure)) {
        QPolygonF ground = points;
        ground.append({ points.last().x(), plot.area.bottom() });
        ground.append({ points.first().x(), plot.area.bottom() });
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(ground);
        const bool isAlone = points.size() == 1; // A point, to be seen as well as a line.
        paintLine(painter, points,
            QPen(theme.accent, isAlone ? DotRadius : LineWidth, Qt::SolidLine, Qt::RoundCap,
                Qt::RoundJoin));
    }
    const int active = activeSlot();
    if (active < 0)
        return;
    const QPointF at(slotArea(active).center().x(), plot.y(value(active)));
    painter.setPen(QPen(theme.accent, 1));
    painter.drawLine(QPointF(at.x(), plot.area.top()), QPointF(at.x(), plot.area.bottom()));
    if (!hasValue(active))
        return;
    painter.setPen(QPen(theme.accent, LineWidth));
    painter.setBrush(hasFocus() ? theme.accent : theme.surface);
    painter.drawEllipse(at, DotRadius, DotRadius);
}

} // namespace broadcaster
