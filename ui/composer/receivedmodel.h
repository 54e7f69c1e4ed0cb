// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QByteArray>

#include <deque>
#include <vector>

namespace broadcaster {

/// A text that a console client received.
struct ReceivedMessage {
    qint64 timeMs = 0; ///< Milliseconds since the Unix epoch.
    QByteArray text;
};

/// The last messages that console clients received, newest at the bottom.
class ReceivedModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { TimeColumn, TypeColumn, SizeColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole, MessageRole };

    static constexpr size_t MaxCount = 200;
    static constexpr qsizetype MaxBytes = 32 * 1024 * 1024;

    using QAbstractTableModel::QAbstractTableModel;

    void append(std::vector<ReceivedMessage> messages);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        ReceivedMessage message;
        QString type;
    };
    std::deque<Row> m_rows;
    qsizetype m_bytes = 0;
};

} // namespace broadcaster
