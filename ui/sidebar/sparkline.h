// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QList>
#include <QtGui/QColor>

class QPainter;
class QRectF;

namespace broadcaster {

struct SparklineColours {
    QColor line;
    QColor fill; ///< Ground below the line.
    QColor scale;
};

/// Paints the rates, oldest first, as one line from edge to edge over a filled ground, on a
/// logarithmic scale from 0 at the bottom to `top`, a power of ten. A hairline marks 0 and each
/// power of ten from 10. Paints the scale only if there are less than two rates.
void paintSparkline(QPainter &painter, const QRectF &area, const QList<double> &rates, double top,
    const SparklineColours &colours);

} // namespace broadcaster
