// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"
#include "server/api/processhealth.h"

#include <memory>

namespace broadcaster {

/// Runs the broker with its window until the window is closed or the process is to end. Saved
/// values apply where no option was given. Returns the exit code. REQUIRES: a QApplication.
[[nodiscard]] int runWindowed(Invocation invocation, const HealthPointer &health);

} // namespace broadcaster
