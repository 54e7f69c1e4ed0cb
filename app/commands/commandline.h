// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

#include <QtCore/QHash>
#include <QtCore/QStringList>

#include <span>

namespace broadcaster {

/// An option of a command. Commands have options of their own: those of the program configure a
/// broker.
struct CommandOption {
    const char *name; ///< Without the dashes.
    const char *valueName; ///< Null: a switch.
    const char *help;
};

/// One command of the program, such as `broadcaster tail`.
struct CommandInfo {
    const char *name;
    const char *operands; ///< As in the usage: "[FILTER]"
    const char *summary; ///< One line.
    const char *details; ///< Paragraphs of plain text.
    std::span<const CommandOption> options; ///< Besides those of all commands.
    bool printsJson = true; ///< It has --json.
};

/// A command as it was given.
struct CommandCall {
    const CommandInfo *command = nullptr;
    QStringList operands;
    QHash<QString, QString> options; ///< Values by name; a switch has an empty text.

    [[nodiscard]] bool has(const char *option) const
    {
        return options.contains(QLatin1StringView(option));
    }
    /// Null: not given.
    [[nodiscard]] QString value(const char *option) const
    {
        return options.value(QLatin1StringView(option));
    }
    /// Fails with InvalidArgument unless the value is a whole number of 1 to `most`.
    [[nodiscard]] Result<qint64> number(const char *option, qint64 most) const;
};

/// Reads what follows the command's name. Fails with InvalidArgument, in one line.
[[nodiscard]] Result<CommandCall> parseCommand(
    const CommandInfo &command, const QStringList &arguments);
/// The text of `broadcaster tail --help`.
[[nodiscard]] QString commandHelp(const CommandInfo &command);

} // namespace broadcaster
