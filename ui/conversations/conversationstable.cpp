// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/conversationstable.h"

#include "ui/conversations/conversationsmodel.h"
#include "ui/conversations/conversationsproxy.h"
#include "ui/theme/theme.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/columnwidths.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHeaderView>

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<int, ConversationsModel::ColumnCount> LineWidths { 110, 130, 150, 72, 80, 80,
    80, 64, 116 };

} // namespace

ConversationsTable::ConversationsTable(ConversationsProxy &proxy, QWidget *parent)
    : QTableView(parent)
{
    setObjectName(u"conversationTable"_s);
    setAccessibleName(tr("Requests by type and answering client"));
    setModel(&proxy);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setUpHeaders();
    const auto usualWidth = [this](int column) {
        return widthWithTitle(*this, column, LineWidths[static_cast<size_t>(column)]);
    };
    m_columns = new ColumnLayout(*this,
        { ConversationsModel::ColumnCount, usualWidth,
            { { ConversationsModel::TypeColumn, 0.3 }, { ConversationsModel::AnswererColumn, 0.3 },
                { ConversationsModel::ProjectColumn, 0.3 } },
            { ConversationsModel::P99Column, ConversationsModel::P50Column,
                ConversationsModel::ProjectColumn, ConversationsModel::RepliesColumn },
            { ConversationsModel::TypeColumn, ConversationsModel::AnswererColumn,
                ConversationsModel::ProjectColumn, ConversationsModel::TypeColumn },
            {} });
}

void ConversationsTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (m_columns && (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange))
        m_columns->fit();
}

void ConversationsTable::setUpHeaders()
{
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(broadcaster::rowHeight());
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    setSortingEnabled(true);
    sortByColumn(ConversationsModel::P95Column, Qt::DescendingOrder);
}

} // namespace broadcaster
