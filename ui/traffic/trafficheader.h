// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QHeaderView>

namespace broadcaster {

/// The names of the columns, exactly above their texts, with a hairline below.
class TrafficHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit TrafficHeader(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace broadcaster
