// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/clustertable.h"

#include "ui/cluster/clustermodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/columnwidths.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStyle>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<int, ClusterModel::ColumnCount> BrokerWidths { 180, 78, 76, 76, 76, 96, 90, 90,
    90, 70, 86, 90 };
constexpr int FewestRows = 2;
constexpr int MostRows = 10; ///< With more brokers the table scrolls.

} // namespace

ClusterTable::ClusterTable(ClusterModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setObjectName(u"clusterTable"_s);
    setAccessibleName(tr("Brokers of the cluster"));
    setModel(&model);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *copy = new QAction(themedIcon("copy"), tr("Copy id"), this);
    copy->setObjectName(u"copyBrokerId"_s);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ClusterTable::copyIds);
    addAction(copy);
    setUpHeaders();
    m_columns = new ColumnLayout(*this,
        { ClusterModel::ColumnCount, [this](int column) { return usualWidth(column); },
            { { ClusterModel::NameColumn, 0.3 } },
            { ClusterModel::IdColumn, ClusterModel::TakenColumn, ClusterModel::VersionColumn,
                ClusterModel::UnderWayColumn, ClusterModel::WaitingColumn,
                ClusterModel::ProjectsColumn },
            { ClusterModel::NameColumn }, {} });
    for (const auto signal :
        { &QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved })
        connect(&model, signal, this, &ClusterTable::fitHeight);
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, &ClusterTable::fitHeight);
    fitHeight();
}

void ClusterTable::setUpHeaders()
{
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(broadcaster::rowHeight());
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
}

int ClusterTable::usualWidth(int column) const
{
    return widthWithTitle(*this, column, BrokerWidths[static_cast<size_t>(column)]);
}

void ClusterTable::fitHeight()
{
    const int rows = std::clamp(m_model.rowCount(), FewestRows, MostRows);
    const bool hasBar = horizontalScrollBar()->maximum() > 0;
    const int bar = hasBar ? style()->pixelMetric(QStyle::PM_ScrollBarExtent) : 0;
    setFixedHeight(horizontalHeader()->sizeHint().height()
        + rows * verticalHeader()->defaultSectionSize() + bar);
}

void ClusterTable::copyIds()
{
    QStringList ids;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        ids.append(m_model.broker(index.row()).id);
    if (!ids.isEmpty())
        QGuiApplication::clipboard()->setText(ids.join(u'\n'));
}

void ClusterTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (m_columns
        && (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)) {
        verticalHeader()->setDefaultSectionSize(broadcaster::rowHeight());
        m_columns->fit();
        fitHeight();
    }
}

} // namespace broadcaster
