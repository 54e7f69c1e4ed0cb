// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/stylecontrols.h"

#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/style.h"
#include "ui/theme/styleoptions.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QStyle>

#include <algorithm>
#include <array>

namespace broadcaster::stylepaint {

namespace {

/// How strongly the text's colour shows through.
constexpr double HoverTint = 0.05;
constexpr double PressTint = 0.11;
constexpr double FrameTint = 0.2;
constexpr double HandleTint = 0.28;
constexpr double HandleHoverTint = 0.45;
constexpr double IndicatorTint = 0.45;
constexpr double RingWidth = 2;

QColor tinted(const Theme &theme, double opacity)
{
    return blended(theme.text, theme.surface, opacity);
}

bool isPrimary(const QStyleOptionButton &option)
{
    return option.features.testFlag(QStyleOptionButton::DefaultButton)
        && has(option, QStyle::State_Enabled);
}

/// The box of a check box or a radio button: empty, or filled when it is set.
void indicator(const QStyleOption &option, QPainter &painter, double radius, bool isSet)
{
    const Theme &theme = Theme::of(option.palette);
    QColor fill = isSet ? theme.accent : theme.surface;
    QColor border = isSet ? theme.accent : tinted(theme, IndicatorTint);
    if (!has(option, QStyle::State_Enabled)) {
        fill = isSet ? theme.disabled : theme.background;
        border = theme.disabled;
    } else if (!isSet && has(option, QStyle::State_MouseOver)) {
        border = theme.accent;
    }
    panel(painter, option.rect, fill, border, radius);
}

/// Colour of text on the accent.
QColor onAccent(const Theme &theme)
{
    return theme.isDark ? theme.background : theme.surface;
}

} // namespace

void panel(
    QPainter &painter, const QRectF &rect, const QColor &fill, const QColor &border, double radius)
{
    constexpr double Half = 0.5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.setPen(border.isValid() ? QPen(border, 1) : QPen(Qt::NoPen));
    painter.drawRoundedRect(rect.adjusted(Half, Half, -Half, -Half), radius, radius);
    painter.restore();
}

void focusRing(const QStyleOption &option, QPainter &painter)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::of(option.palette).accent, RingWidth));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), SmallRadius, SmallRadius);
    painter.restore();
}

void chevron(
    const QStyleOption &option, QPainter &painter, const QRect &rect, Qt::ArrowType direction)
{
    constexpr std::array<const char *, 5> Names { "", "up", "down", "left", "right" };
    const int side = std::min({ IconSide, rect.width(), rect.height() });
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    themedIcon(Names.at(static_cast<size_t>(direction)))
        .paint(&painter, square, Qt::AlignCenter,
            has(option, QStyle::State_Enabled) ? QIcon::Normal : QIcon::Disabled);
}

void menuArrow(QStyleOptionButton &button, QPainter &painter)
{
    constexpr int Side = 14;
    constexpr int Gap = 4;
    const int text = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width()
        + (button.icon.isNull() ? 0 : button.iconSize.width() + Gap);
    const QRect whole = button.rect;
    const int left = whole.left() + (whole.width() - text - Gap - Side) / 2;
    button.features.setFlag(QStyleOptionButton::HasMenu, false);
    button.rect = QStyle::visualRect(
        button.direction, whole, QRect(left, whole.top(), text, whole.height()));
    const QRect arrow(left + text + Gap, whole.center().y() - Side / 2, Side, Side);
    chevron(button, painter, QStyle::visualRect(button.direction, whole, arrow), Qt::DownArrow);
}

void button(const QStyleOptionButton &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    const bool over = enabled && has(option, QStyle::State_MouseOver);
    const bool down = has(option, QStyle::State_Sunken);
    const double tint = down ? PressTint : over ? HoverTint : 0;
    const bool isFlat = option.features.testFlag(QStyleOptionButton::Flat);
    if (isFlat && !down && !on && !over)
        return;
    QColor fill = enabled ? theme.surface : theme.background;
    QColor border = enabled ? tinted(theme, FrameTint) : theme.line;
    if (isPrimary(option))
        fill = border = theme.accent;
    else if (on)
        fill = theme.accentSoft;
    if (on || (enabled && has(option, QStyle::State_HasFocus)))
        border = enabled ? theme.accent : theme.disabled;
    panel(painter, option.rect, blended(theme.text, fill, tint), isFlat ? QColor() : border);
}

QIcon buttonIcon(const QStyleOptionButton &option, double scale)
{
    if (option.icon.isNull() || !isPrimary(option))
        return option.icon;
    QPixmap image = option.icon.pixmap(option.iconSize, scale);
    QPainter painter(&image);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), onAccent(Theme::of(option.palette)));
    painter.end();
    return QIcon(image);
}

QString textBesideIcon(const QIcon &icon, const QString &text)
{
    constexpr QChar ThinSpace(0x2009);
    return icon.isNull() || text.isEmpty() ? text : ThinSpace + text;
}

QPalette buttonLabelPalette(const QStyleOptionButton &option)
{
    const Theme &theme = Theme::of(option.palette);
    QPalette palette = option.palette;
    if (isPrimary(option))
        palette.setColor(QPalette::ButtonText, onAccent(theme));
    else if (has(option, QStyle::State_On) && has(option, QStyle::State_Enabled))
        palette.setColor(QPalette::ButtonText, theme.accent);
    return palette;
}

void toolButton(const QStyleOption &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    const bool over = has(option, QStyle::State_Enabled) && has(option, QStyle::State_MouseOver);
    const bool down = has(option, QStyle::State_Sunken);
    const double tint = down ? PressTint : over ? HoverTint : 0;
    if (has(option, QStyle::State_On))
        panel(painter, option.rect, blended(theme.text, theme.accentSoft, tint), theme.accent);
    else if (!has(option, QStyle::State_AutoRaise))
        panel(painter, option.rect, tinted(theme, tint), tinted(theme, FrameTint));
    else if (over || down)
        panel(painter, option.rect, blended(theme.text, theme.surface, tint + HoverTint), {});
}

int toolButtonPadding(const QStyleOptionToolButton &option)
{
    constexpr int Padding = 6;
    const bool hasWords = !option.text.isEmpty()
        && option.toolButtonStyle != Qt::ToolButtonIconOnly;
    return hasWords ? Padding : 0;
}

QRect toolButtonContents(const QStyleOptionToolButton &option)
{
    const int padding = toolButtonPadding(option);
    // Qt reserves two spaces behind a text beside an icon. One of them belongs before the icon.
    const bool isBesideIcon = option.toolButtonStyle == Qt::ToolButtonTextBesideIcon;
    const int shift = padding > 0 && isBesideIcon ? option.fontMetrics.horizontalAdvance(u' ') : 0;
    return option.rect.adjusted(padding + shift, 0, shift - padding, 0);
}

void input(const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option.palette);
    QColor border = tinted(theme, FrameTint);
    if (!has(option, QStyle::State_Enabled))
        border = theme.line;
    else if (has(option, QStyle::State_HasFocus))
        border = theme.accent;
    else if (has(option, QStyle::State_MouseOver))
        border = tinted(theme, HandleTint);
    if (widget && widget->property(InvalidProperty).toBool())
        border = theme.bad;
    panel(painter, option.rect, option.palette.color(QPalette::Base), border);
}

void checkBox(const QStyleOption &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    const bool isPartly = has(option, QStyle::State_NoChange);
    const bool isOn = has(option, QStyle::State_On);
    indicator(option, painter, SmallRadius, isOn || isPartly);
    if (!isOn && !isPartly)
        return;
    const QRectF box(option.rect);
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    QPainterPath mark(isPartly ? at(0.28, 0.5) : at(0.25, 0.52));
    if (isPartly) {
        mark.lineTo(at(0.72, 0.5));
    } else {
        mark.lineTo(at(0.43, 0.7));
        mark.lineTo(at(0.76, 0.31));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(onAccent(theme), RingWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(mark);
    painter.restore();
}

void radioButton(const QStyleOption &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    const bool isOn = has(option, QStyle::State_On);
    const double side = std::min(option.rect.width(), option.rect.height());
    indicator(option, painter, side / 2, isOn);
    if (!isOn)
        return;
    constexpr double DotPart = 0.19;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(onAccent(theme));
    painter.drawEllipse(QRectF(option.rect).center(), side * DotPart, side * DotPart);
    painter.restore();
}

bool isInsideOfInput(const QWidget *widget)
{
    const QWidget *parent = widget ? widget->parentWidget() : nullptr;
    return qobject_cast<const QAbstractSpinBox *>(parent)
        || qobject_cast<const QComboBox *>(parent);
}

QRect scrollBarRect(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const bool isHorizontal = option.orientation == Qt::Horizontal;
    const int length = isHorizontal ? option.rect.width() : option.rect.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    int slider = length;
    if (range > 0) {
        const auto share = qint64(option.pageStep) * length / (range + option.pageStep);
        slider = std::clamp(static_cast<int>(share), std::min(ScrollBarMinimum, length), length);
    }
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - slider, option.upsideDown);
    const auto along = [&](int from, int to) {
        const QRect rect = isHorizontal
            ? QRect(option.rect.left() + from, option.rect.top(), to - from, option.rect.height())
            : QRect(option.rect.left(), option.rect.top() + from, option.rect.width(), to - from);
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return along(start, start + slider);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + slider, length);
    case QStyle::SC_ScrollBarGroove:
        return option.rect;
    default:
        return {}; // No buttons at the ends.
    }
}

void scrollBar(const QStyleOptionSlider &option, QPainter &painter, const QRect &slider)
{
    const Theme &theme = Theme::of(option.palette);
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
    if (option.minimum == option.maximum)
        return;
    constexpr int Margin = 3;
    const bool isActive = option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider)
        && (has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken));
    const QRect handle = slider.adjusted(Margin, Margin, -Margin, -Margin);
    panel(painter, handle, tinted(theme, isActive ? HandleHoverTint : HandleTint), {},
        std::min(handle.width(), handle.height()) / 2.0);
}

void progressGroove(const QStyleOption &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    panel(painter, option.rect, tinted(theme, PressTint), {}, SmallRadius);
}

void progressContents(const QStyleOptionProgressBar &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    const double range = std::max(1.0, double(option.maximum) - option.minimum);
    const double part = (double(option.progress) - option.minimum) / range;
    QRectF done(option.rect);
    done.setWidth(done.width() * std::clamp(part, 0.0, 1.0));
    if (option.direction == Qt::RightToLeft)
        done.moveRight(option.rect.right() + 1);
    if (done.width() >= 2 * SmallRadius)
        panel(painter, done, theme.accent, {}, SmallRadius);
}

} // namespace broadcaster::stylepaint
