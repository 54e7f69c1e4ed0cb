// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturedrows.h"

#include "inspect/traffic/messagetype.h"

#include <utility>

namespace broadcaster {

void CapturedRows::add(
    TrafficRecord record, const ProjectId &project, QByteArrayView message, QByteArrayView target)
{
    const auto known = m_projects.constFind(project);
    if (known != m_projects.constEnd()) {
        record.project = *known;
    } else {
        record.project = static_cast<quint32>(m_captured.batch.projects.size());
        m_captured.batch.projects.append(project);
        m_projects.insert(project, record.project);
    }
    record.begin = static_cast<quint32>(m_captured.batch.bytes.size());
    record.size = static_cast<quint32>(message.size());
    m_captured.batch.bytes.append(message);
    setMessageType(record, m_captured.batch.bytes);
    record.targetBegin = static_cast<quint32>(m_captured.batch.bytes.size());
    record.targetSize = static_cast<quint32>(target.size());
    m_captured.batch.bytes.append(target);
    m_captured.batch.records.push_back(record);
}

void CapturedRows::setDelivery(MessageDelivery delivery)
{
    if (!delivery.isEmpty())
        m_captured.deliveries.emplace(m_captured.batch.records.size() - 1, std::move(delivery));
}

void CapturedRows::setNote(const MessageNote &note)
{
    if (!note.isEmpty())
        m_captured.notes.emplace(m_captured.batch.records.size() - 1, note);
}

CapturedBatch CapturedRows::take()
{
    m_projects.clear();
    return std::exchange(m_captured, {});
}

} // namespace broadcaster
