// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/windowed.h"

#include "app/announcement.h"
#include "app/configreload.h"
#include "app/exitcode.h"
#include "app/filewatch.h"
#include "app/localannouncement.h"
#include "app/logoutput.h"
#include "app/processsignals.h"
#include "app/window/otherwindow.h"
#include "app/window/quitrequests.h"
#include "app/window/settings.h"
#include "app/window/windowlanguage.h"
#include "app/window/windowsocket.h"
#include "server/base/logging.h"
#include "server/broker/broker.h"
#include "ui/link/linkactions.h"
#include "ui/prompts/dialogprompts.h"
#include "ui/server/logmodel.h"
#include "ui/window/consolewindow.h"
#include "ui/window/windowlink.h"

#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QProcessEnvironment>
#include <QtWidgets/QApplication>

#include <sysexits.h>

namespace broadcaster {

namespace {

/// Saves changes made in the window for the next start, except for a port that is for this run
/// only, and for what a configuration file says.
void keepConfiguration(Broker &broker, Settings &settings, FileWatch &files,
    const ConfigReload &reload, const BrokerConfig &started)
{
    auto known = std::make_shared<BrokerConfig>(started);
    QObject::connect(&reload, &ConfigReload::applying, &broker,
        [known](const BrokerConfig &config) { *known = config; });
    QObject::connect(
        &reload, &ConfigReload::applied, &broker, [&broker, &files](const Invocation &options) {
            files.watch(broker.config(), FileWatch::keyPathsOf(options));
        });
    broker.on<ConfigChanged>(&broker, [&broker, &settings, &files, known] {
        BrokerConfig lasting = broker.config();
        lasting.port = broker.now().usualPort.value_or(lasting.port);
        settings.saveBrokerOptions(changedOptions(*known, lasting));
        *known = lasting;
        files.watch(*known);
    });
}

/// In a process of its own, so that it stays when this window and its broker end.
void openRemoteWindow()
{
    QProcess process;
    process.setProgram(QCoreApplication::applicationFilePath());
    process.setArguments({ QStringLiteral("--connect-dialog") });
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("SUPERATOM_SERVICE_KEY")); // It is this broker's, no other's.
    process.setProcessEnvironment(environment);
    if (!process.startDetached())
        qCWarning(logBroker, "the window for another broker could not be started");
}

/// However the event loop ended, the broker stops in its own time, and within its bounds.
void stop(Broker &broker, const ProcessSignals &signals)
{
    QObject::connect(
        &signals, &ProcessSignals::stopRequested, &broker, [&broker] { broker.stop(); });
    broker.stop();
    while (broker.now().state != BrokerState::Stopped)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

} // namespace

int runWindowed(Invocation invocation, const HealthPointer &health)
{
    const QString file = invocation.openFile.isEmpty()
        ? QString()
        : QFileInfo(invocation.openFile).absoluteFilePath();
    if (!file.isEmpty() && isShownByOther(invocation.config.database, file))
        return EX_OK;
    Settings settings;
    WindowLanguage language(settings.ui().language);
    LocalBrokerFile localFile;
    Broker broker(health);
    announceLocally(broker, localFile);
    FileWatch files(health, FileWatch::keyPathsOf(invocation));
    DialogPrompts prompts;
    LogModel log;
    setLogListener(&broker, [&broker](const LogEntry &entry) { broker.tellLog(entry); });
    broker.on<LogWritten>(&log, [&log](const LogWritten &event) { log.append(event.entries); });
    ConsoleWindow console(broker, prompts, log, settings.ui());
    language.offer(console);
    const ProcessSignals signals;
    const QuitRequests quitRequests;
    WindowSocket socket;
    connectOtherWindows(broker, console, socket);
    ConfigReload reload(broker, invocation);
    keepConfiguration(broker, settings, files, reload, invocation.config);
    console.forEachWindow([&settings](MainWindow &window) {
        QObject::connect(&window, &MainWindow::settingsChanged, &window,
            [&] { settings.setUi(window.settings()); });
        QObject::connect(&window.link().actions().connectTo(), &QAction::triggered, &window,
            [] { openRemoteWindow(); });
        QObject::connect(&window, &MainWindow::closed, &window, [] { QApplication::quit(); });
    });
    broker.on<StateChanged>(&broker, [](const StateChanged &event) {
        if (event.state == BrokerState::Listening)
            announce(event.urls);
    });
    broker.on<StartFailed>(&broker, [](const StartFailed &event) {
        qCCritical(logBroker, "%s", qUtf8Printable(event.error.detail));
    });
    QApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(
        &signals, &ProcessSignals::stopRequested, &broker, [] { QApplication::quit(); });

    QObject::connect(
        &signals, &ProcessSignals::reloadRequested, &broker, [&reload] { reload.reload(); });
    QObject::connect(&files, &FileWatch::certificateChanged, &broker,
        [&broker] { broker.ask(ReloadCertificate()); });

    console.window().show();
    if (!file.isEmpty())
        console.window().openFile(file);
    files.watch(invocation.config);
    broker.start(invocation.config);
    QApplication::exec();
    settings.setUi(console.window().settings());
    console.window().hide();
    stop(broker, signals);
    return endOf(broker, EX_OK);
}

} // namespace broadcaster
