// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace broadcaster {

/// Shows the type of a client as a badge in its colour, and a second badge where the model has a
/// mark for the row.
class BadgeDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// `typeRole` holds the ClientType as a number, `markRole` a text or nothing.
    BadgeDelegate(int typeRole, int markRole, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int m_typeRole;
    int m_markRole;
};

} // namespace broadcaster
