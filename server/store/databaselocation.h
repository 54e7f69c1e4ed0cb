// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

#include <QtCore/QMap>
#include <QtCore/QString>

namespace broadcaster {

/// Where the database is: a file for SQLite, or a PostgreSQL server. A plain value.
struct DatabaseLocation {
    enum class Engine { Sqlite, Postgres };

    Engine engine = Engine::Sqlite;
    QString filePath; ///< SQLite: absolute.
    QString host; ///< A name, an address, or the directory of a socket. Empty: libpq's default.
    int port = 0; ///< 0: libpq's default.
    QString user;
    QString password; ///< A secret.
    QString database;
    QMap<QString, QString> options; ///< libpq's own, by its names. May hold a secret.

    /// A path, or `postgresql://user:password@host:port/database?option=value` with everything
    /// percent-decoded once. Fails with InvalidArgument; the error never repeats a secret.
    [[nodiscard]] static Result<DatabaseLocation> parse(const QString &text);

    /// For logs and messages: no password, no control characters.
    [[nodiscard]] QString describe() const;
    /// What QPSQL hands to libpq beside host, port, user, password and database: the options, with
    /// defaults for those that bound a wait.
    [[nodiscard]] QString connectOptions() const;

    friend bool operator==(const DatabaseLocation &, const DatabaseLocation &) = default;
};

} // namespace broadcaster
