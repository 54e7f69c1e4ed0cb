// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QString>
#include <QtCore/QVariant>

namespace broadcaster {

class SqlConnection;

/// The column project_id holds the id as text, character for character. SQLite's driver drops a
/// byte order mark at the start of a text, which would turn two projects into one. So the bytes are
/// bound and selected by expressions. The selected values are bytes with either engine, which sort
/// the same for any collation of a database.

/// The placeholder of a bound project id in a statement, and the value to bind.
[[nodiscard]] QString projectPlaceholder(const SqlConnection &connection);
[[nodiscard]] QVariant projectValue(const SqlConnection &connection, const ProjectId &project);

/// The expression to SELECT for project_id.
[[nodiscard]] QString projectColumn(const SqlConnection &connection);
/// Reads the value of projectColumn(). Fails for a row that no broker can have written.
[[nodiscard]] Result<ProjectId> readProject(const QVariant &value);

} // namespace broadcaster
