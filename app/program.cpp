// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/program.h"

#include "app/commands/commands.h"
#include "app/exitcode.h"
#include "app/headless.h"
#include "app/logoutput.h"
#include "app/optionhelp.h"
#include "app/standarddescriptors.h"
#include "server/net/descriptorlimit.h"

#include <QtCore/QCoreApplication>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

int fail(const Error &error)
{
    printError(error.detail);
    return exitCodeFor(error.code);
}

Result<Invocation> readCommandLine(int argc, char **argv, bool hasWindow)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (!hasWindow)
        arguments.insert(1, u"--server"_s);
    return parseCommandLine(arguments, QProcessEnvironment::systemEnvironment());
}

int serve(Invocation &invocation, const HealthPointer &health, int &argc, char **argv,
    RunWithWindow runWithWindow)
{
    warnOfUnknownVariables(invocation);
    if (const Result<void> read = readKeys(invocation); !read)
        return fail(read.error());
    raiseDescriptorLimit();
    if (invocation.mode == Invocation::Mode::Window)
        return runWithWindow(std::move(invocation), health, argc, argv);
    // The program does not need GLib, whose event loop wakes itself by a system call for each
    // event.
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    return runHeadless(invocation, health);
}

} // namespace

int runProgram(int argc, char **argv, RunWithWindow runWithWindow)
{
    const auto health = std::make_shared<ProcessHealth>();
    openStandardDescriptors(*health);
    if (isCommand(argc, argv))
        return runCommand(argc, argv);
    Result<Invocation> invocation = readCommandLine(argc, argv, runWithWindow != nullptr);
    if (!invocation)
        return fail(invocation.error());
    if (invocation->printsHelp || invocation->printsVersion)
        return printInformation(*invocation);
    installLogOutput(invocation->logLevel, invocation->logFormat, health);
    const int exitCode = serve(*invocation, health, argc, argv, runWithWindow);
    closeLog();
    return exitCode;
}

} // namespace broadcaster
