// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/keys/keysmodel.h"

#include "ui/base/plaintooltip.h"
#include "ui/base/text.h"
#include "ui/theme/theme.h"

#include <QtGui/QPalette>

#include <algorithm>

namespace broadcaster {

namespace {

bool isFixed(int column)
{
    return column == KeysModel::KeyColumn || column == KeysModel::CreatedColumn
        || column == KeysModel::LastUsedColumn || column == KeysModel::ConnectionsColumn;
}

qint64 timeOf(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : -1;
}

} // namespace

QList<KeyRow> keyRows(const QList<ApiKeyInfo> &keys, const QSet<ProjectId> &required,
    const QList<ProjectInfo> &projects)
{
    QHash<qint64, qint64> connections;
    for (const ProjectInfo &project : projects) {
        for (const ClientInfo &client : project.clients) {
            if (client.keyId != 0)
                ++connections[client.keyId];
        }
    }
    QList<KeyRow> rows;
    QSet<ProjectId> without = required;
    for (const ApiKeyInfo &key : keys) {
        rows.append(
            { key.project, key, required.contains(key.project), connections.value(key.keyId) });
        without.remove(key.project);
    }
    for (const ProjectId &project : std::as_const(without))
        rows.append({ project, {}, true, 0 });
    return rows;
}

void KeysModel::merge(const QList<KeyRow> &rows)
{
    QHash<ProjectId, const KeyRow *> wanted;
    for (const KeyRow &row : rows)
        wanted.insert(row.project, &row);
    for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0; --i) {
        if (wanted.contains(m_rows[i].project))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.removeAt(i);
        endRemoveRows();
    }
    for (int i = 0; i < m_rows.size(); ++i) {
        const KeyRow &now = *wanted.take(m_rows[i].project);
        if (now == m_rows[i])
            continue;
        m_rows[i] = now;
        Q_EMIT dataChanged(index(i, 0), index(i, ColumnCount - 1));
    }
    if (wanted.isEmpty())
        return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(wanted.size()) - 1);
    for (const KeyRow &row : rows) {
        if (wanted.remove(row.project))
            m_rows.append(row);
    }
    endInsertRows();
}

int KeysModel::indexOf(const ProjectId &project) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(),
        [&project](const KeyRow &row) { return row.project == project; });
    return found == m_rows.cend() ? -1 : static_cast<int>(found - m_rows.cbegin());
}

int KeysModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int KeysModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeysModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const KeyRow &row = m_rows[index.row()];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return column == ConnectionsColumn ? QString() : plainToolTip(text(row, column));
    case Qt::AccessibleTextRole:
        return column == RequiredColumn && !row.isRequired ? tr("not required") : text(row, column);
    case Qt::CheckStateRole:
        if (column != RequiredColumn)
            return {};
        return static_cast<int>(row.isRequired ? Qt::Checked : Qt::Unchecked);
    case Qt::TextAlignmentRole:
        return column == ConnectionsColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                           : QVariant();
    case Qt::FontRole:
        return isFixed(column) ? QVariant(fixedFont()) : QVariant();
    case Qt::ForegroundRole:
        return colour(row, column);
    case SortRole:
        return raw(row, column);
    default:
        return {};
    }
}

bool KeysModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != RequiredColumn
        || !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return false;
    Q_EMIT requirementRequested(m_rows[index.row()].project, value.toInt() == Qt::Checked);
    return false; // The row changes later.
}

Qt::ItemFlags KeysModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == RequiredColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QString KeysModel::text(const KeyRow &row, int column) const
{
    switch (column) {
    case ProjectColumn:
        return row.project.toString();
    case KeyColumn:
        return row.hasKey() ? row.key.keyPrefix + u'\u2026' : tr("no key");
    case DescriptionColumn:
        return row.key.description;
    case ConnectionsColumn:
        return row.hasKey() ? countText(row.connections) : QString();
    case CreatedColumn:
        return row.hasKey() ? dateTimeText(timeOf(row.key.createdAt)) : QString();
    case LastUsedColumn:
        if (!row.hasKey())
            return {};
        return row.key.lastUsedAt.isValid() ? dateTimeText(timeOf(row.key.lastUsedAt))
                                            : tr("never");
    case CreatedByColumn:
        return row.key.createdBy;
    case RequiredColumn:
        return row.isRequired ? tr("required") : QString();
    default:
        return {};
    }
}

QVariant KeysModel::raw(const KeyRow &row, int column) const
{
    switch (column) {
    case ConnectionsColumn:
        return row.hasKey() ? row.connections : -1;
    case CreatedColumn:
        return timeOf(row.key.createdAt);
    case LastUsedColumn:
        return timeOf(row.key.lastUsedAt);
    case RequiredColumn:
        return static_cast<int>(row.isRequired);
    default:
        return text(row, column);
    }
}

QVariant KeysModel::colour(const KeyRow &row, int column) const
{
    const Theme &theme = Theme::current();
    // No new client can connect to such a project.
    if (column == KeyColumn && !row.hasKey())
        return row.isRequired ? theme.warning : theme.dim;
    const bool isPlain = column == ProjectColumn || column == KeyColumn
        || column == DescriptionColumn || column == RequiredColumn
        || (column == ConnectionsColumn && row.connections > 0);
    return isPlain ? QVariant() : theme.dim;
}

QVariant KeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(
            (section == ConnectionsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::InitialSortOrderRole)
        return section == ConnectionsColumn ? Qt::DescendingOrder : Qt::AscendingOrder;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool isTip = role == Qt::ToolTipRole;
    switch (section) {
    case ProjectColumn:
        return isTip ? tr("Its clients connect with the key") : tr("Project");
    case KeyColumn:
        return isTip ? tr("How the key begins: the rest is not kept") : tr("Key");
    case DescriptionColumn:
        return isTip ? tr("Description given when it was issued") : tr("Description");
    case ConnectionsColumn:
        return isTip ? tr("Clients connected with the key now") : tr("Connections");
    case CreatedColumn:
        return isTip ? tr("When it was issued") : tr("Created");
    case LastUsedColumn:
        return isTip ? tr("When a client last connected with it") : tr("Last used");
    case CreatedByColumn:
        return isTip ? tr("Issuer by their own account") : tr("Created by");
    default:
        return isTip ? tr("Whether clients without the key are refused") : tr("Key required");
    }
}

} // namespace broadcaster
