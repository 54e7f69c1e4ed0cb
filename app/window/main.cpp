// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/program.h"
#include "app/window/display.h"
#include "app/window/remoterun.h"
#include "app/window/settings.h"
#include "app/window/windowed.h"

using namespace broadcaster;

namespace {

int runOwnBroker(Invocation invocation, const HealthPointer &health, int &argc, char **argv)
{
    const auto application = openDisplay(argc, argv);
    return runWindowed(std::move(invocation), health);
}

int showOtherBroker(const CommandCall &call, int &argc, char **argv)
{
    const auto application = openDisplay(argc, argv);
    return runRemoteWindow(call);
}

SavedOptions savedOptions()
{
    return Settings().brokerOptions();
}

} // namespace

int main(int argc, char **argv)
{
    constexpr WindowRuns windows { runOwnBroker, showOtherBroker, savedOptions };
    return runProgram(argc, argv, &windows);
}
