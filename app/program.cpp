// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/program.h"

#include "app/commands/commands.h"
#include "app/commands/windowcall.h"
#include "app/configtext.h"
#include "app/configuration.h"
#include "app/exitcode.h"
#include "app/headless.h"
#include "app/logoutput.h"
#include "app/optionhelp.h"
#include "app/processsignals.h"
#include "app/standarddescriptors.h"
#include "app/standardoutput.h"
#include "server/api/options.h"
#include "server/net/descriptorlimit.h"
#include "server/net/inheritedsockets.h"

#include <QtCore/QCoreApplication>

#include <sysexits.h>

#include <algorithm>
#include <tuple>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

int fail(const Error &error)
{
    for (const QString &line : error.detail.split(u'\n'))
        printError(line);
    return exitCodeFor(error.code);
}

/// The program says something and ends by itself.
bool onlyPrints(const QStringList &arguments)
{
    const auto given = givenOptions(arguments, {});
    return given && std::any_of(given->begin(), given->end(), [](const GivenOption &each) {
        const OptionMember &member = each.option->member;
        return member == OptionMember(&StartOptions::printsHelp)
            || member == OptionMember(&StartOptions::printsVersion)
            || member == OptionMember(&StartOptions::checksConfig)
            || member == OptionMember(&StartOptions::printsConfig);
    });
}

int showRemote(const QStringList &arguments, int argc, char **argv, const WindowRuns *windows,
    const HealthPointer &health)
{
    const Result<CommandCall> call = parseWindowCall(arguments.sliced(1));
    if (!call)
        return fail(call.error());
    if (call->has("help"))
        return printText(commandHelp(windowCallInfo()));
    if (!windows)
        return fail({ ErrorCode::InvalidArgument,
            u"this program has no window: run broadcaster, not broadcaster-server"_s });
    installLogOutput(StartOptions().logLevel, LogFormat::Text, health);
    const int exitCode = windows->remote(*call, argc, argv);
    closeLog();
    return exitCode;
}

Result<Invocation> readInvocation(QStringList arguments, bool hasWindow)
{
    if (!hasWindow)
        arguments.insert(1, u"--server"_s);
    return readConfiguration(arguments, QProcessEnvironment::systemEnvironment());
}

/// Says whether a broker could start with these options. Returns the exit code.
int checkConfiguration(const Invocation &invocation)
{
    int exitCode = EX_OK;
    for (const Error &fault : faultsOfFiles(invocation))
        exitCode = fail(fault);
    if (exitCode != EX_OK)
        return exitCode;
    const QString files = invocation.configFiles.isEmpty() ? u"no configuration file"_s
                                                           : invocation.configFiles.join(u", "_s);
    return printText(u"The options are right; read: %1\n"_s.arg(files));
}

int serve(Invocation &invocation, const HealthPointer &health, int &argc, char **argv,
    const WindowRuns *windows)
{
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

/// The program with its log. Returns the exit code.
int run(Invocation &invocation, const HealthPointer &health, int &argc, char **argv,
    const WindowRuns *windows)
{
    warnOfUnknownVariables(invocation);
    if (windows && invocation.mode == Invocation::Mode::Window)
        applySavedOptions(invocation, windows->saved());
    if (invocation.printsConfig)
        return printText(configText(invocation));
    return invocation.checksConfig ? checkConfiguration(invocation)
                                   : serve(invocation, health, argc, argv, windows);
}

} // namespace

int runProgram(int argc, char **argv, const WindowRuns *windows)
{
    const auto health = std::make_shared<ProcessHealth>();
    openStandardDescriptors(*health);
    std::ignore = InheritedSockets::ofProcess(); // Before other descriptors take their numbers.
    if (isCommand(argc, argv))
        return runCommand(argc, argv);
    const Result<QStringList> arguments = argumentTexts(argc, argv);
    if (!arguments)
        return fail(arguments.error());
    using EarlyStop = ProcessSignals::EarlyStop;
    ProcessSignals::hold(onlyPrints(*arguments) ? EarlyStop::Kills : EarlyStop::Ends);
    if (isWindowCall(argc, argv))
        return showRemote(*arguments, argc, argv, windows, health);
    Result<Invocation> invocation = readInvocation(*arguments, windows != nullptr);
    if (!invocation)
        return fail(invocation.error());
    if (invocation->printsHelp)
        return printText(helpText());
    if (invocation->printsVersion)
        return printText(u"broadcaster " BROADCASTER_VERSION "\n"_s);
    installLogOutput(invocation->logLevel, invocation->logFormat, health);
    const int exitCode = run(*invocation, health, argc, argv, windows);
    closeLog();
    return exitCode;
}

} // namespace broadcaster
