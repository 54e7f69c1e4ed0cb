// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/mcp/tool.h"

namespace broadcaster {

/// The result of a call (MCP, tools): the answer's data in a wrapper that says who has written
/// them, once as `structuredContent` and once as text, with as many rows as there is room for. A
/// failure if the data alone have no room.
[[nodiscard]] QJsonObject toolResult(const ToolAnswer &answer);
/// A result that tells the agent what it did wrong.
[[nodiscard]] QJsonObject toolFailure(const QString &text);
/// JSON Schema of the wrapper around data of this schema.
[[nodiscard]] QJsonObject wrapperSchema(const QJsonObject &data);

/// Bytes that a value takes in the result of a call, where it stands twice.
[[nodiscard]] qsizetype costOf(const QJsonObject &value);
/// Bytes for the data of an answer.
[[nodiscard]] qsizetype toolBudget();

} // namespace broadcaster
