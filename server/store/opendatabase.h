// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

namespace broadcaster {

class SqlConnection;

/// Opens the connection, checks that the broker can work with the database, and brings its schema
/// up to date. `Missing::Create` makes a SQLite file that is missing, for its owner alone. A
/// database that is newer, damaged, read-only or locked is left as it was, byte for byte.
enum class Missing { Create, Refuse };
[[nodiscard]] Result<void> openDatabase(
    SqlConnection &connection, Missing missing = Missing::Create);

} // namespace broadcaster
