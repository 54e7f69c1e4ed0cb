// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/apikey.h"
#include "server/api/project.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QHash>
#include <QtCore/QSet>

namespace broadcaster {

/// One project that has an active key, requires one, or both.
struct KeyRow {
    ProjectId project;
    ApiKeyInfo key; ///< keyId 0: the project has none.
    bool isRequired = false;
    qint64 connections = 0; ///< Live connections that were opened with the key.

    [[nodiscard]] bool hasKey() const { return key.keyId != 0; }
    friend bool operator==(const KeyRow &, const KeyRow &) = default;
};

/// Makes the rows from a snapshot of the database and of the connected clients.
[[nodiscard]] QList<KeyRow> keyRows(const QList<ApiKeyInfo> &keys, const QSet<ProjectId> &required,
    const QList<ProjectInfo> &projects);

/// The projects and their keys, one per row: a project has at most one active key. A row keeps its
/// place while its project is listed, so that a new key replaces a revoked one.
class KeysModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        ProjectColumn,
        KeyColumn,
        RequiredColumn, ///< Can be checked: see requirementRequested().
        ConnectionsColumn,
        LastUsedColumn,
        CreatedColumn,
        CreatedByColumn,
        DescriptionColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< The raw value of the column.
    };

    using QAbstractTableModel::QAbstractTableModel;

    void merge(const QList<KeyRow> &rows);
    [[nodiscard]] const KeyRow &row(int index) const { return m_rows[index]; }
    /// -1: there is none.
    [[nodiscard]] int indexOf(const ProjectId &project) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// The box of a row was clicked. The row changes with the next snapshot.
    void requirementRequested(const broadcaster::ProjectId &project, bool isRequired);

private:
    [[nodiscard]] QString text(const KeyRow &row, int column) const;
    [[nodiscard]] QVariant raw(const KeyRow &row, int column) const;
    [[nodiscard]] QVariant colour(const KeyRow &row, int column) const;

    QList<KeyRow> m_rows;
};

} // namespace broadcaster
