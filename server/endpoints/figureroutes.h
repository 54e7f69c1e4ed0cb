// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoints/httproute.h"
#include "server/endpoints/metricsapi.h"

#include <vector>

namespace broadcaster {

/// `/health`, `/ready`, `/metrics`, `/status` and `/usage` (docs/protocol.md, status, health,
/// usage).
[[nodiscard]] std::vector<HttpRoute> figureRoutes(Console &console, MetricsApi &metrics);

} // namespace broadcaster
