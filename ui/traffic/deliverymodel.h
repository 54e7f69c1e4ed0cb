// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <QtCore/QAbstractListModel>

namespace broadcaster {

/// One line per client that was in the room: those that got the message first.
class DeliveryModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        LineRole = Qt::UserRole, ///< The row's number in lines().
        ClientRole, ///< The client's id, QString.
    };
    using QAbstractListModel::QAbstractListModel;

    void setLines(QList<DeliveryLine> lines);
    [[nodiscard]] const QList<DeliveryLine> &lines() const { return m_lines; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<DeliveryLine> m_lines;
};

} // namespace broadcaster
