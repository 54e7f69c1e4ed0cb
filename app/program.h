// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"
#include "server/api/processhealth.h"

namespace broadcaster {

/// Runs the broker with its window and returns the exit code.
using RunWithWindow = int (*)(
    Invocation invocation, const HealthPointer &health, int &argc, char **argv);

/// The whole program: reads the command line, then runs the broker. Returns the exit code.
/// `runWithWindow`: null in a program that has no window, which runs as if `--server` were given.
[[nodiscard]] int runProgram(int argc, char **argv, RunWithWindow runWithWindow);

} // namespace broadcaster
