// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/commandline.h"

#include "server/api/nearestname.h"

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array CommonOptions {
    CommandOption { "connect", "ADDRESS",
        "The broker, such as wss://broker.example.com or 10.0.0.5:8787. Without it: yours on this "
        "machine." },
    CommandOption { "service-key-file", "FILE",
        "File that holds the broker's service key. Without it: the key in SUPERATOM_SERVICE_KEY. "
        "Your own broker on this machine needs none." },
    CommandOption {
        "viewer-key-file", "FILE", "File that holds its viewer key, which is enough to look." },
    CommandOption {
        "trust", "SHA256", "Trust the certificate with this fingerprint, whoever signed it." },
    CommandOption { "json", nullptr, "Print JSON, for programs." },
    CommandOption { "help", nullptr, "Print this text, as -h does." },
};

Error usageFault(const CommandInfo &command, const QString &text)
{
    return { ErrorCode::InvalidArgument,
        u"%1; see broadcaster %2 --help"_s.arg(text, QLatin1StringView(command.name)) };
}

QList<CommandOption> optionsOf(const CommandInfo &command)
{
    QList<CommandOption> all(command.options.begin(), command.options.end());
    for (const CommandOption &option : CommonOptions) {
        if (command.printsJson || QLatin1StringView(option.name) != "json"_L1)
            all.append(option);
    }
    return all;
}

Error unknownOption(const CommandInfo &command, const QString &name)
{
    QStringList names;
    for (const CommandOption &option : optionsOf(command))
        names.append(QLatin1StringView(option.name));
    const QString nearest = nearestName(name, names);
    return usageFault(command,
        nearest.isNull() ? u"there is no option --%1"_s.arg(name)
                         : u"there is no option --%1; is --%2 meant?"_s.arg(name, nearest));
}

/// A misspelled option must not become the name of a project.
Error singleDash(const CommandInfo &command, const QString &argument)
{
    return usageFault(command,
        u"there is no option %1; an operand that begins with - stands behind --"_s.arg(argument));
}

QString optionHelp(const CommandOption &option)
{
    constexpr qsizetype Column = 28;
    constexpr qsizetype Width = 100;
    QString line = u"  --"_s + QLatin1StringView(option.name);
    if (option.valueName)
        line += u' ' + QLatin1StringView(option.valueName);
    line = line.leftJustified(Column - 1);
    QString lines;
    const QStringList words = QString::fromUtf8(option.help).split(u' ');
    for (const QString &word : words) {
        if (line.size() + 1 + word.size() > Width) {
            lines += line + u'\n';
            line = QString(Column - 1, u' ');
        }
        line += u' ' + word;
    }
    return lines + line + u'\n';
}

} // namespace

Result<qint64> CommandCall::number(const char *option, qint64 most) const
{
    bool isNumber = false;
    const qint64 number = value(option).toLongLong(&isNumber);
    if (isNumber && number >= 1 && number <= most)
        return number;
    return usageFault(*command,
        u"--%1: \"%2\" must be a whole number from 1 to %3"_s.arg(
            QLatin1StringView(option), value(option), QString::number(most)));
}

Result<CommandCall> parseCommand(const CommandInfo &command, const QStringList &arguments)
{
    CommandCall call;
    call.command = &command;
    const QList<CommandOption> options = optionsOf(command);
    bool areOperands = false; // Behind `--`.
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString argument = arguments[i] == "-h"_L1 && !areOperands ? u"--help"_s
                                                                         : arguments[i];
        if (areOperands || argument == "-"_L1 || !argument.startsWith(u'-')) {
            call.operands.append(argument);
            continue;
        }
        if (!argument.startsWith("--"_L1))
            return singleDash(command, argument);
        if (argument == "--"_L1) {
            areOperands = true;
            continue;
        }
        const qsizetype equals = argument.indexOf(u'=');
        const QString name = argument.sliced(2, equals < 0 ? -1 : equals - 2);
        const auto option = std::find_if(options.begin(), options.end(),
            [&](const CommandOption &each) { return name == QLatin1StringView(each.name); });
        if (option == options.end())
            return unknownOption(command, name);
        if (!option->valueName && equals >= 0)
            return usageFault(command, u"--%1 takes no value"_s.arg(name));
        QString value = QStringLiteral("");
        if (option->valueName)
            value = equals >= 0 ? argument.sliced(equals + 1) : arguments.value(++i);
        if (option->valueName && value.isEmpty())
            return usageFault(command,
                u"--%1 needs a value: %2"_s.arg(name, QLatin1StringView(option->valueName)));
        call.options.insert(name, value);
    }
    return call;
}

QString commandHelp(const CommandInfo &command)
{
    QString text = u"usage: broadcaster %1 %2[OPTION...]\n\n%3\n\n%4\n"_s.arg(
        QLatin1StringView(command.name),
        command.operands[0] ? QLatin1StringView(command.operands) + u' ' : QString(),
        QString::fromUtf8(command.summary), QString::fromUtf8(command.details));
    text += u"\nOptions:\n"_s;
    for (const CommandOption &option : optionsOf(command))
        text += optionHelp(option);
    text += u"\nExit codes: 0 done, 64 wrong usage, 65 the input is refused, 66 there is no such "
            "thing, 69 no broker\nanswers, 70 a fault of the program, 73 the database cannot be "
            "created, 74 the output cannot be\nwritten, 75 the broker is busy, 76 it cannot be "
            "trusted or understood, 77 the key is wrong or not\nenough, 78 the database cannot be "
            "used.\n"_s;
    return text;
}

} // namespace broadcaster
