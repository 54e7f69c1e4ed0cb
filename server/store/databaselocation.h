// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

#include <QtCore/QMap>
#include <QtCore/QString>

#include <chrono>

namespace broadcaster {

/// The location of the database: a file for SQLite, or a PostgreSQL server. A plain value.
struct DatabaseLocation {
    enum class Engine { Sqlite, Postgres };

    Engine engine = Engine::Sqlite;
    QString filePath; ///< SQLite: absolute.
    QString host; ///< A name, an address, or the directory of a socket. Empty: libpq's default.
    int port = 0; ///< 0: libpq's default.
    QString user;
    QString password; ///< A secret.
    QString database;
    QMap<QString, QString> options; ///< Options of libpq, by its names. May hold a secret.

    /// A path, or `postgresql://user:password@host:port/database?option=value` with all parts
    /// percent-decoded once. Fails with InvalidArgument; the error never repeats a secret.
    [[nodiscard]] static Result<DatabaseLocation> parse(const QString &text);

    /// For logs and messages: no password, no control characters.
    [[nodiscard]] QString describe() const;
    /// The parameters for libpq, by its names: the options, and defaults that notice a lost server,
    /// encrypt connections to other machines, and check the server's certificate. May hold a
    /// secret.
    [[nodiscard]] QMap<QString, QString> connectParameters() const;
    /// Bound of one attempt to connect.
    [[nodiscard]] std::chrono::milliseconds connectTimeout() const;
    /// Whether the server is reached without leaving this machine.
    [[nodiscard]] bool isLocal() const;

    friend bool operator==(const DatabaseLocation &, const DatabaseLocation &) = default;
};

} // namespace broadcaster
