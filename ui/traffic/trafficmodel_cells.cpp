// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficmodel.h"

#include "ui/base/clienttext.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/traffic/rowcolours.h"
#include "ui/traffic/trafficcell.h"
#include "ui/traffic/traffictext.h"

namespace broadcaster {

ReplyWords TrafficModel::replyAt(int row) const
{
    return m_conversations ? replyWords(*m_conversations, sequenceAt(row)) : ReplyWords();
}

void TrafficModel::setNames(ClientNames *names)
{
    m_names = names;
    connect(names, &ClientNames::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, From), index(rowCount() - 1, To));
    });
}

TrafficCell TrafficModel::cell(const QModelIndex &index) const
{
    if (index.column() >= ColumnCount)
        return { rowAt(index.row()), m_fields[index.column() - ColumnCount] };
    return { rowAt(index.row()), index.column(),
        index.column() == Delta ? delta(index.row()) : std::nullopt };
}

QString TrafficModel::tip(const QModelIndex &index) const
{
    const quint64 dropped = droppedAbove(index.row());
    if (dropped > 0)
        return droppedText(dropped);
    const TrafficRow row = rowAt(index.row());
    QStringList parts;
    if (index.column() == Reply)
        parts.append(replyAt(index.row()).text);
    else if (index.column() == From)
        parts.append(partyTip(senderOf(row), m_names, *row.project));
    else if (index.column() == To)
        parts.append(partyTip(receiverOf(row), m_names, *row.project));
    else
        parts.append(cell(index).tip());
    if (const QByteArrayView comment = row.comment(); !comment.isEmpty())
        parts.append(tr("Comment: %1").arg(QString::fromUtf8(comment)));
    if (const ColourRule *rule = m_colours ? m_colours->ruleAt(index.row()) : nullptr)
        parts.append(tr("Colour rule: %1").arg(rule->shownName()));
    parts.removeAll(QString());
    return parts.join(u"\n\n");
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == Delta || section == Size;
        return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole)
        return {};
    if (section >= ColumnCount)
        return jsonPathText(m_fields[section - ColumnCount]);
    switch (static_cast<Column>(section)) {
    case Time:
        return tr("Time");
    case Delta:
        return tr("Delta");
    case Project:
        return tr("Project");
    case From:
        return tr("From");
    case To:
        return tr("To");
    case Type:
        return tr("Type");
    case Size:
        return tr("Size");
    case Delivered:
        return tr("Delivered");
    case Reply:
        return tr("Reply");
    case Preview:
        return tr("Preview");
    case ColumnCount:
        break;
    }
    return {};
}

QVariant TrafficModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Reply ? replyAt(index.row()).text : cell(index).text();
    case Qt::ToolTipRole:
        return tip(index);
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case SortRole:
        return index.column() == Reply ? replyAt(index.row()).text : cell(index).value();
    case SequenceRole:
        return sequenceAt(index.row());
    default:
        return {};
    }
}

} // namespace broadcaster
