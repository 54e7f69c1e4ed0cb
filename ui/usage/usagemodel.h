// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/usage.h"

#include <QtCore/QAbstractTableModel>

namespace broadcaster {

/// The days of the bar chart as a table, newest first.
class UsageModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { DateColumn, WeekdayColumn, MessagesColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< The raw value of the column.
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Oldest first, without gaps, the last of them today: as from filledDays().
    void setDays(const QList<DailyUsage> &days);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;
    void removeOlderThan(const QDate &first);
    void insertNewer(const QList<DailyUsage> &days);

    QList<DailyUsage> m_days; ///< Newest first.
};

} // namespace broadcaster
