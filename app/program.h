// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"
#include "app/commands/commandline.h"
#include "server/api/processhealth.h"

namespace broadcaster {

/// Runs the broker with its window and returns the exit code.
using RunWithWindow = int (*)(
    Invocation invocation, const HealthPointer &health, int &argc, char **argv);

/// Runs the window of a broker elsewhere and returns the exit code.
using RunRemoteWindow = int (*)(const CommandCall &call, int &argc, char **argv);

/// The windows that a program has.
struct WindowRuns {
    RunWithWindow broker;
    RunRemoteWindow remote;
    SavedOptions (*saved)(); ///< The options that the user changed in the window.
};

/// The whole program: reads the command line, then runs the broker. Returns the exit code.
/// `windows`: null in a program that has none, which runs as if `--server` were given.
[[nodiscard]] int runProgram(int argc, char **argv, const WindowRuns *windows);

} // namespace broadcaster
