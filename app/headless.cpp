// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/headless.h"

#include "app/announcement.h"
#include "app/configreload.h"
#include "app/exitcode.h"
#include "app/filewatch.h"
#include "app/localannouncement.h"
#include "app/logoutput.h"
#include "app/processsignals.h"
#include "app/servicenotifier.h"
#include "server/base/logging.h"
#include "server/broker/broker.h"

#include <QtCore/QCoreApplication>

#include <sysexits.h>

namespace broadcaster {

int runHeadless(const Invocation &invocation, const HealthPointer &health)
{
    LocalBrokerFile localFile;
    Broker broker(health);
    announceLocally(broker, localFile);
    setLogListener(&broker, [&broker](const LogEntry &entry) { broker.tellLog(entry); });
    const ProcessSignals signals;
    FileWatch files(health, FileWatch::keyPathsOf(invocation));
    ServiceNotifier notifier(ServiceEnvironment::ofProcess(),
        [&](std::function<void()> answered) { broker.ping(std::move(answered)); });
    ConfigReload reload(broker, invocation);
    int exitCode = EX_OK;

    broker.on<StateChanged>(&broker, [&](const StateChanged &event) {
        if (event.state == BrokerState::Listening) {
            announce(event.urls);
            notifier.tellReady(event.urls.join(u' ').toUtf8());
        } else if (event.state == BrokerState::Stopping) {
            notifier.tellStopping();
        } else if (event.state == BrokerState::Stopped) {
            // Queued after StartFailed, which comes later and may set the code. A restart for a new
            // configuration has begun by then.
            QMetaObject::invokeMethod(
                qApp,
                [&broker] {
                    if (broker.now().state == BrokerState::Stopped)
                        QCoreApplication::quit();
                },
                Qt::QueuedConnection);
        }
    });
    broker.on<StartFailed>(&broker, [&](const StartFailed &event) {
        printError(event.error.detail);
        exitCode = exitCodeFor(event.error.code);
    });
    QObject::connect(&signals, &ProcessSignals::stopRequested, &broker, [&] {
        qCInfo(logBroker, "stopping");
        broker.stop(); // A second call ends the draining.
    });
    QObject::connect(
        &signals, &ProcessSignals::reloadRequested, &broker, [&reload] { reload.reload(); });
    QObject::connect(&reload, &ConfigReload::applied, &broker, [&](const Invocation &options) {
        files.watch(broker.config(), FileWatch::keyPathsOf(options));
    });
    broker.on<ConfigChanged>(&broker, [&] { files.watch(broker.config()); });
    QObject::connect(&files, &FileWatch::certificateChanged, &broker,
        [&broker] { broker.ask(ReloadCertificate()); });

    files.watch(invocation.config);
    broker.start(invocation.config);
    QCoreApplication::exec();
    return endOf(broker, exitCode);
}

} // namespace broadcaster
