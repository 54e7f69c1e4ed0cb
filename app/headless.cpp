// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/headless.h"

#include "app/exitcode.h"
#include "app/logoutput.h"
#include "app/processsignals.h"
#include "app/servicenotifier.h"
#include "server/broker.h"
#include "server/logging.h"

#include <QtCore/QCoreApplication>

#include <sysexits.h>

#include <cstdio>

namespace broadcaster {

int runHeadless(const BrokerConfig &config)
{
    Broker broker;
    ProcessSignals signals;
    ServiceNotifier notifier(ServiceEnvironment::ofProcess(),
        [&](std::function<void()> answered) { broker.ping(std::move(answered)); });
    int exitCode = EX_OK;

    QObject::connect(&broker, &BrokerMonitor::stateChanged, &broker, [&] {
        if (broker.state() == BrokerMonitor::State::Listening) {
            for (const QString &url : broker.urls())
                std::printf("listening on %s\n", qUtf8Printable(url));
            std::fflush(stdout);
            notifier.tellReady(broker.urls().join(u' ').toUtf8());
        } else if (broker.state() == BrokerMonitor::State::Stopping) {
            notifier.tellStopping();
        } else if (broker.state() == BrokerMonitor::State::Stopped) {
            // Behind failed(), which comes after this and may set the code.
            QMetaObject::invokeMethod(
                qApp, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
        }
    });
    QObject::connect(&broker, &BrokerMonitor::failed, &broker, [&](const Error &error) {
        printError(error.detail);
        exitCode = exitCodeFor(error.code);
    });
    QObject::connect(&signals, &ProcessSignals::stopRequested, &broker, [&] {
        qCInfo(logBroker, "stopping");
        const bool drains = broker.state() == BrokerMonitor::State::Listening
            && config.drainTime > config.drainTime.zero();
        if (drains)
            signals.listenAgain(); // The second one ends the draining, the third the process.
        broker.stop();
    });

    QObject::connect(&signals, &ProcessSignals::reloadRequested, &broker,
        [&broker] { broker.reloadCertificate(); });

    broker.start(config);
    QCoreApplication::exec();
    return endOf(broker, exitCode);
}

} // namespace broadcaster
