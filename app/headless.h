// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"
#include "server/api/processhealth.h"

#include <memory>

namespace broadcaster {

/// Runs the broker without a window until ProcessSignals asks it to stop. Returns the exit code.
/// REQUIRES: a QCoreApplication.
[[nodiscard]] int runHeadless(const Invocation &invocation, const HealthPointer &health);

} // namespace broadcaster
