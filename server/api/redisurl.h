// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// The address of a Redis server that connects brokers:
/// `redis://[user:password@]host[:port]`, `rediss://…` for TLS, or
/// `unix://[user:password@]/path/of/the.sock`. User and password are percent-encoded. The number of
/// a database may be `/0` only: messages are the same in all databases, and the namespace tells the
/// entries apart.
struct RedisUrl {
    static constexpr quint16 DefaultPort = 6379;

    QString host; ///< As normalHost() gives it; null for a socket of this machine.
    quint16 port = DefaultPort;
    QString path; ///< Absolute path of the socket; null for a host.
    QString user; ///< Null: Redis' default user.
    QString password; ///< Null: Redis asks for none.
    bool isTls = false;

    /// Nothing if the text does not have the form.
    [[nodiscard]] static std::optional<RedisUrl> parse(const QString &text);
    /// The one text for this server.
    [[nodiscard]] QString text() const;
    [[nodiscard]] RedisUrl withoutPassword() const;

    friend bool operator==(const RedisUrl &, const RedisUrl &) = default;
};

/// The text as RedisUrl writes it; null if it does not have the form.
[[nodiscard]] QString normalRedisUrl(const QString &text);
/// As it may be shown: without its password.
[[nodiscard]] QString maskedRedisUrl(const QString &text);

} // namespace broadcaster
