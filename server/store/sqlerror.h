// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/store/databaselocation.h"

class QSqlError;

namespace broadcaster {

/// What an engine's error means to the broker. Conflict: a unique index refused it.
[[nodiscard]] Error describeSqlError(const QSqlError &error, const DatabaseLocation &location);

/// Whether the connection is of no use after this error and must be opened anew.
[[nodiscard]] bool breaksConnection(const QSqlError &error, DatabaseLocation::Engine engine);

/// "The database <location> <predicate>", the one form of all messages.
[[nodiscard]] Error databaseError(
    ErrorCode code, const DatabaseLocation &location, const QString &predicate);

} // namespace broadcaster
