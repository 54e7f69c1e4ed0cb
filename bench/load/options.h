// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

#include <chrono>
#include <optional>

namespace broadcaster::bench {

enum class Scenario {
    Route, ///< In each project a runtime sends to.type data-agent to the one agent.
    Rpc, ///< The agent answers each request by to.id; a round trip is two routed messages.
    Fanout, ///< One sender a project, many receivers, no `to`.
    Mirror, ///< Like Route, and admins get every message too.
    Paced, ///< Like Route at a fixed rate, whatever became of earlier messages.
    Idle ///< Connections that do nothing.
};

struct Options {
    Scenario scenario = Scenario::Route;
    QString scenarioName;
    int port = 0;
    int receiverPort = 0; ///< Another broker of a cluster, for receivers and admins; 0: the same.
    QString name; ///< Part of the names of projects; runs with the same one share them.
    int serverPid = 0; ///< 0: the report omits the server's processor time and memory.
    int projects = 32;
    int window = 16; ///< Messages of one sender that not every receiver has yet.
    int size = 128; ///< Bytes of the `payload` value; the rest of a message adds about 120.
    bool tls = false;
    bool resumes = false; ///< TLS handshakes after the first one resume its session.
    bool objects = false; ///< The payload is many small objects, not one long string.
    bool replies = false; ///< Rpc, or as asked for in Paced: receivers answer each request.
    int receivers = 1; ///< Fanout and Paced, a project.
    int dead = 0; ///< Receivers beside them, a project, that never read.
    int admins = 8; ///< Mirror, a project.
    int rate = 20'000; ///< Paced: messages a second, all senders together.
    int idle = 0; ///< Connections that do nothing, in projects of their own.
    int idleProjects = 500; ///< Projects that the idle connections are spread over.
    int messages = 0; ///< Total of messages, then the run ends; 0: it ends by the clock.
    int active = 0; ///< With `messages`: projects that send at once; 0: all.
    std::chrono::milliseconds settle { 0 }; ///< After the last connection.
    std::chrono::milliseconds warmup { 1000 };
    std::chrono::milliseconds duration { 3000 };
    std::chrono::milliseconds rest { 0 }; ///< After the last message, before memory is read.
};

/// Nothing, with the reason on stderr, when the arguments are not understood.
/// REQUIRES: a QCoreApplication.
[[nodiscard]] std::optional<Options> parseOptions(const QStringList &arguments);

} // namespace broadcaster::bench
