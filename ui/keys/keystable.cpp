// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/keys/keystable.h"

#include "ui/theme/theme.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/columnwidths.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHeaderView>

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<int, KeysModel::ColumnCount> KeysWidths { 160, 124, 116, 100, 150, 150, 100,
    170 };

} // namespace

KeysTable::KeysTable(KeysModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    m_proxy.setSourceModel(&model);
    m_proxy.setSortRole(KeysModel::SortRole);
    m_proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    setObjectName(u"keyTable"_s);
    setModel(&m_proxy);
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
        return widthWithTitle(*this, column, KeysWidths[static_cast<size_t>(column)]);
    };
    m_columns = new ColumnLayout(*this,
        { KeysModel::ColumnCount, usualWidth,
            { { KeysModel::DescriptionColumn, 0.4 }, { KeysModel::ProjectColumn, 0.3 },
                { KeysModel::CreatedByColumn, 0.2 } },
            { KeysModel::CreatedByColumn, KeysModel::LastUsedColumn, KeysModel::ConnectionsColumn,
                KeysModel::DescriptionColumn },
            { KeysModel::ProjectColumn, KeysModel::DescriptionColumn, KeysModel::CreatedByColumn },
            {} });
}

std::optional<KeyRow> KeysTable::selected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return std::nullopt;
    return m_model.row(m_proxy.mapToSource(rows[0]).row());
}

void KeysTable::select(const ProjectId &project)
{
    const int row = m_model.indexOf(project);
    if (row >= 0)
        setCurrentIndex(m_proxy.mapFromSource(m_model.index(row, 0)));
}

void KeysTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (m_columns && (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange))
        m_columns->fit();
}

void KeysTable::setUpHeaders()
{
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(broadcaster::rowHeight());
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    setSortingEnabled(true);
    sortByColumn(KeysModel::CreatedColumn, Qt::DescendingOrder);
}

} // namespace broadcaster
