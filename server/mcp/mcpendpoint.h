// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/requesthandler.h"
#include "server/mcp/mcprequest.h"
#include "server/mcp/toolset.h"

#include <optional>

namespace broadcaster {

/// `POST /mcp`: the Model Context Protocol for AI agents (docs/mcp.md). Keeps nothing between two
/// calls. Belongs to the gateway's thread.
class McpEndpoint final {
public:
    explicit McpEndpoint(Console &console)
        : m_console(console)
    {
    }
    Q_DISABLE_COPY_MOVE(McpEndpoint)

    void configure(const BrokerConfig &config);
    [[nodiscard]] bool isOn() const { return m_config.mcp; }
    /// REQUIRES: isOn(), and the caller has the service key or the viewer key.
    void answer(const HttpRequest &request, const Principal &caller, const HttpReply &reply);

private:
    void dispatch(const McpRequest &request, const Principal &caller, const HttpReply &reply);
    void callTool(const McpRequest &request, const Principal &caller, const HttpReply &reply);
    [[nodiscard]] QJsonObject discovery(const Principal &caller) const;
    [[nodiscard]] QJsonObject handshake(const RpcMessage &message, const Principal &caller) const;

    Console &m_console;
    std::optional<ToolSet> m_tools; ///< Nothing: it was never on.
    BrokerConfig m_config;
    int m_calls = 0; ///< Tools that have not answered yet.
};

} // namespace broadcaster
