// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/logentry.h"

#include <QtCore/QAbstractTableModel>

#include <deque>

namespace broadcaster {

inline constexpr int MaxLogRows = 5000; ///< The oldest go first.

/// The log's last lines, in the order they came.
class LogModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, LevelColumn, CategoryColumn, TextColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole }; ///< The raw value of the column.

    using QAbstractTableModel::QAbstractTableModel;

    void append(const QList<broadcaster::LogEntry> &entries);
    void clear();
    [[nodiscard]] const LogEntry &entry(int row) const
    {
        return m_entries[static_cast<size_t>(row)];
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    void removeOldest(qsizetype count);

    std::deque<LogEntry> m_entries;
};

[[nodiscard]] QString levelText(LogLevel level);
/// As a line of a file: time, level, category, text.
[[nodiscard]] QString logLine(const LogEntry &entry);

} // namespace broadcaster
