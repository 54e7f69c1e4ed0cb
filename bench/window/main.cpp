// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/windowcall.h"
#include "app/configuration.h"
#include "app/logoutput.h"
#include "app/window/remoterun.h"
#include "app/window/windowed.h"
#include "bench/window/gauge.h"
#include "server/net/descriptorlimit.h"

#include <QtWidgets/QApplication>

#include <cstdio>

/// The program with its window, as users run it, and a gauge beside it: see bench/README.md.
int main(int argc, char **argv)
{
    using namespace broadcaster;
    if (argc < 2) {
        std::fputs("usage: broadcaster-window STARTED_AT_NS [OPTION...]\n", stderr);
        return 1;
    }
    const qint64 startedAtNs = QByteArray(argv[1]).toLongLong();
    QStringList arguments { QString::fromLocal8Bit(argv[0]) };
    for (int i = 2; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (isWindowCall(argc, argv)) {
        const Result<CommandCall> call = parseWindowCall(arguments.sliced(1));
        if (!call) {
            printError(call.error().detail);
            return 1;
        }
        installLogOutput(StartOptions().logLevel);
        const QApplication application(argc, argv);
        bench::Gauge gauge;
        gauge.noteStart(startedAtNs);
        return runRemoteWindow(*call);
    }
    const Result<Invocation> invocation = readConfiguration(
        arguments, QProcessEnvironment::systemEnvironment());
    if (!invocation) {
        printError(invocation.error().detail);
        return 1;
    }
    installLogOutput(invocation->logLevel);
    raiseDescriptorLimit();
    const QApplication application(argc, argv);
    bench::Gauge gauge;
    gauge.noteStart(startedAtNs);
    return runWindowed(*invocation, std::make_shared<ProcessHealth>());
}
