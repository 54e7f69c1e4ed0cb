// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/program.h"
#include "app/window/display.h"
#include "app/window/remoterun.h"
#include "app/window/windowed.h"

using namespace broadcaster;

int main(int argc, char **argv)
{
    constexpr WindowRuns windows { [](Invocation invocation, const HealthPointer &health,
                                       int &count, char **arguments) {
                                      const auto application = openDisplay(count, arguments);
                                      return runWindowed(std::move(invocation), health);
                                  },
        [](const CommandCall &call, int &count, char **arguments) {
            const auto application = openDisplay(count, arguments);
            return runRemoteWindow(call);
        } };
    return runProgram(argc, argv, &windows);
}
