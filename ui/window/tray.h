// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <QtCore/QObject>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSystemTrayIcon>

class QAction;
class QWidget;

namespace broadcaster {

/// The icon in the desktop's tray: shows the broker's state, and brings the hidden window back.
/// Shows a message only when the broker fails.
class Tray final : public QObject {
    Q_OBJECT

public:
    /// The window outlives the tray.
    Tray(Console &console, QWidget &window);

    [[nodiscard]] QMenu &menu() { return m_menu; }
    void showWindow();

Q_SIGNALS:
    void quitRequested();

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void toggleWindow();
    void toggleBroker();
    void showState();
    void showFailure(const Error &error);

    Console &m_console;
    QWidget &m_window;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QAction *m_toggleWindow;
    QAction *m_toggleBroker;
};

} // namespace broadcaster
