// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/columnwidths.h"

#include <QtWidgets/QHeaderView>
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

} // namespace broadcaster
