// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/limits.h"
#include "server/api/secret.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>

namespace broadcaster {

/// The clients whose messages may be compressed (RFC 7692), as far as they offer it.
enum class CompressionUse {
    Off, ///< Those of no client.
    Remote, ///< Those of clients on other machines.
    All,
};

/// All settings of a broker, with their defaults. A plain value; the bounds are in the rows of
/// options.cpp.
struct BrokerConfig {
    QStringList listenAddresses { QStringLiteral("127.0.0.1") };
    static constexpr quint16 DefaultPort = 8787;
    quint16 port = DefaultPort; ///< 0 takes any free port.
    QString database; ///< A path or a postgresql:// URL. A secret: the URL may hold a password.
    Secret serviceKey; ///< Empty: the /api-keys calls answer 503.
    Secret viewerKey; ///< Empty: only the service key admits consoles elsewhere.
    /// PEM files, both or neither. With them the port speaks only TLS.
    QString tlsCertificate;
    QString tlsKey;
    /// Origins that may connect besides those of loopback hosts: normalOrigin(), or AnyOrigin.
    QStringList allowedOrigins;
    /// Host names besides loopback names to which a broker on loopback answers: normalHost().
    QStringList allowedHosts;
    /// Addresses and networks of proxies that are believed about their clients: normalNetwork().
    QStringList trustedProxies;
    bool proxyProtocol = false; ///< Every connection begins with a PROXY protocol header.
    int threads = 0; ///< Room threads, at most limits::MaxRoomThreads; 0: one per core.
    CompressionUse compression = CompressionUse::Off;
    qsizetype maxMessageSize = limits::DefaultMaxMessageSize;
    int maxConnections = 50'000;
    int maxConnectionsPerProject = 20'000;
    qsizetype maxQueueBytes = 8 * 1024 * 1024; ///< Unsent bytes of one client.
    qsizetype maxTotalQueueBytes = 512 * 1024 * 1024; ///< Unsent bytes of all clients.
    std::chrono::seconds slowReaderTimeout { 30 };
    int maxMessageRate = 0; ///< Messages per second of a client; 0: unlimited.
    std::chrono::seconds idleProjectTimeout { 300 };
    std::chrono::seconds pingInterval { 30 };
    std::chrono::seconds handshakeTimeout { 10 }; ///< Also the time for one whole request.
    /// Time between two HTTP requests of a connection.
    std::chrono::seconds keepAliveTimeout { 60 };
    bool mcp = false; ///< Whether `POST /mcp` answers.
    bool mcpWrite = false; ///< Whether the holder of the service key may act by `/mcp`.
    int keepMessages = 0; ///< Messages that are kept for questions; 0: none.
    int maxPendingHandshakes = 1024; ///< Connections that have not sent a whole request.
    /// Time over which a stop spreads the closing of clients.
    std::chrono::seconds drainTime { 0 };
    /// Redis servers that connect this broker with others: normalRedisUrl(). Empty: it is alone.
    /// Secrets: they may hold passwords.
    QStringList clusterUrls;
    QString clusterNamespace; ///< Part of all names in Redis: normalClusterName(). Null if alone.
    QString clusterName; ///< Shown to people: normalClusterName(). Null: the host's name and port.
    QString clusterCa; ///< PEM file of the authorities for `rediss://`; null: the system's.
    Secret clusterSecret; ///< Signs what brokers send to each other. Empty: nothing is signed.

    friend bool operator==(const BrokerConfig &, const BrokerConfig &) = default;
};

/// Whether the location of a database is an URL of PostgreSQL.
[[nodiscard]] bool isPostgres(const QString &location);
/// The location of a database as it may be shown: without the secrets of an URL.
[[nodiscard]] QString maskedDatabase(const QString &location);
/// A text of 1 to 64 letters of ASCII, digits, dots, hyphens and underscores; null for any other.
[[nodiscard]] QString normalClusterName(const QString &text);
/// As it may be shown: nothing in it can be used to get in.
[[nodiscard]] BrokerConfig withoutSecrets(BrokerConfig config);
/// Gives back what withoutSecrets() took from `known`, where `config` still has that in its place.
[[nodiscard]] BrokerConfig withRestored(BrokerConfig config, const BrokerConfig &known);

} // namespace broadcaster
