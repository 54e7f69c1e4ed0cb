// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/suggestiondelegate.h"

#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace broadcaster {

namespace {

constexpr int Margin = 8;

} // namespace

void SuggestionDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const QString hint = index.data(HintRole).toString();
    const QRect room = option.rect.adjusted(Margin, 0, -Margin, 0);
    const QFontMetrics words(QApplication::font());
    // A value from a message may be long: it gets half of the line, the suggestion the rest.
    constexpr int Rounding = 2; // For widths that are not whole pixels.
    const int hintWidth = std::min(words.horizontalAdvance(hint) + Rounding, room.width() / 2);
    const int textWidth = room.width() - (hint.isEmpty() ? 0 : hintWidth + Margin);

    painter->save();
    painter->fillRect(option.rect, isChosen ? theme.selection : theme.surface);
    painter->setPen(theme.text);
    painter->setFont(option.font);
    painter->drawText(
        QStyle::alignedRect(option.direction, Qt::AlignLeft, { textWidth, room.height() }, room),
        Qt::AlignVCenter | Qt::AlignLeading,
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, textWidth));
    painter->setPen(theme.dim);
    painter->setFont(QApplication::font());
    painter->drawText(
        QStyle::alignedRect(option.direction, Qt::AlignRight, { hintWidth, room.height() }, room),
        Qt::AlignVCenter | Qt::AlignTrailing, words.elidedText(hint, Qt::ElideRight, hintWidth));
    painter->restore();
}

QSize SuggestionDelegate::sizeHint(
    const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return { QStyledItemDelegate::sizeHint(option, index).width(), rowHeight() };
}

} // namespace broadcaster
