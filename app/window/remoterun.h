// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandline.h"

namespace broadcaster {

/// Shows the window of a broker elsewhere until it is closed or the process is to end. Returns the
/// exit code. REQUIRES: a QApplication.
[[nodiscard]] int runRemoteWindow(const CommandCall &call);

} // namespace broadcaster
