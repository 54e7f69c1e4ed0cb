// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Text and data of the cells. The rest of TrafficModel is in trafficmodel.cpp.
#include "ui/traffic/trafficmodel.h"

#include "ui/base/text.h"
#include "ui/traffic/deliverytext.h"
#include "ui/traffic/traffictext.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == Delta || section == Size;
        return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole)
        return {};
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
    case ColumnCount:
        break;
    }
    return {};
}

std::optional<qint64> TrafficModel::delta(int row) const
{
    const qint64 time = rowAt(row).record->timeMs;
    if (m_zero)
        return time - m_zeroTimeMs;
    return row > 0 ? std::optional(time - rowAt(row - 1).record->timeMs) : std::nullopt;
}

QString TrafficModel::text(int row, int column) const
{
    const TrafficRow message = rowAt(row);
    switch (column) {
    case Time:
        return clockText(message.record->timeMs);
    case Delta: {
        const std::optional<qint64> milliseconds = delta(row);
        return milliseconds ? deltaText(*milliseconds) : QString();
    }
    case Project:
        return message.project->toString();
    case From:
        return partyText(senderOf(message));
    case To:
        return partyText(receiverOf(message));
    case Type:
        return messageTypeText(message);
    case Size:
        return sizeText(static_cast<qint64>(message.message.size()));
    case Delivered:
        return deliveredText(message);
    default:
        return {};
    }
}

QString TrafficModel::tip(int row, int column) const
{
    if (const quint64 dropped = droppedAbove(row); dropped > 0)
        return droppedText(dropped);
    const TrafficRow message = rowAt(row);
    switch (column) {
    case Time:
        return dateTimeText(message.record->timeMs);
    case Delivered:
        return kindText(message.record->kind) + u"\n"_s + deliveryHeadline(message) + u"\n\n"_s
            + deliveryExplanation();
    default:
        return text(row, column);
    }
}

QVariant TrafficModel::raw(int row, int column) const
{
    const TrafficRow message = rowAt(row);
    switch (column) {
    case Time:
        return message.record->timeMs;
    case Delta: {
        const std::optional<qint64> milliseconds = delta(row);
        return milliseconds ? QVariant(*milliseconds) : QVariant();
    }
    case Size:
        return static_cast<qint64>(message.message.size());
    case Delivered:
        return message.sent();
    default:
        return text(row, column);
    }
}

} // namespace broadcaster
