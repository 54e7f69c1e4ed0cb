// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/projectcolumn.h"

#include "server/store/sqlconnection.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

QString projectPlaceholder(const SqlConnection &connection)
{
    return connection.isPostgres() ? u"?"_s : u"CAST(? AS TEXT)"_s;
}

QVariant projectValue(const SqlConnection &connection, const ProjectId &project)
{
    return connection.isPostgres() ? QVariant(project.toString()) : QVariant(project.utf8());
}

QString projectColumn(const SqlConnection &connection)
{
    return connection.isPostgres() ? u"convert_to(project_id, 'UTF8')"_s
                                   : u"CAST(project_id AS BLOB)"_s;
}

Result<ProjectId> readProject(const QVariant &value)
{
    return ProjectId::fromUtf8(value.toByteArray());
}

} // namespace broadcaster
