// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QWidget>

namespace broadcaster {

/// A horizontal line, one pixel high.
class Hairline final : public QWidget {
    Q_OBJECT

public:
    explicit Hairline(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace broadcaster
