// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"

namespace broadcaster {

/// Runs the broker without a window until SIGINT or SIGTERM. The exit code.
/// REQUIRES: a QCoreApplication.
[[nodiscard]] int runHeadless(const BrokerConfig &config);

} // namespace broadcaster
