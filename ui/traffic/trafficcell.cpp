// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficcell.h"

#include "ui/base/text.h"
#include "ui/traffic/deliverytext.h"
#include "ui/traffic/previewtext.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/traffictext.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

TrafficCell::TrafficCell(const TrafficRow &row, int column, std::optional<qint64> deltaMs)
    : m_row(row)
    , m_column(column)
    , m_deltaMs(deltaMs)
{
}

TrafficCell::TrafficCell(const TrafficRow &row, const JsonPath &field)
    : m_row(row)
    , m_column(TrafficModel::ColumnCount)
    , m_field(&field)
{
}

QString TrafficCell::text() const
{
    if (m_field)
        return fieldText(m_row, *m_field);
    switch (m_column) {
    case TrafficModel::Time:
        return clockText(m_row.record->timeMs);
    case TrafficModel::Delta:
        return m_deltaMs ? deltaText(*m_deltaMs) : QString();
    case TrafficModel::Project:
        return m_row.project->toString();
    case TrafficModel::From:
        return partyText(senderOf(m_row));
    case TrafficModel::To:
        return partyText(receiverOf(m_row));
    case TrafficModel::Type:
        return messageTypeText(m_row);
    case TrafficModel::Size:
        return sizeText(static_cast<qint64>(m_row.size()));
    case TrafficModel::Delivered:
        return deliveredText(m_row);
    case TrafficModel::Preview:
        return previewText(m_row);
    default:
        return {};
    }
}

QString TrafficCell::tip() const
{
    switch (m_column) {
    case TrafficModel::Time:
        return dateTimeText(m_row.record->timeMs);
    case TrafficModel::Delivered:
        return kindText(m_row.record->kind) + u"\n"_s + deliveryHeadline(m_row) + u"\n\n"_s
            + deliveryExplanation();
    default:
        return text();
    }
}

QVariant TrafficCell::value() const
{
    switch (m_column) {
    case TrafficModel::Time:
        return m_row.record->timeMs;
    case TrafficModel::Delta:
        return m_deltaMs ? QVariant(*m_deltaMs) : QVariant();
    case TrafficModel::Size:
        return static_cast<qint64>(m_row.size());
    case TrafficModel::Delivered:
        return m_row.sent();
    default:
        return text();
    }
}

} // namespace broadcaster
