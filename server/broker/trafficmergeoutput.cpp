// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/trafficmergeoutput.h"

#include <utility>

namespace broadcaster {

bool TrafficMergeOutput::isEmpty() const
{
    const TrafficBatch &batch = *m_batch;
    return batch.records.empty() && batch.changes.empty() && batch.events.empty()
        && batch.dropped == 0 && batch.droppedChanges == 0 && batch.droppedEvents == 0;
}

void TrafficMergeOutput::addRecord(const TrafficBatch &from, size_t index)
{
    const TrafficRecord &original = from.records[index];
    TrafficRecord record = original;
    record.project = indexOf(from.projects.at(original.project));
    record.begin = copied(from.bytes, original.begin, original.size);
    // The type and the target usually are a part of the message, which is copied already.
    const auto place = [&](quint32 begin, quint32 size) {
        const bool isWithin = begin >= original.begin
            && begin + size <= original.begin + original.size;
        return isWithin ? record.begin + (begin - original.begin) : copied(from.bytes, begin, size);
    };
    record.typeBegin = place(original.typeBegin, original.typeSize);
    record.targetBegin = place(original.targetBegin, original.targetSize);
    m_batch->records.push_back(record);
}

quint32 TrafficMergeOutput::copied(const QByteArray &from, quint32 begin, quint32 size)
{
    const auto at = static_cast<quint32>(m_batch->bytes.size());
    m_batch->bytes.append(from.constData() + begin, static_cast<qsizetype>(size));
    return at;
}

quint32 TrafficMergeOutput::indexOf(const ProjectId &project)
{
    const auto known = m_projects.constFind(project);
    if (known != m_projects.constEnd())
        return *known;
    const auto index = static_cast<quint32>(m_batch->projects.size());
    m_batch->projects.append(project);
    m_projects.insert(project, index);
    return index;
}

void TrafficMergeOutput::addEvents(const TrafficBatch &from, size_t &next, size_t record)
{
    for (; next < from.events.size() && from.events[next].after <= record; ++next) {
        ClientEvent &event = m_batch->events.emplace_back(from.events[next]);
        event.after = static_cast<quint32>(m_batch->records.size());
    }
}

void TrafficMergeOutput::addChanges(const TrafficBatch &from)
{
    m_batch->changes.insert(m_batch->changes.end(), from.changes.begin(), from.changes.end());
    m_batch->droppedChanges += from.droppedChanges;
    m_batch->droppedEvents += from.droppedEvents;
}

TrafficBatchPointer TrafficMergeOutput::take()
{
    m_projects.clear();
    return std::exchange(m_batch, std::make_shared<TrafficBatch>());
}

} // namespace broadcaster
