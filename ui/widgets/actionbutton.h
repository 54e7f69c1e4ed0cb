// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QPushButton>

namespace broadcaster {

/// A push button for an action that is in a menu or on a key as well: it looks as the action says.
class ActionButton final : public QPushButton {
    Q_OBJECT

public:
    /// Is called like the action, with `Button` behind.
    explicit ActionButton(QAction &action, QWidget *parent = nullptr);

private:
    void showAction();

    QAction &m_action;
};

} // namespace broadcaster
