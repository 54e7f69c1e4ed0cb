// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/console.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <functional>

namespace broadcaster {

/// The answer of a tool before it is cut to limits::MaxMcpAnswerBytes.
struct ToolAnswer {
    QJsonObject data;
    /// The member of `data` that gets as many of the rows as there is room for; null: no rows.
    QString rowsName;
    QJsonArray rows;
    /// The cursor of an answer that shows just so many rows.
    std::function<QString(qsizetype shown)> cursorAfter;
    QString cursor; ///< The cursor behind all of them; null: there are no more.
};
using ToolDone = std::function<void(const Result<ToolAnswer> &answer)>;

/// The caller of a tool, and the console that the tool asks.
struct ToolCall {
    Console &console;
    Principal caller;
    BrokerConfig config; ///< withoutSecrets()
    QJsonObject arguments;
};

/// Something that an agent may do. Tools have no state.
struct Tool {
    enum class Needs {
        Nothing,
        KeptMessages, ///< BrokerConfig::keepMessages
        Write, ///< BrokerConfig::mcpWrite, and the service key.
    };

    const char *name;
    const char *title;
    const char *description;
    Needs needs = Needs::Nothing;
    bool isDestructive = false;
    QJsonObject input; ///< JSON Schema of its arguments.
    QJsonObject output; ///< JSON Schema of ToolAnswer::data, rows included.
    /// Calls `done` once, unless the broker ends before.
    std::function<void(const ToolCall &call, const ToolDone &done)> run;
};

} // namespace broadcaster
