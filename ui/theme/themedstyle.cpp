// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/themedstyle.h"

#include "ui/theme/icons.h"
#include "ui/theme/stylebars.h"
#include "ui/theme/stylecontrols.h"
#include "ui/theme/stylemetrics.h"
#include "ui/theme/styleoptions.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QGroupBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStyleOption>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A push button as Fusion is to draw its label; the arrow of its menu is drawn here.
QStyleOptionButton pushButtonLabel(const QStyleOption *option, QPainter &painter)
{
    auto button = as<QStyleOptionButton>(option);
    if (button.features.testFlag(QStyleOptionButton::HasMenu))
        stylepaint::menuArrow(button, painter);
    button.palette = stylepaint::buttonLabelPalette(button);
    button.icon = stylepaint::buttonIcon(button, painter.device()->devicePixelRatioF());
    button.text = stylepaint::textBesideIcon(button.icon, button.text);
    return button;
}

QStyleOptionToolButton toolButtonLabel(const QStyleOption *option)
{
    auto button = as<QStyleOptionToolButton>(option);
    if (button.state.testFlag(QStyle::State_On) && button.state.testFlag(QStyle::State_Enabled))
        button.palette.setColor(QPalette::ButtonText, Theme::of(button.palette).accent);
    button.rect = stylepaint::toolButtonContents(button);
    button.text = stylepaint::textBesideIcon(button.icon, button.text);
    return button;
}

} // namespace

ThemedStyle::ThemedStyle()
    : QProxyStyle(u"Fusion"_s)
{
}

void ThemedStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (!qobject_cast<QHeaderView *>(widget) && !qobject_cast<QGroupBox *>(widget))
        return;
    QFont font = widget->font();
    font.setWeight(QFont::DemiBold);
    widget->setFont(font);
    widget->setAttribute(Qt::WA_Hover);
}

void ThemedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
    QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return stylepaint::button(as<QStyleOptionButton>(option), *painter);
    case PE_PanelButtonTool:
        return stylepaint::toolButton(*option, *painter);
    case PE_PanelLineEdit:
        if (stylepaint::isInsideOfInput(widget))
            return;
        if (as<QStyleOptionFrame>(option).lineWidth > 0)
            return stylepaint::input(*option, *painter, widget);
        return painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    case PE_IndicatorCheckBox:
        return stylepaint::checkBox(*option, *painter);
    case PE_IndicatorRadioButton:
        return stylepaint::radioButton(*option, *painter);
    case PE_FrameFocusRect:
        if (option->state.testFlag(State_KeyboardFocusChange))
            stylepaint::focusRing(*option, *painter);
        return;
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight:
        return stylepaint::chevron(*option, *painter, option->rect,
            element == PE_IndicatorArrowUp         ? Qt::UpArrow
                : element == PE_IndicatorArrowDown ? Qt::DownArrow
                : element == PE_IndicatorArrowLeft ? Qt::LeftArrow
                                                   : Qt::RightArrow);
    case PE_IndicatorHeaderArrow: {
        const auto sort = as<QStyleOptionHeader>(option).sortIndicator;
        QRect place = option->rect;
        if (widget) // Qt's own place is at the top, and it does not ask subElementRect() of ours.
            place.moveCenter({ place.center().x(), widget->rect().center().y() });
        if (sort != QStyleOptionHeader::None)
            stylepaint::chevron(*option, *painter, place,
                sort == QStyleOptionHeader::SortUp ? Qt::UpArrow : Qt::DownArrow);
        return;
    }
    case PE_IndicatorBranch:
        if (option->state.testFlag(State_Children))
            stylepaint::chevron(*option, *painter, option->rect,
                option->state.testFlag(State_Open)         ? Qt::DownArrow
                    : option->direction == Qt::RightToLeft ? Qt::LeftArrow
                                                           : Qt::RightArrow);
        return;
    default:
        drawGround(element, option, painter, widget);
    }
}

void ThemedStyle::drawGround(PrimitiveElement element, const QStyleOption *option,
    QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_FrameTabBarBase:
        return stylepaint::hairline(*option, *painter, Qt::BottomEdge);
    case PE_FrameTabWidget:
        return stylepaint::hairline(*option, *painter, Qt::TopEdge);
    case PE_Frame:
    case PE_FrameMenu:
    case PE_FrameDockWidget:
        return stylepaint::frame(*option, *painter);
    case PE_PanelMenu:
        return painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, option->palette.color(QPalette::ToolTipBase));
        return stylepaint::frame(*option, *painter);
    case PE_PanelScrollAreaCorner:
        return painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    case PE_PanelStatusBar:
        return stylepaint::statusBarGround(*option, *painter);
    case PE_PanelMenuBar:
    case PE_FrameStatusBarItem:
    case PE_FrameGroupBox:
    case PE_FrameLineEdit: // Drawn with the panel.
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        return stylepaint::hairline(*option, *painter,
            option->state.testFlag(State_Horizontal) ? Qt::LeftEdge : Qt::TopEdge);
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ThemedStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
    const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel: {
        auto button = as<QStyleOptionButton>(option);
        button.features.setFlag(QStyleOptionButton::HasMenu, false); // The label has the arrow.
        return QProxyStyle::drawControl(element, &button, painter, widget);
    }
    case CE_PushButtonLabel: {
        const auto button = pushButtonLabel(option, *painter);
        return QProxyStyle::drawControl(element, &button, painter, widget);
    }
    case CE_ToolButtonLabel: {
        const auto button = toolButtonLabel(option);
        return QProxyStyle::drawControl(element, &button, painter, widget);
    }
    case CE_MenuItem:
        return stylepaint::menuItem(as<QStyleOptionMenuItem>(option), *painter);
    case CE_MenuEmptyArea:
        return;
    case CE_MenuBarItem:
        return stylepaint::menuBarItem(as<QStyleOptionMenuItem>(option), *painter);
    case CE_MenuBarEmptyArea:
        return stylepaint::menuBarGround(*option, *painter);
    case CE_TabBarTabShape:
        return stylepaint::tab(as<QStyleOptionTab>(option), *painter);
    case CE_TabBarTabLabel: {
        auto tab = as<QStyleOptionTab>(option);
        tab.palette = stylepaint::tabLabelPalette(tab);
        return QProxyStyle::drawControl(element, &tab, painter, widget);
    }
    case CE_Header:
        return drawHeader(as<QStyleOptionHeader>(option), painter, widget);
    case CE_HeaderSection:
        return stylepaint::headerSection(as<QStyleOptionHeader>(option), *painter);
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        return stylepaint::hairline(*option, *painter, Qt::BottomEdge);
    case CE_Splitter:
        return painter->fillRect(option->rect, Theme::of(option->palette).line);
    case CE_ShapedFrame:
        return drawShapedFrame(option, painter, widget);
    case CE_DockWidgetTitle:
        return stylepaint::dockTitle(as<QStyleOptionDockWidget>(option), *painter);
    case CE_ProgressBarGroove:
        return stylepaint::progressGroove(*option, *painter);
    case CE_ProgressBarContents: {
        const auto &bar = as<QStyleOptionProgressBar>(option);
        if (bar.minimum != bar.maximum)
            return stylepaint::progressContents(bar, *painter);
        break; // Fusion moves the label there.
    }
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

/// Qt asks its own subElementRect() where the arrow goes, which is always the right end.
void ThemedStyle::drawHeader(
    const QStyleOptionHeader &header, QPainter *painter, const QWidget *widget) const
{
    if (header.sortIndicator == QStyleOptionHeader::None
        || !header.textAlignment.testFlag(Qt::AlignRight))
        return QProxyStyle::drawControl(CE_Header, &header, painter, widget);
    proxy()->drawControl(CE_HeaderSection, &header, painter, widget);
    QStyleOptionHeader part = header;
    part.rect = proxy()->subElementRect(SE_HeaderLabel, &header, widget);
    proxy()->drawControl(CE_HeaderLabel, &part, painter, widget);
    part.rect = proxy()->subElementRect(SE_HeaderArrow, &header, widget);
    proxy()->drawPrimitive(PE_IndicatorHeaderArrow, &part, painter, widget);
}

void ThemedStyle::drawShapedFrame(
    const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto &frame = as<QStyleOptionFrame>(option);
    QRect line = frame.rect;
    if (frame.frameShape == QFrame::HLine)
        line = QRect(line.left(), line.center().y(), line.width(), 1);
    else if (frame.frameShape == QFrame::VLine)
        line = QRect(line.center().x(), line.top(), 1, line.height());
    else
        return QProxyStyle::drawControl(CE_ShapedFrame, option, painter, widget);
    painter->fillRect(line, Theme::of(frame.palette).line);
}

void ThemedStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
    QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar: {
        const auto &bar = as<QStyleOptionSlider>(option);
        return stylepaint::scrollBar(
            bar, *painter, stylepaint::scrollBarRect(bar, SC_ScrollBarSlider));
    }
    case CC_ComboBox: {
        const auto &box = as<QStyleOptionComboBox>(option);
        if (box.frame)
            stylepaint::input(box, *painter, widget);
        const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
        return stylepaint::chevron(box, *painter, arrow, Qt::DownArrow);
    }
    case CC_SpinBox: {
        const auto &box = as<QStyleOptionSpinBox>(option);
        if (box.frame)
            stylepaint::input(box, *painter, widget);
        if (box.buttonSymbols == QAbstractSpinBox::NoButtons)
            return;
        const auto step = [&](SubControl part, Qt::ArrowType arrow, bool isPossible) {
            QStyleOption button = box;
            button.state.setFlag(State_Enabled, isPossible && box.state.testFlag(State_Enabled));
            stylepaint::chevron(
                button, *painter, proxy()->subControlRect(CC_SpinBox, option, part, widget), arrow);
        };
        step(SC_SpinBoxUp, Qt::UpArrow, box.stepEnabled.testFlag(QAbstractSpinBox::StepUpEnabled));
        return step(SC_SpinBoxDown, Qt::DownArrow,
            box.stepEnabled.testFlag(QAbstractSpinBox::StepDownEnabled));
    }
    case CC_ToolButton: {
        auto button = as<QStyleOptionToolButton>(option);
        // Qt's arrow of a menu has no room below an icon, which says enough itself.
        if (button.text.isEmpty() || button.toolButtonStyle == Qt::ToolButtonIconOnly)
            button.features.setFlag(QStyleOptionToolButton::HasMenu, false);
        return QProxyStyle::drawComplexControl(control, &button, painter, widget);
    }
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

int ThemedStyle::pixelMetric(
    PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const std::optional<int> own = stylemetrics::pixelMetric(metric);
    return own ? *own : QProxyStyle::pixelMetric(metric, option, widget);
}

int ThemedStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
    QStyleHintReturn *returnData) const
{
    const std::optional<int> own = stylemetrics::styleHint(hint);
    return own ? *own : QProxyStyle::styleHint(hint, option, widget, returnData);
}

QSize ThemedStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
    const QSize &contents, const QWidget *widget) const
{
    if (type == CT_MenuItem)
        return stylepaint::menuItemSize(as<QStyleOptionMenuItem>(option), contents);
    return stylemetrics::sizeFromContents(
        type, option, QProxyStyle::sizeFromContents(type, option, contents, widget), widget);
}

QRect ThemedStyle::subElementRect(
    SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    return stylemetrics::subElementRect(
        element, option, QProxyStyle::subElementRect(element, option, widget), widget);
}

QRect ThemedStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
    SubControl part, const QWidget *widget) const
{
    if (control == CC_ScrollBar)
        return stylepaint::scrollBarRect(as<QStyleOptionSlider>(option), part);
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    constexpr int Padding = 4;
    const bool isText = (control == CC_ComboBox && part == SC_ComboBoxEditField)
        || (control == CC_SpinBox && part == SC_SpinBoxEditField);
    return isText ? visualRect(option->direction, option->rect,
               visualRect(option->direction, option->rect, rect).adjusted(Padding, 0, 0, 0))
                  : rect;
}

QIcon ThemedStyle::standardIcon(
    StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    switch (which) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
    case SP_LineEditClearButton:
        return themedIcon("close");
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace broadcaster
