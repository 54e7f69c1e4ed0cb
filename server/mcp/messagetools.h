// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/mcp/tool.h"

#include <vector>

namespace broadcaster {

/// `find`, `message`, `why` and `events`: all that needs kept messages.
[[nodiscard]] std::vector<Tool> messageTools();

} // namespace broadcaster
