// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/field.h"
#include "server/api/logentry.h"
#include "server/api/result.h"
#include "server/api/traffic.h"

#include <QtCore/QHash>
#include <QtCore/QStringList>

#include <optional>
#include <variant>

namespace broadcaster {

// Everything that a broker reports by itself, each event once (server/DESIGN.md, operations).

enum class BrokerState { Stopped, Starting, Listening, Stopping };
enum class ConsoleClientState { Disconnected, Connecting, Connected };

struct StateChanged {
    BrokerState state = BrokerState::Stopped;
    /// `ws://host:port` or `wss://…`, one per address; empty unless Listening.
    QStringList urls;
    static constexpr About about { "stateChanged", Right::Look, "It started or stopped." };
    static constexpr FieldInfo fields[] { field<&StateChanged::state>("state", "The new state"),
        field<&StateChanged::urls>("urls", "Where it listens") };
};

/// The broker is Stopped.
struct StartFailed {
    Error error;
    static constexpr About about { "startFailed", Right::Look, "It cannot run, and why." };
    static constexpr FieldInfo fields[] { field<&StartFailed::error>("error", "Why") };
};

struct ConfigChanged {
    BrokerConfig config; ///< withoutSecrets()
    QStringList urls;
    /// The port to be remembered, if that of `config` is for this run only.
    std::optional<quint16> usualPort {};
    static constexpr About about { "configChanged", Right::Act,
        "It runs with a new configuration, or listens elsewhere." };
    static constexpr FieldInfo fields[] { field<&ConfigChanged::config>(
                                              "config", "The new configuration"),
        field<&ConfigChanged::urls>("urls", "Where it listens"),
        field<&ConfigChanged::usualPort>("usualPort", "The port to be remembered") };
};

/// A batch of traffic. Each room thread sends up to 30 a second while it has traffic.
struct TrafficArrived {
    TrafficBatchPointer batch;
    static constexpr About about { "trafficArrived", Right::Look,
        "Messages, and what became of them." };
    static constexpr FieldInfo fields[] { field<&TrafficArrived::batch>(
        "batch", "Messages in their order") };
};

struct LogWritten {
    QList<LogEntry> entries;
    static constexpr About about { "logWritten", Right::Look, "Lines of the log." };
    static constexpr FieldInfo fields[] { field<&LogWritten::entries>("entries", "Lines") };
};

struct ConsoleClientChanged {
    ProjectId project;
    ConsoleClientState state = ConsoleClientState::Disconnected;
    static constexpr About about { "consoleClientChanged", Right::Look,
        "The console's connection to a project came or went." };
    static constexpr FieldInfo fields[] { field<&ConsoleClientChanged::project>(
                                              "projectId", "The project"),
        field<&ConsoleClientChanged::state>("state", "The new state") };
};

struct ConsoleClientFailed {
    ProjectId project;
    Error error;
    static constexpr About about { "consoleClientFailed", Right::Look,
        "The console's connection could not be made, or ended without being asked to." };
    static constexpr FieldInfo fields[] { field<&ConsoleClientFailed::project>(
                                              "projectId", "The project"),
        field<&ConsoleClientFailed::error>("error", "Why") };
};

struct ConsoleClientReceived {
    ProjectId project;
    QByteArray message; ///< As it was on the wire.
    static constexpr About about { "consoleClientReceived", Right::Look,
        "A text on the console's connection." };
    static constexpr FieldInfo fields[] { field<&ConsoleClientReceived::project>(
                                              "projectId", "The project"),
        field<&ConsoleClientReceived::message>("message", "The text") };
};

struct DemoChanged {
    bool isRunning = false;
    static constexpr About about { "demoChanged", Right::Look, "The demo started or ended." };
    static constexpr FieldInfo fields[] { field<&DemoChanged::isRunning>(
        "running", "Whether it runs") };
};

using Event = std::variant<StateChanged, StartFailed, ConfigChanged, TrafficArrived, LogWritten,
    ConsoleClientChanged, ConsoleClientFailed, ConsoleClientReceived, DemoChanged>;

/// The state of a broker that needs no question: the sum of its events.
struct Snapshot {
    BrokerState state = BrokerState::Stopped;
    QStringList urls; ///< As in StateChanged.
    std::optional<Error> startFailure; ///< As in StartFailed, until the state changes.
    /// The configuration that the broker runs with, or ran with last; withoutSecrets().
    BrokerConfig config;
    std::optional<quint16> usualPort; ///< As in ConfigChanged.
    bool isDemoRunning = false;
    QHash<ProjectId, ConsoleClientState> consoleClients; ///< Those that are not Disconnected.

    void add(const Event &event);
};

} // namespace broadcaster
