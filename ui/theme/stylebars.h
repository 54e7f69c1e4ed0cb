// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QStyleOption>

class QPainter;

/// Paints the menus, tabs, headers and frames of ThemedStyle. Each function paints in the palette
/// of its option.
namespace broadcaster::stylepaint {

void menuItem(const QStyleOptionMenuItem &option, QPainter &painter);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents);
void menuBarItem(const QStyleOptionMenuItem &option, QPainter &painter);
void menuBarGround(const QStyleOption &option, QPainter &painter);

void tab(const QStyleOptionTab &option, QPainter &painter);
[[nodiscard]] QPalette tabLabelPalette(const QStyleOptionTab &option);
void headerSection(const QStyleOptionHeader &option, QPainter &painter);
void dockTitle(const QStyleOptionDockWidget &option, QPainter &painter);
void statusBarGround(const QStyleOption &option, QPainter &painter);
/// One pixel along that edge of the rectangle.
void hairline(const QStyleOption &option, QPainter &painter, Qt::Edge edge);
void frame(const QStyleOption &option, QPainter &painter);

} // namespace broadcaster::stylepaint
