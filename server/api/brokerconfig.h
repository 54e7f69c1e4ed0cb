// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/limits.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace broadcaster {

/// Everything that can be set about a broker. A plain value; limits.h has the bounds.
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
    int maxConnections = limits::DefaultMaxConnections;
    int maxConnectionsPerProject = limits::DefaultMaxConnectionsPerProject;
    qsizetype maxQueueBytes = limits::DefaultMaxQueueBytes; ///< A client.
    qsizetype maxTotalQueueBytes = limits::DefaultMaxTotalQueueBytes; ///< All clients.
    std::chrono::seconds slowReaderTimeout = limits::DefaultSlowReaderTimeout;
    int maxMessageRate = limits::DefaultMaxMessageRate; ///< Messages a second of a client; 0: any.
    std::chrono::seconds idleProjectTimeout = limits::DefaultIdleProjectTimeout;
    std::chrono::seconds pingInterval = limits::DefaultPingInterval;
    std::chrono::seconds handshakeTimeout = limits::DefaultHandshakeTimeout;
    int maxPendingHandshakes = limits::DefaultMaxPendingHandshakes;
    std::chrono::seconds drainTime { 0 }; ///< Over which a stop spreads the closing of clients.

    friend bool operator==(const BrokerConfig &, const BrokerConfig &) = default;
};

} // namespace broadcaster
