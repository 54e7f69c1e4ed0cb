// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoints/httproute.h"

#include <vector>

namespace broadcaster {

/// `/clients`, `/projects`, `/publish` and `/explain` (docs/protocol.md, the operator's calls).
[[nodiscard]] std::vector<HttpRoute> operatorRoutes(Console &console);

} // namespace broadcaster
