// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/commands.h"

#include "app/commandline.h"
#include "app/commands/commandtarget.h"
#include "app/commands/keyscommand.h"
#include "app/commands/sendcommand.h"
#include "app/commands/statuscommand.h"
#include "app/commands/tailcommand.h"
#include "app/exitcode.h"
#include "app/logoutput.h"
#include "app/standardoutput.h"

#include <QtCore/QCoreApplication>

#include <sysexits.h>

#include <array>
#include <csignal>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Entry {
    const CommandInfo &(*info)();
    int (*run)(const CommandCall &call, const RemoteConsole::Target &target);
};

template <typename Command>
Entry entryOf()
{
    return { &Command::info, [](const CommandCall &call, const RemoteConsole::Target &target) {
                Command command(call, target);
                return command.run();
            } };
}

const std::array<Entry, 4> &entries()
{
    static const std::array Entries { entryOf<TailCommand>(), entryOf<SendCommand>(),
        entryOf<StatusCommand>(), entryOf<KeysCommand>() };
    return Entries;
}

const Entry *entryNamed(const char *name)
{
    for (const Entry &entry : entries()) {
        if (QLatin1StringView(entry.info().name) == QLatin1StringView(name))
            return &entry;
    }
    return nullptr;
}

int failWith(const Error &error)
{
    printError(error.detail);
    return exitCodeFor(error.code);
}

} // namespace

bool isCommand(int argc, char **argv)
{
    return argc > 1 && entryNamed(argv[1]);
}

int runCommand(int argc, char **argv)
{
    const Entry *entry = entryNamed(argv[1]);
    std::signal(SIGPIPE, SIG_IGN);
    const Result<QStringList> arguments = argumentTexts(argc, argv);
    if (!arguments)
        return failWith(arguments.error());
    const Result<CommandCall> call = parseCommand(entry->info(), arguments->sliced(2));
    if (!call)
        return failWith(call.error());
    if (call->has("help"))
        return printText(commandHelp(entry->info()));
    if (const auto closed = closedOutput()) { // Before the broker does what nobody hears of.
        printError(*closed);
        return EX_IOERR;
    }
    const QCoreApplication application(argc, argv);
    const Result<RemoteConsole::Target> target = commandTarget(*call);
    if (!target)
        return failWith(target.error());
    return entry->run(*call, *target);
}

QString commandList()
{
    constexpr qsizetype Column = 38;
    QString lines;
    for (const Entry &entry : entries()) {
        const CommandInfo &info = entry.info();
        const QString usage = u"  %1 %2"_s.arg(
            QLatin1StringView(info.name), QLatin1StringView(info.operands));
        lines += usage.leftJustified(Column - 1) + u' ' + QString::fromUtf8(info.summary) + u'\n';
    }
    return lines;
}

} // namespace broadcaster
