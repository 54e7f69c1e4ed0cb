// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QStringList>

namespace broadcaster {

class ClientsModel;

/// Sorts the clients, and keeps only those in which all words are found: in the name, the id, the
/// type, the project, the address or the user agent, ignoring case.
class ClientsProxy final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ClientsProxy(ClientsModel &model, QObject *parent = nullptr);

    void setWords(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    ClientsModel &m_model;
    QStringList m_words;
};

} // namespace broadcaster
