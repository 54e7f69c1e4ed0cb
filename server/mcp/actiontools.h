// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/mcp/tool.h"

#include <vector>

namespace broadcaster {

/// `explain`, `send` and `disconnect`.
[[nodiscard]] std::vector<Tool> actionTools();

} // namespace broadcaster
