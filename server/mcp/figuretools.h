// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/mcp/tool.h"

#include <vector>

namespace broadcaster {

/// `projects`, `clients` and `stats`.
[[nodiscard]] std::vector<Tool> figureTools();

} // namespace broadcaster
