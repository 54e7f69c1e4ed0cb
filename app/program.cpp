// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/program.h"

#include "app/commands/commands.h"
#include "app/commands/windowcall.h"
#include "app/exitcode.h"
#include "app/headless.h"
#include "app/logoutput.h"
#include "app/optionhelp.h"
#include "app/standarddescriptors.h"
#include "server/net/descriptorlimit.h"

#include <QtCore/QCoreApplication>

#include <sysexits.h>

#include <cstdio>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

int fail(const Error &error)
{
    printError(error.detail);
    return exitCodeFor(error.code);
}

QStringList textsOf(int argc, char **argv)
{
    QStringList texts;
    for (int i = 0; i < argc; ++i)
        texts.append(QString::fromLocal8Bit(argv[i]));
    return texts;
}

int showRemote(int argc, char **argv, const WindowRuns *windows, const HealthPointer &health)
{
    const Result<CommandCall> call = parseWindowCall(textsOf(argc, argv).sliced(1));
    if (!call)
        return fail(call.error());
    if (call->has("help")) {
        std::fputs(qUtf8Printable(commandHelp(windowCallInfo())), stdout);
        return EX_OK;
    }
    if (!windows)
        return fail({ ErrorCode::InvalidArgument,
            u"this program has no window: run broadcaster, not broadcaster-server"_s });
    installLogOutput(StartOptions().logLevel, LogFormat::Text, health);
    const int exitCode = windows->remote(*call, argc, argv);
    closeLog();
    return exitCode;
}

Result<Invocation> readCommandLine(int argc, char **argv, bool hasWindow)
{
    QStringList arguments = textsOf(argc, argv);
    if (!hasWindow)
        arguments.insert(1, u"--server"_s);
    return parseCommandLine(arguments, QProcessEnvironment::systemEnvironment());
}

int serve(Invocation &invocation, const HealthPointer &health, int &argc, char **argv,
    const WindowRuns *windows)
{
    warnOfUnknownVariables(invocation);
    if (const Result<void> read = readKeys(invocation); !read)
        return fail(read.error());
    raiseDescriptorLimit();
    if (invocation.mode == Invocation::Mode::Window)
        return windows->broker(std::move(invocation), health, argc, argv);
    // The program does not need GLib, whose event loop wakes itself by a system call for each
    // event.
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    return runHeadless(invocation, health);
}

} // namespace

int runProgram(int argc, char **argv, const WindowRuns *windows)
{
    const auto health = std::make_shared<ProcessHealth>();
    openStandardDescriptors(*health);
    if (isCommand(argc, argv))
        return runCommand(argc, argv);
    if (isWindowCall(argc, argv))
        return showRemote(argc, argv, windows, health);
    Result<Invocation> invocation = readCommandLine(argc, argv, windows != nullptr);
    if (!invocation)
        return fail(invocation.error());
    if (invocation->printsHelp || invocation->printsVersion)
        return printInformation(*invocation);
    installLogOutput(invocation->logLevel, invocation->logFormat, health);
    const int exitCode = serve(*invocation, health, argc, argv, windows);
    closeLog();
    return exitCode;
}

} // namespace broadcaster
