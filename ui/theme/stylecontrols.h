// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QStyleOption>

class QPainter;

/// Paints the controls of ThemedStyle. Each function paints in the palette of its option.
namespace broadcaster::stylepaint {

inline constexpr double Radius = 6; ///< For controls that are pressed or typed into.
inline constexpr double SmallRadius = 4; ///< For parts inside a control.
inline constexpr int ScrollBarMinimum = 32; ///< Length of the handle.

void panel(QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &border,
    double radius = Radius);
void focusRing(const QStyleOption &option, QPainter &painter);
/// Draws the arrow of a button with a menu behind its text, and leaves the text's room in `button`.
void menuArrow(QStyleOptionButton &button, QPainter &painter);
void chevron(
    const QStyleOption &option, QPainter &painter, const QRect &rect, Qt::ArrowType direction);

void button(const QStyleOptionButton &option, QPainter &painter);
/// The button's icon, in the colour of its text if it stands on the accent colour.
[[nodiscard]] QIcon buttonIcon(const QStyleOptionButton &option, double scale);
/// Qt leaves four pixels between icon and text, which is too little for icons that fill their
/// square.
[[nodiscard]] QString textBesideIcon(const QIcon &icon, const QString &text);
/// The palette for the button's label.
[[nodiscard]] QPalette buttonLabelPalette(const QStyleOptionButton &option);
void toolButton(const QStyleOption &option, QPainter &painter);
/// Free space at either side of a tool button's label; 0 beside an icon alone.
[[nodiscard]] int toolButtonPadding(const QStyleOptionToolButton &option);
[[nodiscard]] QRect toolButtonContents(const QStyleOptionToolButton &option);
/// A line edit, a combo box, a spin box.
void input(const QStyleOption &option, QPainter &painter, const QWidget *widget);
/// The line edit of a spin box or an editable combo box has no frame of its own.
[[nodiscard]] bool isInsideOfInput(const QWidget *widget);
void checkBox(const QStyleOption &option, QPainter &painter);
void radioButton(const QStyleOption &option, QPainter &painter);

/// A scroll bar has no buttons at its ends.
[[nodiscard]] QRect scrollBarRect(const QStyleOptionSlider &option, QStyle::SubControl part);
void scrollBar(const QStyleOptionSlider &option, QPainter &painter, const QRect &slider);
void progressGroove(const QStyleOption &option, QPainter &painter);
void progressContents(const QStyleOptionProgressBar &option, QPainter &painter);

} // namespace broadcaster::stylepaint
