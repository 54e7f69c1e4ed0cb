// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandline.h"
#include "console/remoteconsole.h"

namespace broadcaster {

/// The broker that a command is for, and the key to it: the one that the options name, else that of
/// this user on this machine. Fails with InvalidArgument, NotFound or NotAllowed.
[[nodiscard]] Result<RemoteConsole::Target> commandTarget(const CommandCall &call);

} // namespace broadcaster
