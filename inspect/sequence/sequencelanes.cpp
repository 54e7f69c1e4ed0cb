// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/sequence/sequencelanes.h"

namespace broadcaster {

namespace {

/// For a look-up only: it does not own its bytes.
SequenceEnd borrowedEnd(const ProjectId &project, QByteArrayView id, std::optional<ClientType> type)
{
    return { project, QByteArray::fromRawData(id.data(), id.size()), type };
}

} // namespace

int SequenceLanes::add(const SequenceEnd &end)
{
    if (const int lane = laneOf(end); lane != None)
        return lane;
    if (count() >= MaxLanes) {
        m_isFull = true;
        return None;
    }
    SequenceEnd owned = end;
    owned.id = QByteArray(end.id.constData(), end.id.size());
    m_numbers.insert({ owned.project, owned.id }, count());
    m_lanes.push_back(std::move(owned));
    return count() - 1;
}

int SequenceLanes::laneOf(const SequenceEnd &end) const
{
    return m_numbers.value({ end.project, end.id }, None);
}

void SequenceLanes::clear()
{
    m_lanes.clear();
    m_numbers.clear();
    m_isFull = false;
}

void addLanes(SequenceLanes &lanes, const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    if (row.isSystem())
        lanes.add({});
    else
        lanes.add(borrowedEnd(*row.project, row.sender(), record.senderType));
    switch (record.kind) {
    case TrafficKind::Ping:
    case TrafficKind::Rejected:
        lanes.add({});
        break;
    case TrafficKind::ToClient:
    case TrafficKind::SystemToOne:
    case TrafficKind::Error:
        if (record.addressed > 0) {
            lanes.add(borrowedEnd(*row.project, row.target,
                record.hasTargetType ? std::optional(record.targetType) : std::nullopt));
        }
        break;
    case TrafficKind::ToType:
    case TrafficKind::Broadcast:
    case TrafficKind::SystemToAll:
        break;
    }
}

} // namespace broadcaster
