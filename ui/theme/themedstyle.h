// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QProxyStyle>

class QStyleOptionHeader;

namespace broadcaster {

/// Fusion with flat, quiet controls: hairlines instead of bevels, slim scroll bars, a ring around
/// the focused control. Every colour comes from Theme by the palette of the painted widget, so that
/// a change of theme only needs a change of palette.
///
/// Not a style sheet: with one, Qt checks its rules at every cell that a table paints.
class ThemedStyle final : public QProxyStyle {
    Q_OBJECT

public:
    ThemedStyle();

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
        QPainter *painter, const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(
        PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
        QStyleHintReturn *returnData) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option,
        const QSize &contents, const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(
        SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
        SubControl part, const QWidget *widget) const override;
    [[nodiscard]] QIcon standardIcon(
        StandardPixmap which, const QStyleOption *option, const QWidget *widget) const override;

private:
    void drawGround(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const;
    void drawHeader(
        const QStyleOptionHeader &header, QPainter *painter, const QWidget *widget) const;
    void drawShapedFrame(
        const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
};

} // namespace broadcaster
