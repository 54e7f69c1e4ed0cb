// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QHeaderView>

namespace broadcaster {

/// The names of the columns, exactly above their texts, with a hairline below. Columns can be
/// moved, resized, and hidden by its context menu.
class TrafficHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit TrafficHeader(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// The user wants the column shown or hidden.
    void columnWanted(int column, bool shown);
    /// The user wants the first order, widths and columns back.
    void resetWanted();

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
};

} // namespace broadcaster
