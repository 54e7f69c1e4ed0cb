// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/linechart.h"

#include "ui/theme/theme.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace broadcaster {

QList<QPolygonF> LineChart::stretches(const Plot &plot, const Value &value) const
{
    constexpr double LeastPiece = 6;
    constexpr double MostPiece = 12;
    const double width = plot.area.width() / slotCount();
    const QPointF half(std::clamp(width, LeastPiece, MostPiece) / 2, 0);
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
    for (QPolygonF &points : all) {
        if (points.size() == 1)
            points = QPolygonF({ points.first() - half, points.first() + half });
    }
    return all;
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
        painter.setPen(QPen(theme.accent, LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(points);
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
