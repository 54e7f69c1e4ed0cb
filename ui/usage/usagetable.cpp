// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/usagetable.h"

#include "ui/theme/theme.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>

namespace broadcaster {

QTableView *usageTable(QAbstractItemModel &model, QWidget *parent)
{
    constexpr int ColumnCharacters = 15;
    auto *table = new QTableView(parent);
    table->setModel(&model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(rowHeight());
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setMinimumSectionSize(table->fontMetrics().averageCharWidth() * ColumnCharacters);
    return table;
}

} // namespace broadcaster
