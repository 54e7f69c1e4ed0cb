// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"

namespace broadcaster {

/// Runs the broker with its window until the window is closed. The exit code.
/// REQUIRES: a QApplication.
[[nodiscard]] int runWindowed(const BrokerConfig &config);

} // namespace broadcaster
