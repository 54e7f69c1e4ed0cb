// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/windowed.h"

#include "app/shutdownsignals.h"
#include "server/broker.h"
#include "ui/mainwindow.h"

#include <QtWidgets/QApplication>

#include <sysexits.h>

namespace broadcaster {

int runWindowed(const BrokerConfig &config)
{
    Broker broker;
    MainWindow window(broker, broker);
    ShutdownSignals signals;

    QApplication::setQuitOnLastWindowClosed(false);
    const auto stopAndQuit = [&broker] {
        if (broker.state() == BrokerMonitor::State::Stopped) {
            QApplication::quit();
            return;
        }
        QObject::connect(&broker, &BrokerMonitor::stateChanged, &broker, [&broker] {
            if (broker.state() == BrokerMonitor::State::Stopped)
                QApplication::quit();
        });
        broker.stop();
    };
    QObject::connect(&window, &MainWindow::closed, &broker, stopAndQuit);
    QObject::connect(&signals, &ShutdownSignals::requested, &broker, stopAndQuit);

    window.show();
    broker.start(config);
    QApplication::exec();
    return EX_OK;
}

} // namespace broadcaster
