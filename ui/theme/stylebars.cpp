// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/stylebars.h"

#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/stylecontrols.h"
#include "ui/theme/styleoptions.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyle>

#include <algorithm>

namespace broadcaster::stylepaint {

namespace {

constexpr int MenuInset = 4; ///< Inset of the bar behind the chosen item.
constexpr int MenuIconColumn = 34;
constexpr int MenuEnd = 14;
constexpr int MenuShortcutGap = 28;
constexpr int MenuSeparatorHeight = 9;

void menuSymbol(const QStyleOptionMenuItem &option, QPainter &painter, bool isChosen)
{
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const QIcon icon = option.checked                            ? themedIcon("check")
        : option.checkType == QStyleOptionMenuItem::NotCheckable ? option.icon
                                                                 : QIcon();
    QRect place(option.rect.left() + MenuInset + 6, 0, IconSide, IconSide);
    place.moveTop(option.rect.top() + (option.rect.height() - IconSide) / 2);
    place = QStyle::visualRect(option.direction, option.rect, place);
    icon.paint(&painter, place, Qt::AlignCenter,
        !isEnabled                       ? QIcon::Disabled
            : isChosen || option.checked ? QIcon::Active
                                         : QIcon::Normal);
}

} // namespace

void menuItem(const QStyleOptionMenuItem &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(
            QRect(option.rect.left(), option.rect.center().y(), option.rect.width(), 1),
            theme.line);
        return;
    }
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool isChosen = isEnabled && has(option, QStyle::State_Selected);
    if (isChosen)
        panel(painter, option.rect.adjusted(MenuInset, 0, -MenuInset, 0), theme.accentSoft, {},
            SmallRadius);
    menuSymbol(option, painter, isChosen);

    const QRect line = option.rect.adjusted(MenuIconColumn, 0, -MenuEnd, 0);
    const QRect place = QStyle::visualRect(option.direction, option.rect, line);
    const qsizetype tabulator = option.text.indexOf(u'\t');
    painter.save();
    painter.setFont(option.font);
    painter.setPen(isEnabled ? theme.text : theme.disabled);
    painter.drawText(place,
        int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter)
            | Qt::TextShowMnemonic | Qt::TextSingleLine,
        option.text.left(tabulator));
    if (tabulator >= 0) {
        painter.setPen(isEnabled ? theme.faint : theme.disabled);
        painter.drawText(place,
            int(QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter),
            option.text.mid(tabulator + 1));
    }
    painter.restore();
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const bool isMirrored = option.direction == Qt::RightToLeft;
        const QRect end(
            place.right() - IconSide + MenuInset, place.top(), IconSide, place.height());
        chevron(option, painter, isMirrored ? end.translated(-place.width(), 0) : end,
            isMirrored ? Qt::LeftArrow : Qt::RightArrow);
    }
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return { contents.width(), MenuSeparatorHeight };
    return { contents.width() + MenuIconColumn + MenuShortcutGap + MenuEnd,
        std::max(contents.height(), rowHeight()) };
}

void menuBarItem(const QStyleOptionMenuItem &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    menuBarGround(option, painter);
    const bool isEnabled = has(option, QStyle::State_Enabled);
    if (isEnabled && (has(option, QStyle::State_Selected) || has(option, QStyle::State_Sunken)))
        panel(painter, option.rect.adjusted(0, 3, 0, -3), theme.accentSoft, {}, SmallRadius);
    painter.save();
    painter.setPen(isEnabled ? theme.text : theme.disabled);
    painter.drawText(
        option.rect, int(Qt::AlignCenter) | Qt::TextShowMnemonic | Qt::TextSingleLine, option.text);
    painter.restore();
}

void menuBarGround(const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Window));
}

void tab(const QStyleOptionTab &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    const bool isSelected = has(option, QStyle::State_Selected);
    constexpr int Underline = 2;
    if (!isSelected && has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        panel(painter, option.rect.adjusted(2, 4, -2, -4),
            blended(theme.text, theme.background, 0.06), {}, SmallRadius);
    if (isSelected)
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom() + 1 - Underline,
                             option.rect.width(), Underline),
            theme.accent);
}

QPalette tabLabelPalette(const QStyleOptionTab &option)
{
    const Theme &theme = Theme::of(option.palette);
    QPalette palette = option.palette;
    if (has(option, QStyle::State_Enabled))
        palette.setColor(
            QPalette::WindowText, has(option, QStyle::State_Selected) ? theme.text : theme.dim);
    return palette;
}

void headerSection(const QStyleOptionHeader &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    painter.fillRect(option.rect, theme.surface);
    if (option.orientation == Qt::Horizontal)
        hairline(option, painter, Qt::BottomEdge);
    else
        hairline(option, painter, Qt::RightEdge);
    // The end of a column matters only to a user who is about to drag it.
    if (has(option, QStyle::State_MouseOver) && option.orientation == Qt::Horizontal) {
        constexpr int Inset = 6;
        painter.fillRect(QRect(option.rect.right(), option.rect.top() + Inset, 1,
                             option.rect.height() - 2 * Inset),
            theme.disabled);
    }
}

void dockTitle(const QStyleOptionDockWidget &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    painter.fillRect(option.rect, theme.background);
    hairline(option, painter, Qt::BottomEdge);
    painter.save();
    QFont font = painter.font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.text);
    constexpr int Start = 14;
    constexpr int ForButtons = 60;
    const QRect place = QStyle::visualRect(
        option.direction, option.rect, option.rect.adjusted(Start, 0, -ForButtons, 0));
    painter.drawText(place,
        int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter),
        painter.fontMetrics().elidedText(option.title, Qt::ElideRight, place.width()));
    painter.restore();
}

void statusBarGround(const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Window));
    hairline(option, painter, Qt::TopEdge);
}

void hairline(const QStyleOption &option, QPainter &painter, Qt::Edge edge)
{
    QRect line = option.rect;
    switch (edge) {
    case Qt::TopEdge:
        line.setHeight(1);
        break;
    case Qt::BottomEdge:
        line.setTop(line.bottom());
        break;
    case Qt::LeftEdge:
        line.setWidth(1);
        break;
    case Qt::RightEdge:
        line.setLeft(line.right());
        break;
    }
    painter.fillRect(line, Theme::of(option.palette).line);
}

void frame(const QStyleOption &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    painter.save();
    painter.setPen(has(option, QStyle::State_HasFocus) ? theme.accent : theme.line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

} // namespace broadcaster::stylepaint
