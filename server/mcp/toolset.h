// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/mcp/tool.h"

#include <vector>

namespace broadcaster {

/// All tools, and who may call which of them.
class ToolSet final {
public:
    ToolSet();

    /// Null: there is no such tool.
    [[nodiscard]] const Tool *find(const QString &name) const;
    /// Why the caller may not call the tool, and which option or key would help; null: it may.
    [[nodiscard]] static QString obstacle(
        const Tool &tool, const Principal &caller, const BrokerConfig &config);
    /// The tools that the caller may call, as `tools/list` shows them.
    [[nodiscard]] QJsonArray listFor(const Principal &caller, const BrokerConfig &config) const;
    /// The names of these tools.
    [[nodiscard]] QStringList namesFor(const Principal &caller, const BrokerConfig &config) const;
    /// Advice for the agent (MCP, instructions).
    [[nodiscard]] static QString instructions(const Principal &caller, const BrokerConfig &config);

private:
    std::vector<Tool> m_tools;
};

} // namespace broadcaster
