// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/usagemodel.h"

#include "ui/base/text.h"
#include "ui/theme/theme.h"

#include <QtCore/QLocale>

#include <algorithm>

namespace broadcaster {

void UsageModel::setDays(const QList<DailyUsage> &days)
{
    if (days.isEmpty() || (!m_days.isEmpty() && days.last().date < m_days.first().date)) {
        beginResetModel(); // No row can be kept: the clock was set back.
        m_days = QList<DailyUsage>(days.crbegin(), days.crend());
        endResetModel();
        return;
    }
    removeOlderThan(days.first().date);
    for (int row = 0; row < m_days.size(); ++row) {
        const qsizetype at = days.first().date.daysTo(m_days[row].date);
        if (m_days[row] == days[at])
            continue;
        m_days[row] = days[at];
        Q_EMIT dataChanged(index(row, MessagesColumn), index(row, MessagesColumn));
    }
    insertNewer(days);
}

void UsageModel::removeOlderThan(const QDate &first)
{
    const auto older = std::find_if(m_days.cbegin(), m_days.cend(),
        [&first](const DailyUsage &day) { return day.date < first; });
    if (older == m_days.cend())
        return;
    const auto row = static_cast<int>(older - m_days.cbegin());
    beginRemoveRows({}, row, static_cast<int>(m_days.size()) - 1);
    m_days.resize(row);
    endRemoveRows();
}

void UsageModel::insertNewer(const QList<DailyUsage> &days)
{
    const auto count = static_cast<int>(days.size() - m_days.size());
    if (count <= 0)
        return;
    beginInsertRows({}, 0, count - 1);
    for (const DailyUsage &day : days.last(count))
        m_days.prepend(day);
    endInsertRows();
    if (count < m_days.size()) // It was today until now.
        Q_EMIT dataChanged(index(count, WeekdayColumn), index(count, WeekdayColumn));
}

int UsageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_days.size());
}

int UsageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UsageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DailyUsage &day = m_days[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return index.column() == MessagesColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                : QVariant();
    case Qt::FontRole:
        return index.column() == WeekdayColumn ? QVariant() : QVariant(fixedFont());
    case SortRole:
        return index.column() == MessagesColumn ? QVariant(day.count) : QVariant(day.date);
    default:
        return {};
    }
}

QString UsageModel::text(int row, int column) const
{
    const DailyUsage &day = m_days[row];
    switch (column) {
    case DateColumn:
        return day.date.toString(Qt::ISODate);
    case WeekdayColumn: {
        const QString weekday = QLocale().dayName(day.date.dayOfWeek());
        return row == 0 ? tr("%1, so far").arg(weekday) : weekday;
    }
    default:
        return countText(day.count);
    }
}

QVariant UsageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(
            (section == MessagesColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case DateColumn:
        return tr("Day (UTC)");
    case WeekdayColumn:
        return tr("Weekday");
    default:
        return tr("Messages");
    }
}

} // namespace broadcaster
