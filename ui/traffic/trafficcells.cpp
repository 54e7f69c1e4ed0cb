// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficcells.h"

#include "ui/base/clienttext.h"
#include "ui/traffic/rowcolours.h"
#include "ui/traffic/trafficcell.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/traffictext.h"

namespace broadcaster {

TrafficCell TrafficCells::cell(const QModelIndex &index) const
{
    const TrafficRow row = m_model.rowAt(index.row());
    if (const JsonPath *field = m_model.fieldOf(index.column()))
        return { row, *field };
    return { row, index.column(),
        index.column() == TrafficModel::Delta ? m_model.delta(index.row()) : std::nullopt };
}

QString TrafficCells::tip(const QModelIndex &index) const
{
    if (const TrafficGap gap = m_model.gapAbove(index.row()); !gap.isEmpty())
        return gapText(gap);
    const TrafficRow row = m_model.rowAt(index.row());
    QStringList parts;
    if (index.column() == TrafficModel::Reply)
        parts.append(m_model.replyAt(index.row()).text);
    else if (index.column() == TrafficModel::From)
        parts.append(partyTip(senderOf(row), m_model.names(), *row.project));
    else if (index.column() == TrafficModel::To)
        parts.append(partyTip(receiverOf(row), m_model.names(), *row.project));
    else
        parts.append(cell(index).tip());
    if (const QByteArrayView comment = row.comment(); !comment.isEmpty())
        parts.append(TrafficModel::tr("Comment: %1").arg(QString::fromUtf8(comment)));
    const RowColours *colours = m_model.colours();
    if (const ColourRule *rule = colours ? colours->ruleAt(index.row()) : nullptr)
        parts.append(TrafficModel::tr("Colour rule: %1").arg(rule->shownName()));
    parts.removeAll(QString());
    return parts.join(u"\n\n");
}

QVariant TrafficCells::title(int column, int role) const
{
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = column == TrafficModel::Delta || column == TrafficModel::Size;
        return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole)
        return {};
    if (const JsonPath *field = m_model.fieldOf(column))
        return jsonPathText(*field);
    switch (static_cast<TrafficModel::Column>(column)) {
    case TrafficModel::Time:
        return TrafficModel::tr("Time");
    case TrafficModel::Delta:
        return TrafficModel::tr("Delta");
    case TrafficModel::Project:
        return TrafficModel::tr("Project");
    case TrafficModel::From:
        return TrafficModel::tr("From");
    case TrafficModel::To:
        return TrafficModel::tr("To");
    case TrafficModel::Type:
        return TrafficModel::tr("Type");
    case TrafficModel::Size:
        return TrafficModel::tr("Size");
    case TrafficModel::Delivered:
        return TrafficModel::tr("Delivered");
    case TrafficModel::Reply:
        return TrafficModel::tr("Reply");
    case TrafficModel::Preview:
        return TrafficModel::tr("Preview");
    case TrafficModel::ColumnCount:
        break;
    }
    return {};
}

QVariant TrafficCells::data(const QModelIndex &index, int role) const
{
    const bool isReply = index.column() == TrafficModel::Reply;
    switch (role) {
    case Qt::DisplayRole:
        return isReply ? m_model.replyAt(index.row()).text : cell(index).text();
    case Qt::ToolTipRole:
        return tip(index);
    case Qt::TextAlignmentRole:
        return title(index.column(), role);
    case TrafficModel::SortRole:
        return isReply ? m_model.replyAt(index.row()).text : cell(index).value();
    case TrafficModel::SequenceRole:
        return m_model.sequenceAt(index.row());
    default:
        return {};
    }
}

} // namespace broadcaster
