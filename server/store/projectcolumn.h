// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QString>
#include <QtCore/QVariant>

namespace broadcaster {

class SqlConnection;

/// The column project_id holds the id as text, character for character. SQLite's driver drops a
/// byte order mark at the start of a text, which would make one of two projects, so the bytes are
/// bound and selected in roundabout ways. The selected values are bytes with either engine, which
/// sort the same whatever a database's collation is.

/// What stands for a bound project id in a statement, and the value to bind there.
[[nodiscard]] QString projectPlaceholder(const SqlConnection &connection);
[[nodiscard]] QVariant projectValue(const SqlConnection &connection, const ProjectId &project);

/// What to SELECT in place of project_id.
[[nodiscard]] QString projectColumn(const SqlConnection &connection);
/// What projectColumn() gave. Fails for a row that no broker can have written.
[[nodiscard]] Result<ProjectId> readProject(const QVariant &value);

} // namespace broadcaster
