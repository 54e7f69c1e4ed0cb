// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/windowed.h"

#include "app/exitcode.h"
#include "app/shutdownsignals.h"
#include "server/broker.h"
#include "ui/mainwindow.h"

#include <QtWidgets/QApplication>

#include <sysexits.h>

namespace broadcaster {

int runWindowed(const BrokerConfig &config)
{
    QApplication::setStyle(QStringLiteral("Fusion"));
    Broker broker;
    MainWindow window(broker, broker);
    ShutdownSignals signals;

    QApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(&window, &MainWindow::closed, &broker, [] { QApplication::quit(); });
    QObject::connect(&signals, &ShutdownSignals::requested, &broker, [] { QApplication::quit(); });

    window.show();
    broker.start(config);
    QApplication::exec();
    // However the loop ended, the broker ends in its own time, and within its bounds.
    broker.stop();
    while (broker.state() != BrokerMonitor::State::Stopped)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return endOf(broker, EX_OK);
}

} // namespace broadcaster
