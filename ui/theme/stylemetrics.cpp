// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/stylemetrics.h"

#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/stylecontrols.h"
#include "ui/theme/styleoptions.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QStyleOption>

#include <algorithm>

namespace broadcaster::stylemetrics {

namespace {

constexpr int ScrollBarWidth = 12;
constexpr int IndicatorSide = 16;
constexpr int HeaderMargin = 8;

/// Least height of a button, a line edit and the like.
int controlHeight(const QStyleOption *option)
{
    constexpr int Usual = 30;
    constexpr int Padding = 12;
    return std::max(Usual, option->fontMetrics.height() + Padding);
}

} // namespace

std::optional<int> pixelMetric(QStyle::PixelMetric metric)
{
    using enum QStyle::PixelMetric;
    switch (metric) {
    case PM_ScrollBarExtent:
        return ScrollBarWidth;
    case PM_ScrollBarSliderMin:
        return stylepaint::ScrollBarMinimum;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return IndicatorSide;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return IconSide;
    case PM_SplitterWidth: // QSplitter makes five of them grabbable.
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
    case PM_DockWidgetFrameWidth:
        return 1;
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_DockWidgetTitleMargin:
    case PM_MenuBarItemSpacing:
        return 6;
    case PM_MenuVMargin:
    case PM_MenuBarVMargin:
    case PM_ToolTipLabelFrameWidth:
        return 4;
    case PM_FocusFrameHMargin: // Cells begin where their header does.
        return 7;
    case PM_MenuBarHMargin:
        return 8;
    case PM_HeaderMargin:
        return HeaderMargin;
    case PM_MenuBarPanelWidth:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_TabBarTabHSpace:
        return 28;
    case PM_TabBarTabVSpace:
        return 16;
    default:
        return std::nullopt;
    }
}

std::optional<int> styleHint(QStyle::StyleHint hint)
{
    using enum QStyle::StyleHint;
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return std::nullopt;
    }
}

QSize sizeFromContents(
    QStyle::ContentsType type, const QStyleOption *option, QSize size, const QWidget *widget)
{
    using enum QStyle::ContentsType;
    switch (type) {
    case CT_PushButton: {
        constexpr int Sides = 12;
        size.rwidth() += Sides;
        [[fallthrough]];
    }
    case CT_ComboBox:
    case CT_SpinBox:
    case CT_LineEdit:
        if (!stylepaint::isInsideOfInput(widget))
            size.setHeight(std::max(size.height(), controlHeight(option)));
        return size;
    case CT_ItemViewItem:
        size.setHeight(std::max(size.height(), rowHeight()));
        return size;
    case CT_ToolButton:
        size.rwidth() += 2 * stylepaint::toolButtonPadding(as<QStyleOptionToolButton>(option));
        return size.expandedTo({ 28, 28 });
    case CT_HeaderSection:
        size.setHeight(std::max(size.height(), controlHeight(option)));
        return size;
    case CT_MenuBarItem:
        return size + QSize(12, 6);
    default:
        return size;
    }
}

QRect subElementRect(QStyle::SubElement element, const QStyleOption *option, const QRect &rect,
    const QWidget *widget)
{
    using enum QStyle::SubElement;
    constexpr int Padding = 6;
    if (element == SE_LineEditContents && !stylepaint::isInsideOfInput(widget)
        && as<QStyleOptionFrame>(option).lineWidth > 0)
        return rect.adjusted(Padding, 0, -Padding, 0);
    if (element != SE_HeaderArrow && element != SE_HeaderLabel)
        return rect;
    const auto &header = as<QStyleOptionHeader>(option);
    if (header.orientation == Qt::Vertical || header.sortIndicator == QStyleOptionHeader::None)
        return rect;
    // The arrow stands behind the words, in their middle; before words at the right, which stay.
    constexpr int Arrow = 12;
    if (header.textAlignment.testFlag(Qt::AlignRight)) {
        if (element == SE_HeaderLabel)
            return option->rect.adjusted(HeaderMargin + Arrow, 0, -HeaderMargin, 0);
        const int words = header.fontMetrics.horizontalAdvance(header.text);
        const int left = option->rect.right() - HeaderMargin - words - Arrow;
        return { std::max(option->rect.left(), left), option->rect.center().y() - Arrow / 2 + 1,
            Arrow, Arrow };
    }
    if (element == SE_HeaderLabel)
        return QStyle::visualRect(option->direction, option->rect,
            QStyle::visualRect(option->direction, option->rect, rect).adjusted(0, 0, -Arrow, 0));
    const QRect place(
        option->rect.right() - Arrow - 4, option->rect.center().y() - Arrow / 2 + 1, Arrow, Arrow);
    return QStyle::visualRect(option->direction, option->rect, place);
}

} // namespace broadcaster::stylemetrics
