// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/badgedelegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

namespace broadcaster {

namespace {

constexpr int BadgeSide = 6;
constexpr int BadgeGap = 4;

} // namespace

BadgeDelegate::BadgeDelegate(int typeRole, int markRole, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_typeRole(typeRole)
    , m_markRole(markRole)
{
}

void BadgeDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const Theme &theme = Theme::of(cell.palette);
    const QColor ground = (cell.state & QStyle::State_Selected) != 0 ? theme.selection
                                                                     : theme.surface;
    QRect free = cell.rect.adjusted(BadgeSide, 0, -BadgeSide, 0);
    const auto type = static_cast<ClientType>(index.data(m_typeRole).toInt());
    const QRect badge = paintBadge(*painter, free, cell.font, text, theme.role(type), ground);
    const QString mark = index.data(m_markRole).toString();
    if (mark.isEmpty())
        return;
    free.setLeft(badge.right() + 1 + BadgeGap);
    paintBadge(*painter, free, cell.font, mark, theme.accent, ground);
}

QSize BadgeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    int width = 2 * BadgeSide + badgeWidth(option.font, index.data().toString());
    if (const QString mark = index.data(m_markRole).toString(); !mark.isEmpty())
        width += BadgeGap + badgeWidth(option.font, mark);
    size.setWidth(width);
    return size;
}

} // namespace broadcaster
