// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commandline.h"
#include "app/exitcode.h"
#include "app/headless.h"
#include "app/logoutput.h"
#include "app/windowed.h"
#include "server/net/descriptorlimit.h"

#include <QtWidgets/QApplication>

#include <sysexits.h>

#include <cstdio>

using namespace broadcaster;

namespace {

int fail(const Error &error)
{
    printError(error.detail);
    return exitCodeFor(error.code);
}

} // namespace

int main(int argc, char **argv)
{
    Result<Invocation> invocation = parseCommandLine(argc, argv);
    if (!invocation)
        return fail(invocation.error());
    if (invocation->mode == Invocation::Mode::Help)
        return std::fputs(qUtf8Printable(helpText()), stdout) < 0 ? EX_IOERR : EX_OK;
    if (invocation->mode == Invocation::Mode::Version)
        return std::puts("broadcaster " BROADCASTER_VERSION) < 0 ? EX_IOERR : EX_OK;
    installLogOutput(invocation->logLevel, invocation->logFormat);
    warnOfUnknownVariables(*invocation);
    if (const Result<void> read = readServiceKey(*invocation); !read)
        return fail(read.error());

    raiseDescriptorLimit();
    if (invocation->mode == Invocation::Mode::Server) {
        // Nothing here needs GLib, whose event loop wakes itself by a system call for each event.
        qputenv("QT_NO_GLIB", "1");
        const QCoreApplication application(argc, argv);
        return runHeadless(invocation->config);
    }
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        printError(QStringLiteral("there is no display for the window; run broadcaster --server"));
        return EX_UNAVAILABLE;
    }
    const QApplication application(argc, argv);
    return runWindowed(*std::move(invocation));
}
