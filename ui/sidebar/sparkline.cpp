// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sidebar/sparkline.h"

#include "inspect/rates/chartmath.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace broadcaster {

void paintSparkline(QPainter &painter, const QRectF &area, const QList<double> &values,
    const QColor &line, const QColor &fill)
{
    constexpr double LineWidth = 1.4;
    if (values.size() < 2 || area.isEmpty())
        return;
    const double highest = highestRate(values);
    // Half of the line would lie outside otherwise.
    const QRectF inner = area.adjusted(0, LineWidth / 2, 0, -LineWidth / 2);
    const double step = inner.width() / static_cast<double>(values.size() - 1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto &[begin, end] : knownRuns(values)) {
        QPolygonF points;
        points.reserve(end - begin + 2);
        for (qsizetype i = begin; i < end; ++i) {
            const double share = highest > 0 ? std::max(0.0, values[i]) / highest : 0;
            points.append({ inner.left() + step * static_cast<double>(i),
                inner.bottom() - inner.height() * share });
        }
        QPolygonF ground = points;
        ground.append({ points.last().x(), area.bottom() });
        ground.append({ points.first().x(), area.bottom() });
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(ground);
        painter.setPen(QPen(line, LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(points);
    }
    painter.restore();
}

} // namespace broadcaster
