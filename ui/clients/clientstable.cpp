// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/clients/clientstable.h"

#include "ui/clients/clientdelegate.h"
#include "ui/clients/clientsmodel.h"
#include "ui/clients/clientsproxy.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badgedelegate.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/columnwidths.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHeaderView>

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<int, ClientsModel::ColumnCount> ClientsWidths { 140, 112, 110, 150, 96, 108,
    72, 96, 96, 80, 80, 80, 190, 160, 120 };

} // namespace

ClientsTable::ClientsTable(ClientsProxy &proxy, QWidget *parent)
    : QTableView(parent)
{
    setObjectName(u"clientTable"_s);
    setAccessibleName(tr("Connected clients"));
    setModel(&proxy);
    setItemDelegateForColumn(ClientsModel::TypeColumn,
        new BadgeDelegate(ClientsModel::TypeRole, ClientsModel::MarkRole, this));
    setItemDelegateForColumn(ClientsModel::IdColumn, new ClientDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setUpHeaders();
    m_columns = new ColumnLayout(*this,
        { ClientsModel::ColumnCount, [this](int column) { return usualWidth(column); },
            { { ClientsModel::UserAgentColumn, 0.2 }, { ClientsModel::ProjectColumn, 0.25 },
                { ClientsModel::IdColumn, 0.2 }, { ClientsModel::LastMessageColumn, 0.2 },
                { ClientsModel::SinceColumn, 0.2 }, { ClientsModel::TypeColumn, 0.1 } },
            { ClientsModel::BytesInColumn, ClientsModel::BytesOutColumn,
                ClientsModel::UserAgentColumn, ClientsModel::MessagesOutColumn,
                ClientsModel::MessagesInColumn, ClientsModel::WaitingColumn },
            { ClientsModel::UserAgentColumn, ClientsModel::IdColumn, ClientsModel::ProjectColumn },
            { ClientsModel::AddressColumn, ClientsModel::OriginColumn } });
    m_columns->setUseful(ClientsModel::BrokerColumn, false); // Until the broker is in a cluster.
}

int ClientsTable::usualWidth(int column) const
{
    return widthWithTitle(*this, column, ClientsWidths[static_cast<size_t>(column)]);
}

void ClientsTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (m_columns && (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange))
        m_columns->fit();
}

void ClientsTable::setUpHeaders()
{
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(broadcaster::rowHeight());
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    setSortingEnabled(true);
    sortByColumn(ClientsModel::SinceColumn, Qt::AscendingOrder);
}

} // namespace broadcaster
