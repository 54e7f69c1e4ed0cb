// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sidebar/sparkline.h"

#include "inspect/rates/chartmath.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace broadcaster {

namespace {

void paintScale(QPainter &painter, const QRectF &area, double top, const QColor &colour)
{
    constexpr double Base = 10;
    const auto mark = [&](double rate) {
        // Whole pixels; otherwise a hairline becomes two pale ones.
        const double y = std::floor(area.bottom() - area.height() * logShare(rate, top));
        painter.fillRect(QRectF(area.left(), y, area.width(), 1), colour);
    };
    mark(0);
    for (double rate = Base; rate <= top; rate *= Base)
        mark(rate);
}

} // namespace

void paintSparkline(QPainter &painter, const QRectF &area, const QList<double> &rates, double top,
    const SparklineColours &colours)
{
    constexpr double LineWidth = 1.4;
    if (area.isEmpty())
        return;
    // Half of the line would lie outside otherwise.
    const QRectF inner = area.adjusted(0, LineWidth / 2, 0, -LineWidth / 2);
    paintScale(painter, inner, top, colours.scale);
    if (rates.size() < 2)
        return;
    const double step = inner.width() / static_cast<double>(rates.size() - 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto &[begin, end] : knownRuns(rates)) {
        QPolygonF points;
        points.reserve(end - begin + 2);
        for (qsizetype i = begin; i < end; ++i)
            points.append({ inner.left() + step * static_cast<double>(i),
                inner.bottom() - inner.height() * logShare(std::max(0.0, rates[i]), top) });
        QPolygonF ground = points;
        ground.append({ points.last().x(), area.bottom() });
        ground.append({ points.first().x(), area.bottom() });
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.fill);
        painter.drawPolygon(ground);
        painter.setPen(QPen(colours.line, LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(points);
    }
    painter.restore();
}

} // namespace broadcaster
