// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QRect>
#include <QtCore/QString>

class QColor;
class QFont;
class QPainter;

namespace broadcaster {

/// Width that paintBadge() will need.
[[nodiscard]] int badgeWidth(const QFont &font, const QString &text);

/// Paints a small rounded label at the left of the cell, in the middle of its height: `colour` on a
/// tint of it over `ground`. Ends with an ellipsis if the cell is too narrow. Returns its place.
QRect paintBadge(QPainter &painter, const QRect &cell, const QFont &font, const QString &text,
    const QColor &colour, const QColor &ground);

} // namespace broadcaster
