// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"

#include <QtCore/QAbstractTableModel>

namespace broadcaster {

/// The counts of a project; of all projects, those that are gone included, if it is null. Nothing
/// of a project that is not live.
[[nodiscard]] ProjectSummary countsOf(const BrokerOverview &overview, const ProjectId &project);
/// Messages that somebody did not get.
[[nodiscard]] qint64 undeliveredOf(const ProjectSummary &counts);

/// The broker's counts as a table: all projects together and each live project by name, or one
/// project only.
class CountsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        ProjectColumn,
        MessagesColumn,
        BytesColumn,
        UndeliveredColumn,
        RejectedColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< The raw value of the column.
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// A null project: all.
    void setCounts(const BrokerOverview &overview, const ProjectId &project);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    void setRows(const QList<ProjectSummary> &rows);
    [[nodiscard]] static QString text(const ProjectSummary &row, int column);
    [[nodiscard]] static QVariant value(const ProjectSummary &row, int column);

    QList<ProjectSummary> m_rows; ///< A null id: all projects together.
};

} // namespace broadcaster
