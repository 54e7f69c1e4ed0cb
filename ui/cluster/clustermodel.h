// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"

#include <QtCore/QAbstractTableModel>

namespace broadcaster {

/// The brokers of a cluster, one per row: the broker that the window shows is the first, the others
/// follow by name. Fed by snapshots.
class ClusterModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        IdColumn,
        VersionColumn,
        ClientsColumn,
        ProjectsColumn,
        HeardColumn,
        OfferedColumn,
        DeliveredColumn,
        UnderWayColumn,
        LostColumn,
        WaitingColumn,
        TakenColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows of brokers that stay are kept, and with them the selection.
    void setBrokers(QList<ClusterBroker> brokers);
    [[nodiscard]] const ClusterBroker &broker(int row) const { return m_rows[row]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    void updateRows(const QList<ClusterBroker> &brokers);
    [[nodiscard]] static QString text(const ClusterBroker &broker, int column);
    [[nodiscard]] static QString toolTip(const ClusterBroker &broker, int column);
    [[nodiscard]] static QVariant colour(const ClusterBroker &broker, int column);
    [[nodiscard]] static QVariant font(const ClusterBroker &broker, int column);

    QList<ClusterBroker> m_rows;
};

} // namespace broadcaster
