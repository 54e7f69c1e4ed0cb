// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/clients/clientsmodel.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QStringList>

namespace broadcaster {

/// Sorts the clients, equal ones by the time they connected, and keeps only those in which all
/// words are found: in the name, the id, the type, the project, the address or the user agent,
/// ignoring case.
class ClientsProxy final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ClientsProxy(ClientsModel &model, QObject *parent = nullptr);

    void setWords(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    /// Negative: `left` comes first. 0: they are equal in this column.
    [[nodiscard]] int compared(
        const ClientsModel::Row &left, const ClientsModel::Row &right, int column) const;

    ClientsModel &m_model;
    QStringList m_words;
};

} // namespace broadcaster
