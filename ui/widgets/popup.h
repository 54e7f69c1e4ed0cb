// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QDialog>

namespace broadcaster {

/// A window over the others that closes by a click elsewhere, with the frame of a menu.
class PopUp : public QDialog {
    Q_OBJECT

public:
    explicit PopUp(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// Shows the pop-up above the button, within the screen, and gives it the keys.
void openAbove(QDialog &popUp, const QWidget &button);

} // namespace broadcaster
