// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandline.h"

namespace broadcaster {

// `broadcaster --connect ADDRESS`: the window of a broker elsewhere, called like a command.

[[nodiscard]] const CommandInfo &windowCallInfo();
/// Whether the arguments ask for that window.
[[nodiscard]] bool isWindowCall(int argc, char **argv);

/// Without --connect-dialog there is an address.
[[nodiscard]] Result<CommandCall> parseWindowCall(const QStringList &arguments);

} // namespace broadcaster
