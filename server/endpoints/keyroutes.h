// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoints/httproute.h"

#include <vector>

namespace broadcaster {

/// Everything under `/api-keys` (docs/protocol.md, API keys).
[[nodiscard]] std::vector<HttpRoute> keyRoutes(Console &console);

} // namespace broadcaster
