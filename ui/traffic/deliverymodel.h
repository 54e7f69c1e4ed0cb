// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/messagedelivery.h"
#include "ui/base/clienttext.h"

#include <QtCore/QAbstractListModel>

namespace broadcaster {

/// One line per client that was in the room: first the receivers of the message, and among these
/// the ones that have not got it. The state of a line changes in place.
class DeliveryModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        LineRole = Qt::UserRole, ///< The row's number in lines().
        ClientRole, ///< The client's id, QString.
    };
    using QAbstractListModel::QAbstractListModel;

    /// The names of the clients; they outlive the model. Null: ids are shown.
    void setNames(ClientNames *names);

    struct Line {
        DeliveryLine client;
        DeliveryState state = DeliveryState::Sent;
    };

    void setLines(const ProjectId &project, const QList<DeliveryLine> &lines,
        const MessageDelivery &delivery);
    void setDelivery(const MessageDelivery &delivery);
    [[nodiscard]] const QList<Line> &lines() const { return m_lines; }
    /// Clients of other brokers that the message is for.
    [[nodiscard]] int passedOn() const;
    [[nodiscard]] ClientLabel label(const Line &line) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    ClientNames *m_names = nullptr;
    ProjectId m_project;
    QList<Line> m_lines;
};

} // namespace broadcaster
