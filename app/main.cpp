// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commandline.h"
#include "app/display.h"
#include "app/exitcode.h"
#include "app/headless.h"
#include "app/logoutput.h"
#include "app/standarddescriptors.h"
#include "app/windowed.h"
#include "server/net/descriptorlimit.h"

#include <sysexits.h>

#include <cstdio>

using namespace broadcaster;

namespace {

int fail(const Error &error)
{
    printError(error.detail);
    return exitCodeFor(error.code);
}

/// Runs the broker, with or without its window.
int serve(Invocation &invocation, const HealthPointer &health, int &argc, char **argv)
{
    warnOfUnknownVariables(invocation);
    if (const Result<void> read = readServiceKey(invocation); !read)
        return fail(read.error());
    raiseDescriptorLimit();
    if (invocation.mode == Invocation::Mode::Window) {
        const auto application = openDisplay(argc, argv);
        return runWindowed(std::move(invocation), health);
    }
    // Nothing here needs GLib, whose event loop wakes itself by a system call for each event.
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    return runHeadless(invocation, health);
}

} // namespace

int main(int argc, char **argv)
{
    const auto health = std::make_shared<ProcessHealth>();
    openStandardDescriptors(*health);
    Result<Invocation> invocation = parseCommandLine(argc, argv);
    if (!invocation)
        return fail(invocation.error());
    if (invocation->mode == Invocation::Mode::Help)
        return std::fputs(qUtf8Printable(helpText()), stdout) < 0 ? EX_IOERR : EX_OK;
    if (invocation->mode == Invocation::Mode::Version)
        return std::puts("broadcaster " BROADCASTER_VERSION) < 0 ? EX_IOERR : EX_OK;
    installLogOutput(invocation->logLevel, invocation->logFormat, health);
    const int exitCode = serve(*invocation, health, argc, argv);
    closeLog();
    return exitCode;
}
