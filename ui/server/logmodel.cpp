// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/logmodel.h"

#include "server/api/check.h"
#include "ui/base/text.h"
#include "ui/theme/theme.h"

#include <QtGui/QPalette>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QVariant levelColour(LogLevel level)
{
    const Theme &theme = Theme::current();
    switch (level) {
    case LogLevel::Debug:
        return theme.faint;
    case LogLevel::Info:
        return theme.dim;
    case LogLevel::Warning:
        return theme.warning;
    case LogLevel::Error:
        return theme.bad;
    }
    return unreachable(QVariant());
}

} // namespace

QString levelText(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return LogModel::tr("debug");
    case LogLevel::Info:
        return LogModel::tr("info");
    case LogLevel::Warning:
        return LogModel::tr("warning");
    case LogLevel::Error:
        return LogModel::tr("error");
    }
    return unreachable(QString());
}

QString logLine(const LogEntry &entry)
{
    return u"%1 %2 %3: %4"_s.arg(
        clockText(entry.timeMs), levelText(entry.level), entry.category, entry.text);
}

void LogModel::append(const QList<broadcaster::LogEntry> &entries)
{
    const qsizetype added = std::min<qsizetype>(entries.size(), MaxLogRows);
    if (added == 0)
        return;
    removeOldest(static_cast<qsizetype>(m_entries.size()) + added - MaxLogRows);
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(added) - 1);
    m_entries.insert(m_entries.end(), entries.cend() - added, entries.cend());
    endInsertRows();
}

void LogModel::removeOldest(qsizetype count)
{
    if (count <= 0)
        return;
    beginRemoveRows({}, 0, static_cast<int>(count) - 1);
    m_entries.erase(m_entries.begin(), m_entries.begin() + count);
    endRemoveRows();
}

void LogModel::clear()
{
    removeOldest(rowCount());
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LogEntry &row = entry(index.row());
    const int column = index.column();
    if (role == Qt::ForegroundRole)
        return column == TextColumn && row.level <= LogLevel::Info ? QVariant()
                                                                   : levelColour(row.level);
    if (role == Qt::FontRole)
        return column == TimeColumn ? QVariant(fixedFont()) : QVariant();
    if (role == Qt::ToolTipRole)
        return column == TextColumn ? QVariant(row.text)
            : column == TimeColumn  ? QVariant(dateTimeText(row.timeMs))
                                    : QVariant();
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (column) {
    case TimeColumn:
        return role == SortRole ? QVariant(row.timeMs) : QVariant(clockText(row.timeMs));
    case LevelColumn:
        return role == SortRole ? QVariant(static_cast<int>(row.level))
                                : QVariant(levelText(row.level));
    case CategoryColumn:
        return row.category;
    default:
        return row.text;
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case LevelColumn:
        return tr("Level");
    case CategoryColumn:
        return tr("Part");
    case TextColumn:
        return tr("Message");
    default:
        return {};
    }
}

} // namespace broadcaster
