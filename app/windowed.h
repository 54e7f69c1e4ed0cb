// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"

namespace broadcaster {

/// Runs the broker with its window until the window is closed, with what was saved where nothing
/// was given. The exit code. REQUIRES: a QApplication.
[[nodiscard]] int runWindowed(Invocation invocation);

} // namespace broadcaster
