// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/limits.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>

namespace broadcaster {

/// Everything that can be set about a broker, with its defaults. A plain value; the bounds are in
/// the rows of options.cpp.
struct BrokerConfig {
    QStringList listenAddresses { QStringLiteral("127.0.0.1") };
    quint16 port = 8787; ///< 0: any free one.
    QString database; ///< A path or a postgresql:// URL. A secret: the URL may hold a password.
    QByteArray serviceKey; ///< Empty: the /api-keys calls answer 503. A secret.
    /// PEM files, both or neither: with them the port speaks TLS, and nothing else.
    QString tlsCertificate;
    QString tlsKey;
    /// Pages that may connect beside those of loopback hosts: normalOrigin(), or AnyOrigin.
    QStringList allowedOrigins;
    /// Names beside loopback ones that a broker which listens on loopback answers to: normalHost().
    QStringList allowedHosts;
    /// Addresses and networks of proxies that are believed about their clients: normalNetwork().
    QStringList trustedProxies;
    bool proxyProtocol = false; ///< Every connection begins with a header of the PROXY protocol.
    int threads = 0; ///< Room threads; 0: as many as cores, at most limits::MaxRoomThreads.
    qsizetype maxMessageSize = limits::DefaultMaxMessageSize;
    int maxConnections = 50'000;
    int maxConnectionsPerProject = 20'000;
    qsizetype maxQueueBytes = 8 * 1024 * 1024; ///< Unsent bytes of one client.
    qsizetype maxTotalQueueBytes = 512 * 1024 * 1024; ///< Unsent bytes of all clients.
    std::chrono::seconds slowReaderTimeout { 30 };
    int maxMessageRate = 0; ///< Messages per second of a client; 0: any number.
    std::chrono::seconds idleProjectTimeout { 300 };
    std::chrono::seconds pingInterval { 30 };
    std::chrono::seconds handshakeTimeout { 10 }; ///< For a whole request, too.
    std::chrono::seconds keepAliveTimeout { 60 }; ///< Between two HTTP requests of a connection.
    int maxPendingHandshakes = 1024; ///< Connections without a whole request.
    std::chrono::seconds drainTime { 0 }; ///< A stop spreads the closing of clients over it.

    friend bool operator==(const BrokerConfig &, const BrokerConfig &) = default;
};

} // namespace broadcaster
