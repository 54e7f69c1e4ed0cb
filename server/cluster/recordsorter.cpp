// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/recordsorter.h"

#include "server/base/tuning.h"

namespace broadcaster {

namespace {

bool concernsProject(RecordKind kind)
{
    return kind < RecordKind::Account;
}

void append(IncomingRecords &records, const ProjectId &project, qsizetype begin, qsizetype size)
{
    if (records.projects.empty() || records.projects.back() != project)
        records.projects.push_back(project);
    records.records.push_back({ begin, size, static_cast<quint32>(records.projects.size() - 1) });
    records.bytes += size;
}

} // namespace

ProjectId RecordSorter::projectOf(const RecordView &record)
{
    if (record.kind != RecordKind::Roster) {
        const auto found = m_projects.find(record.project);
        return found != m_projects.end() ? found->second : ProjectId();
    }
    const auto roster = readRosterHead(record.body);
    if (!roster)
        return {};
    if (roster->leaves)
        m_projects.erase(record.project);
    else
        m_projects[record.project] = roster->project;
    return roster->project;
}

RecordSorter::Counts RecordSorter::sort(const QByteArray &bytes, std::string_view batchRecords,
    ClusterRooms &rooms, const std::function<void(const RecordView &)> &other)
{
    Counts counts;
    std::vector<IncomingRecords> sorted(static_cast<size_t>(rooms.threadCount()));
    RecordReader reader(batchRecords);
    while (const auto record = reader.next()) {
        if (!concernsProject(record->kind)) {
            other(*record);
            continue;
        }
        const bool isMessage = record->kind == RecordKind::Message;
        counts.messages += isMessage ? 1 : 0;
        const ProjectId project = projectOf(*record);
        if (project.isNull()) {
            counts.unknown += isMessage ? 1 : 0;
            continue;
        }
        const int thread = rooms.threadOf(project);
        IncomingRecords &records = sorted[static_cast<size_t>(thread)];
        const auto size = static_cast<qsizetype>(record->whole.size());
        if (isMessage
            && rooms.waitingFor(thread) + records.bytes + size > limits::ClusterQueueBytes) {
            ++counts.refused;
            continue;
        }
        append(records, project, record->whole.data() - bytes.constData(), size);
    }
    for (size_t thread = 0; thread < sorted.size(); ++thread) {
        IncomingRecords &records = sorted[thread];
        if (records.records.empty())
            continue;
        records.from = m_from;
        records.batch = bytes;
        rooms.receive(static_cast<int>(thread), std::move(records));
    }
    return counts;
}

} // namespace broadcaster
