// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokercontrol.h"
#include "server/api/brokermonitor.h"

#include <QtCore/QTimer>
#include <QtWidgets/QMainWindow>

class QLabel;
class QStackedWidget;
class QTreeWidget;

namespace broadcaster {

/// Where the broker listens, and who is connected to which project.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(BrokerMonitor &monitor, BrokerControl &control, QWidget *parent = nullptr);

Q_SIGNALS:
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void showState();
    void showError(const Error &error);
    void refresh();
    void showProjects(QList<ProjectInfo> projects);
    void disconnectSelected();

    BrokerMonitor &m_monitor;
    BrokerControl &m_control;
    QLabel *m_status;
    QLabel *m_hint;
    QTreeWidget *m_tree;
    QStackedWidget *m_stack;
    QAction *m_disconnect;
    QTimer m_refresh;
    QList<ProjectInfo> m_shown;
};

} // namespace broadcaster
