// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/remoterun.h"

#include "app/commands/commandtarget.h"
#include "app/exitcode.h"
#include "app/logoutput.h"
#include "app/processsignals.h"
#include "app/window/quitrequests.h"
#include "app/window/remotewindow.h"
#include "app/window/windowlanguage.h"
#include "ui/prompts/dialogprompts.h"

#include <QtWidgets/QApplication>

#include <sysexits.h>

namespace broadcaster {

int runRemoteWindow(const CommandCall &call)
{
    const Result<RemoteConsole::Target> target = givenTarget(call);
    if (!target) {
        printError(target.error().detail);
        return exitCodeFor(target.error().code);
    }
    Settings settings(Settings::remotePath());
    WindowLanguage language(settings.ui().language);
    DialogPrompts prompts;
    const ProcessSignals signals;
    const QuitRequests quitRequests;
    RemoteWindow window(settings, language, prompts, *target);
    QApplication::setQuitOnLastWindowClosed(false);
    QObject::connect(&window, &RemoteWindow::closed, &window, [] { QApplication::quit(); });
    QObject::connect(
        &signals, &ProcessSignals::stopRequested, &window, [] { QApplication::quit(); });
    window.open();
    QApplication::exec();
    window.save();
    return EX_OK;
}

} // namespace broadcaster
