// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/columnwidths.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QTableView>

#include <algorithm>

namespace broadcaster {

void setColumnWidths(QTableView &table, std::span<const int> widths)
{
    int column = 0;
    for (const int width : widths) {
        const int title = table.horizontalHeader()->sectionSizeHint(column);
        table.setColumnWidth(column++, std::max(width, title));
    }
}

int widthWithTitle(const QTableView &table, int column, int width)
{
    QHeaderView *header = table.horizontalHeader(); // It does not tell the width of a hidden one.
    header->ensurePolished();
    QStyleOptionHeader title;
    title.initFrom(header);
    title.text = table.model()->headerData(column, Qt::Horizontal).toString();
    if (table.isSortingEnabled())
        title.sortIndicator = QStyleOptionHeader::SortDown;
    const QSize needed = table.style()->sizeFromContents(
        QStyle::CT_HeaderSection, &title, {}, header);
    return std::max(width, needed.width());
}

} // namespace broadcaster
