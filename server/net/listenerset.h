// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/listener.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>

#include <memory>
#include <vector>

namespace broadcaster {

/// All addresses of the broker, listened on together or not at all. Belongs to the gateway's
/// thread.
class ListenerSet final : public QObject {
    Q_OBJECT

public:
    explicit ListenerSet(Listener::Accepted accepted);

    /// Opens what is new, then closes what is no longer wanted; what stays is not touched. Port 0
    /// is any free one, the same for all addresses; when it was so before, the one there is.
    /// On failure everything is as it was.
    [[nodiscard]] Result<void> listenOn(const QStringList &addresses, quint16 port);
    void pause();
    void resume();
    /// `scheme://host:port`, in the order of the addresses.
    [[nodiscard]] QStringList urls(QLatin1StringView scheme) const;

Q_SIGNALS:
    void acceptError(QAbstractSocket::SocketError error);

private:
    using Listeners = std::vector<std::unique_ptr<Listener>>;

    [[nodiscard]] Result<std::unique_ptr<Listener>> open(const QString &address, quint16 port);
    /// Closes those of `going` that keep the system from opening the address.
    [[nodiscard]] std::vector<Listener *> clearTheWay(
        const QString &address, quint16 port, const std::vector<Listener *> &going);

    Listener::Accepted m_accepted;
    Listeners m_listeners;
    quint16 m_wantedPort = 0;
};

} // namespace broadcaster
