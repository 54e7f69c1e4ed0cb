// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/clienttext.h"

class QFont;
class QPainter;
class QRect;
class QRectF;

namespace broadcaster {

struct Theme;

/// A small shape in the colour of a client. The shape tells the type: a disc for a runtime, a
/// square for a data agent, a diamond for an admin.
void paintClientMark(
    QPainter &painter, const QRectF &place, std::optional<ClientType> type, const QColor &colour);
/// Mark and name at the left of the cell. Returns the place at the right of them.
QRect paintClient(QPainter &painter, const QRect &cell, const QFont &font, const ClientLabel &label,
    const Theme &theme);
/// The same, and the type as a badge where it fits and the name does not say it.
void paintClientAndType(QPainter &painter, const QRect &cell, const QFont &font,
    const ClientLabel &label, const Theme &theme, const QColor &ground);
/// Width of a mark and the gap behind it.
[[nodiscard]] int clientMarkWidth(const QFont &font);

} // namespace broadcaster
