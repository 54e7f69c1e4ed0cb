// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/mcp/tool.h"

namespace broadcaster {

/// `why`: why a client got a message, or did not.
[[nodiscard]] Tool whyTool();

} // namespace broadcaster
