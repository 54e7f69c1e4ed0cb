// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QPushButton>

namespace broadcaster {

/// A push button for an action that is in a menu or on a key as well: it follows the action.
class ActionButton final : public QPushButton {
    Q_OBJECT

public:
    /// Its name is that of the action, followed by `Button`.
    explicit ActionButton(QAction &action, QWidget *parent = nullptr);

private:
    void showAction();

    QAction &m_action;
};

} // namespace broadcaster
