// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/store/databaselocation.h"

namespace broadcaster {

/// How an engine or its client library described a failure.
struct SqlFailure {
    enum class Stage {
        Statement,
        Connecting, ///< The server was not reached, or refused the connection.
        Certificates, ///< The TLS handshake failed for another reason than the network.
    };

    QString code; ///< SQLite's extended code or PostgreSQL's SQLSTATE; empty when libpq failed.
    QString text;
    Stage stage = Stage::Statement;
    bool isTimeout = false; ///< The engine did not answer in time.
};

/// The meaning of a failure for the broker, with the statement to run if one helps. Conflict: a
/// unique index refused it. RefusedValue: the same values will always fail.
[[nodiscard]] Error describeSqlFailure(const SqlFailure &failure, const DatabaseLocation &location);

/// Whether the connection is unusable after this failure and must be opened anew.
[[nodiscard]] bool breaksConnection(const SqlFailure &failure, DatabaseLocation::Engine engine);

/// Whether the transaction collided with another one, so that a retry may succeed.
[[nodiscard]] bool isCollision(const SqlFailure &failure, DatabaseLocation::Engine engine);

/// The predicate of DatabaseReadOnly, for databaseError().
inline constexpr QLatin1StringView NotWritable(
    "cannot be written to; give the broker the right to write it");

/// "The database <location> <predicate>", the form of all messages. The location becomes the first
/// argument of the reason.
[[nodiscard]] Error databaseError(ErrorCode code, const DatabaseLocation &location,
    const QString &predicate, ErrorReason reason, const QStringList &arguments = {});

} // namespace broadcaster
