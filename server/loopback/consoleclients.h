// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "server/loopback/loopbackclient.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace broadcaster {

/// The console clients: the window's own admin connections, one per project
/// (ConnectConsoleClient). Main thread.
class ConsoleClients final : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const Result<void> &result)>;

    ConsoleClients();
    ~ConsoleClients() override;

    /// The broker has started, and lets in clients that know the secret. Connections stay.
    void open(const Listening &broker, const QByteArray &secret);
    /// The broker has stopped, and all connections have ended.
    void close();

    [[nodiscard]] ConsoleClientState stateOf(const ProjectId &project) const;
    void connectTo(const ProjectId &project);
    void disconnectFrom(const ProjectId &project);
    /// Connects first if there is no connection. Fails with QueueFull when more than
    /// limits::MaxConsoleClientBytes would wait. Calls `done` when the message is sent.
    void send(const ProjectId &project, const QByteArray &message, const Done &done);

Q_SIGNALS:
    void changed(const broadcaster::ProjectId &project);
    void failed(const broadcaster::ProjectId &project, const broadcaster::Error &error);
    void received(const broadcaster::ProjectId &project, const QByteArray &message);

private:
    struct Unsent {
        QByteArray message;
        Done done;
    };
    struct Connection {
        std::unique_ptr<LoopbackClient> client;
        std::vector<Unsent> unsent; ///< Kept until it is connected.
        qsizetype unsentBytes = 0;
    };

    [[nodiscard]] Result<void> begin(const ProjectId &project);
    void onConnected(const ProjectId &project);
    void onEnded(const ProjectId &project, const LoopbackEnd &end);
    /// Removes it from the table, so that a handler of its end may begin anew.
    [[nodiscard]] Connection take(const ProjectId &project);
    void giveUp(const ProjectId &project, Connection connection, const Error &error);

    Listening m_broker;
    QByteArray m_secret;
    std::map<QByteArray, Connection> m_connections; ///< By the project's name.
};

} // namespace broadcaster
