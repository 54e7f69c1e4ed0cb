// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/mcp/rpcmessage.h"
#include "server/protocol/requesthead.h"

#include <QtCore/QStringList>

namespace broadcaster {

/// The versions of the Model Context Protocol that the broker speaks, the newest first.
inline constexpr char StatelessMcpVersion[] = "2026-07-28";
[[nodiscard]] QStringList mcpVersions();
/// The version in which to answer `initialize`: the one that is asked for, or the newest that has
/// such a handshake.
[[nodiscard]] QString handshakeVersion(const QString &asked);

/// A message that came by HTTP, its headers checked.
struct McpRequest {
    RpcMessage message;
    bool isStateless = false; ///< It is of 2026-07-28, which knows no handshake.
};
/// The refusal of a request, with the status of its HTTP answer.
struct McpRefusal {
    int status = 400;
    RpcError error;
};

/// Reads a `POST /mcp` (MCP, Streamable HTTP). Which rules hold is told by the message alone: one
/// that names its version in `_meta` is of 2026-07-28.
[[nodiscard]] std::variant<McpRequest, McpRefusal> readMcp(const HttpRequest &request);

} // namespace broadcaster
