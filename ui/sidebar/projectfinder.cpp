// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sidebar/projectfinder.h"

#include "ui/sidebar/projectlistmodel.h"

namespace broadcaster {

void ProjectFinder::setNeedle(const QString &needle)
{
    m_needle = needle.trimmed();
    invalidateFilter();
}

void ProjectFinder::keep(const ProjectId &project)
{
    m_kept = project;
    invalidateFilter();
}

bool ProjectFinder::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (index.data().toString().contains(m_needle, Qt::CaseInsensitive))
        return true;
    const auto project = index.data(ProjectListModel::ProjectRole).value<ProjectId>();
    return project.isNull() || project == m_kept;
}

} // namespace broadcaster
