// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/listener.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>

#include <memory>
#include <vector>

namespace broadcaster {

/// All addresses of the broker: it listens on all of them or on none. Belongs to the gateway's
/// thread.
class ListenerSet final : public QObject {
    Q_OBJECT

public:
    explicit ListenerSet(Listener::Accepted accepted);

    /// Opens new addresses, then closes those no longer wanted; the others are not touched. Port 0
    /// is any free one, the same for all addresses; if it was 0 before, the port stays. On failure
    /// nothing changes.
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
    /// Closes the listeners of `going` that prevent opening the address.
    [[nodiscard]] std::vector<Listener *> clearTheWay(
        const QString &address, quint16 port, const std::vector<Listener *> &going);

    Listener::Accepted m_accepted;
    Listeners m_listeners;
    quint16 m_wantedPort = 0;
};

} // namespace broadcaster
