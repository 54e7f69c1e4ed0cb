// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/windowcall.h"

#include <QtCore/QLatin1StringView>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array WindowOptions {
    CommandOption { "connect-dialog", nullptr, "Ask for the address in the window." },
};

} // namespace

const CommandInfo &windowCallInfo()
{
    static const CommandInfo info { "--connect", "ADDRESS",
        "Opens the window of a broker elsewhere. No broker is started here.",
        "The window has the pages that it has for a broker of its own, as far as the key allows. "
        "Without a\nkey file, the key comes from the desktop's keyring, or the window asks for it. "
        "When the connection is\nlost, the window stays and connects again.",
        WindowOptions, false };
    return info;
}

bool isWindowCall(int argc, char **argv)
{
    return std::any_of(argv + std::min(argc, 1), argv + argc, [](const char *argument) {
        const QLatin1StringView text(argument);
        return text == "--connect"_L1 || text.startsWith("--connect="_L1)
            || text == "--connect-dialog"_L1;
    });
}

Result<CommandCall> parseWindowCall(const QStringList &arguments)
{
    const CommandInfo &info = windowCallInfo();
    if (arguments.contains(u"--help"_s)
        || arguments.contains(u"-h"_s)) // Not the address of `--connect --help`.
        return CommandCall { &info, {}, { { u"help"_s, {} } } };
    Result<CommandCall> call = parseCommand(info, arguments);
    if (call && !call->operands.isEmpty())
        return Error { ErrorCode::InvalidArgument,
            u"\"%1\" is not an option; see broadcaster --connect --help"_s.arg(
                call->operands.constFirst()) };
    return call;
}

} // namespace broadcaster
