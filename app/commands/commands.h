// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

namespace broadcaster {

/// Whether the first argument behind the program's name is a command.
[[nodiscard]] bool isCommand(int argc, char **argv);
/// Runs the command and returns the exit code. REQUIRES: isCommand()
[[nodiscard]] int runCommand(int argc, char **argv);
/// A line for each command, for `--help`.
[[nodiscard]] QString commandList();

} // namespace broadcaster
