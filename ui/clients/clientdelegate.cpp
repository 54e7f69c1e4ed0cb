// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/clients/clientdelegate.h"

#include "ui/clients/clientsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/clientmark.h"

#include <QtWidgets/QApplication>

namespace broadcaster {

namespace {

constexpr int ClientSide = 8;

} // namespace

void ClientDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int colour = index.data(ClientsModel::ColourRole).toInt();
    if (colour < 0) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const ClientLabel label { cell.text, colour,
        static_cast<ClientType>(index.data(ClientsModel::TypeRole).toInt()) };
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    paintClient(*painter, cell.rect.adjusted(ClientSide, 0, -ClientSide, 0), cell.font, label,
        Theme::of(cell.palette));
}

} // namespace broadcaster
