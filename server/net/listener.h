// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/net/owneddescriptor.h"

#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpServer>

#include <functional>

namespace broadcaster {

/// "127.0.0.1:80" or "[::1]:80"
[[nodiscard]] QString hostAndPort(const QHostAddress &address, quint16 port);

/// One listening address. Hands out descriptors as the system gives them.
class Listener final : public QTcpServer {
    Q_OBJECT

public:
    using Accepted = std::function<void(OwnedDescriptor descriptor)>;

    explicit Listener(Accepted accepted);

    /// On the socket of the service manager if there is one for this address. `address` is the text
    /// for the error.
    [[nodiscard]] Result<void> listenOn(const QString &address, quint16 port);
    /// Listens at the address and port where it listened before it was closed.
    [[nodiscard]] bool reopen() { return open(m_host, m_port); }
    /// Whether it listens, or listened until it was closed, on exactly that address and port.
    [[nodiscard]] bool isFor(const QString &address, quint16 port) const;
    /// The same with an address of the system.
    [[nodiscard]] bool isOn(const QHostAddress &host, quint16 port) const
    {
        return host == m_host && port == m_port;
    }
    /// Whether the system refuses another socket there while this listener is open.
    [[nodiscard]] bool excludes(const QString &address, quint16 port) const;
    /// Leaves new connections in the system's backlog, also those of the current burst.
    void pause();
    void resume();
    [[nodiscard]] QString where() const { return hostAndPort(m_host, m_port); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    [[nodiscard]] bool open(const QHostAddress &host, quint16 port);

    Accepted m_accepted;
    QHostAddress m_host;
    quint16 m_port = 0;
};

} // namespace broadcaster
