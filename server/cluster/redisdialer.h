// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/redisurl.h"
#include "server/net/owneddescriptor.h"

#include <QtCore/QObject>

#include <sys/socket.h>

#include <functional>
#include <vector>

class QHostAddress;

namespace broadcaster {

/// The addresses of a server, and sockets that begin to connect to them, one after the other. Looks
/// up names without blocking. Belongs to one thread with an event loop.
class RedisDialer final {
public:
    explicit RedisDialer(RedisUrl url);
    ~RedisDialer();
    Q_DISABLE_COPY_MOVE(RedisDialer)

    /// Finds the addresses. `done` comes later, with the trouble if there are none, else with null;
    /// it does not come after cancel().
    void resolve(std::function<void(const QString &trouble)> done);
    void cancel();

    /// A socket that has begun to connect to the next address. Not valid: no address is left, and
    /// trouble() tells what became of the last one.
    [[nodiscard]] OwnedDescriptor next();
    /// The last socket has failed with this number of the system.
    void setFault(int error);
    [[nodiscard]] QString trouble() const { return m_trouble; }
    /// The name or address that a certificate must be for.
    [[nodiscard]] QString host() const;

private:
    struct Address {
        sockaddr_storage bytes {};
        socklen_t size = 0;
    };
    void resolved(const QList<QHostAddress> &addresses, const QString &fault);
    void append(const QHostAddress &address);
    void appendPath();

    const RedisUrl m_url;
    QObject m_context; ///< Receives the answers of the system's resolver.
    std::function<void(const QString &trouble)> m_done;
    std::vector<Address> m_addresses;
    size_t m_next = 0;
    QString m_trouble;
    /// A look-up goes on after cancel(), for the next resolve(): Qt leaks memory for each one that
    /// is given up, and a DNS that is slow would be asked again and again.
    bool m_isLookingUp = false;
};

} // namespace broadcaster
