// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QSortFilterProxyModel>

namespace broadcaster {

class ConversationsModel;

/// Sorts the lines by any column.
class ConversationsProxy final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ConversationsProxy(ConversationsModel &model, QObject *parent = nullptr);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    ConversationsModel &m_model;
};

} // namespace broadcaster
