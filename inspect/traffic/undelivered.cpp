// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/undelivered.h"

namespace broadcaster {

QString UndeliveredCounter::filterText()
{
    return QStringLiteral("(kind == routed && delivered == nobody) || delivered == dropped");
}

bool UndeliveredCounter::isForNobody(const TrafficRecord &record)
{
    return record.addressed == 0
        && (record.kind == TrafficKind::ToClient || record.kind == TrafficKind::ToType);
}

void UndeliveredCounter::take(const TrafficBatch &batch)
{
    for (const TrafficRecord &record : batch.records) {
        if (isForNobody(record))
            add(batch.projects.at(record.project), &Count::nobody);
    }
}

void UndeliveredCounter::takeChanged(
    const TrafficStore &store, const std::vector<quint64> &sequences)
{
    for (const quint64 sequence : sequences) {
        const TrafficRow row = store.at(sequence);
        if (row.unsent().dropped() == 0 || m_known.contains(sequence))
            continue;
        m_known.insert(sequence);
        m_order.push_back(sequence);
        if (m_order.size() > MaxRemembered) {
            m_known.remove(m_order.front());
            m_order.pop_front();
        }
        add(*row.project, &Count::dropped);
    }
}

void UndeliveredCounter::add(const ProjectId &project, qint64 Count::*kind)
{
    ++(m_all.*kind);
    if (m_counts.size() < MaxProjects || m_counts.contains(project))
        ++(m_counts[project].*kind);
}

UndeliveredCounter::Count UndeliveredCounter::count(const ProjectId &project) const
{
    return project.isNull() ? m_all : m_counts.value(project);
}

void UndeliveredCounter::forget(const ProjectId &project)
{
    const Count seen = count(project);
    m_all.nobody -= seen.nobody;
    m_all.dropped -= seen.dropped;
    if (project.isNull())
        m_counts.clear();
    else
        m_counts.remove(project);
}

} // namespace broadcaster
