// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/receivedmodel.h"

#include "inspect/json/jsontext.h"
#include "ui/base/text.h"
#include "ui/theme/theme.h"

namespace broadcaster {

namespace {

constexpr qsizetype MaxTypeLength = 200;

QString typeOf(const QByteArray &message)
{
    return jsonText(jsonAt(QByteArrayView(message), { QByteArray("type") })).left(MaxTypeLength);
}

} // namespace

void ReceivedModel::append(std::vector<ReceivedMessage> messages)
{
    if (messages.empty())
        return;
    const size_t surplus = messages.size() > MaxCount ? messages.size() - MaxCount : 0;
    messages.erase(messages.begin(), messages.begin() + static_cast<std::ptrdiff_t>(surplus));
    qsizetype added = 0;
    for (const ReceivedMessage &message : messages)
        added += message.text.size();
    size_t gone = 0;
    qsizetype goneBytes = 0;
    while (gone < m_rows.size()
        && (m_rows.size() - gone + messages.size() > MaxCount
            || m_bytes - goneBytes + added > MaxBytes))
        goneBytes += m_rows[gone++].message.text.size();
    if (gone > 0) {
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(gone));
        m_bytes -= goneBytes;
        endRemoveRows();
    }
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(messages.size()) - 1);
    for (ReceivedMessage &message : messages) {
        QString type = typeOf(message.text);
        m_rows.push_back({ std::move(message), std::move(type) });
    }
    m_bytes += added;
    endInsertRows();
}

void ReceivedModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_bytes = 0;
    endResetModel();
}

int ReceivedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReceivedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReceivedModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    const qint64 size = row.message.text.size();
    const bool isFigure = index.column() != TypeColumn;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == TimeColumn)
            return clockText(row.message.timeMs);
        return index.column() == TypeColumn ? row.type : sizeText(size);
    case SortRole:
        if (index.column() == TimeColumn)
            return row.message.timeMs;
        return index.column() == TypeColumn ? QVariant(row.type) : QVariant(size);
    case MessageRole:
        return row.message.text;
    case Qt::FontRole:
        return isFigure ? QVariant(fixedFont()) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == SizeColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                            : QVariant();
    default:
        return {};
    }
}

QVariant ReceivedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == SizeColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case TypeColumn:
        return tr("Type");
    default:
        return tr("Size");
    }
}

} // namespace broadcaster
