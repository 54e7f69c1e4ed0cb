// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

namespace broadcaster {

class SqlConnection;

/// The schema version of this program. Tables are named broadcaster_…, because a PostgreSQL
/// database may be shared with other programs.
inline constexpr int SchemaVersion = 2;

/// The version in the database, 0 if it has none. DatabaseNewer: beyond SchemaVersion.
[[nodiscard]] Result<int> schemaVersion(SqlConnection &connection);

/// Brings the schema to SchemaVersion, each version in a transaction of its own. Two brokers may do
/// so at once. Writes nothing when the schema is up to date.
[[nodiscard]] Result<void> migrate(SqlConnection &connection);

} // namespace broadcaster
