// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/countsmodel.h"

#include "ui/base/text.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace broadcaster {

ProjectSummary countsOf(const BrokerOverview &overview, const ProjectId &project)
{
    ProjectSummary counts;
    counts.id = project;
    if (project.isNull())
        counts.addCounts(overview.forgotten);
    for (const ProjectSummary &each : overview.projects) {
        if (project.isNull() || each.id == project)
            counts.addCounts(each);
    }
    return counts;
}

qint64 undeliveredOf(const ProjectSummary &counts)
{
    return counts.toNobody + counts.dropped;
}

void CountsModel::setCounts(const BrokerOverview &overview, const ProjectId &project)
{
    QList<ProjectSummary> rows { countsOf(overview, project) };
    if (project.isNull()) {
        for (const ProjectSummary &each : overview.projects)
            rows.append(countsOf(overview, each.id));
        std::sort(
            rows.begin() + 1, rows.end(), [](const ProjectSummary &a, const ProjectSummary &b) {
                return a.id.utf8() < b.id.utf8();
            });
    }
    setRows(rows);
}

void CountsModel::clear()
{
    setRows({});
}

/// Resets only if a project has come or gone.
void CountsModel::setRows(const QList<ProjectSummary> &rows)
{
    const bool areSame = std::equal(m_rows.cbegin(), m_rows.cend(), rows.cbegin(), rows.cend(),
        [](const ProjectSummary &a, const ProjectSummary &b) { return a.id == b.id; });
    if (!areSame) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row] == rows[row])
            continue;
        m_rows[row] = rows[row];
        Q_EMIT dataChanged(index(row, MessagesColumn), index(row, ColumnCount - 1));
    }
}

int CountsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CountsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CountsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ProjectSummary &row = m_rows[index.row()];
    const bool isName = index.column() == ProjectColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::TextAlignmentRole:
        return isName ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::FontRole:
        return isName ? QVariant() : QVariant(fixedFont());
    case SortRole:
        return value(row, index.column());
    default:
        return {};
    }
}

QVariant CountsModel::value(const ProjectSummary &row, int column)
{
    switch (column) {
    case ProjectColumn:
        return row.id.toString();
    case MessagesColumn:
        return row.messages;
    case BytesColumn:
        return row.bytes;
    case UndeliveredColumn:
        return undeliveredOf(row);
    default:
        return row.rejected;
    }
}

QString CountsModel::text(const ProjectSummary &row, int column)
{
    if (column == ProjectColumn)
        return row.id.isNull() ? tr("All projects") : row.id.toString();
    const qint64 count = value(row, column).toLongLong();
    return column == BytesColumn ? sizeText(count) : countText(count);
}

QVariant CountsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(
            (section == ProjectColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ProjectColumn:
        return tr("Project");
    case MessagesColumn:
        return tr("Messages");
    case BytesColumn:
        return tr("Size");
    case UndeliveredColumn:
        return tr("Not delivered");
    default:
        return tr("Rejected");
    }
}

} // namespace broadcaster
