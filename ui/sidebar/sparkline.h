// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QList>

class QColor;
class QPainter;
class QRectF;

namespace broadcaster {

/// Paints the values, oldest first, as one line from edge to edge over a filled ground. The largest
/// touches the top, zero lies at the bottom. Paints nothing for less than two values.
void paintSparkline(QPainter &painter, const QRectF &area, const QList<double> &values,
    const QColor &line, const QColor &fill);

} // namespace broadcaster
