// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/usage/usageledger.h"

#include "server/base/logging.h"
#include "server/base/storelimits.h"
#include "server/store/sqlworker.h"

#include <QtCore/QUuid>

#include <algorithm>
#include <functional>
#include <map>

namespace broadcaster {

using namespace std::chrono_literals;

UsageLedger::UsageLedger()
    : m_partSize(limits::UsageBatchEntries)
    , m_writeDelay(limits::UsageWriteInterval)
{
    m_batch.writer = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

bool UsageLedger::isEmpty() const
{
    const std::lock_guard lock(m_mutex);
    return m_pending.empty() && m_batchSinceMs == 0;
}

void UsageLedger::add(const QList<UsageCount> &counts, qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    if (m_pending.empty())
        m_pendingSinceMs = nowMs;
    for (const UsageCount &usage : counts) {
        if (usage.count <= 0)
            continue;
        if (m_refused.contains(usage.project)) {
            m_statistics.refused += usage.count;
            continue;
        }
        const Key key(usage.project.utf8(), usage.day);
        auto entry = m_pending.find(key);
        if (entry == m_pending.end()) {
            if (m_pending.size() >= limits::MaxUsageEntries) {
                if (m_statistics.dropped == 0)
                    qCCritical(logUsage, "counts of new projects are dropped: %d wait already",
                        limits::MaxUsageEntries);
                m_statistics.dropped += usage.count;
                continue;
            }
            entry = m_pending.emplace(key, Entry { usage.project, 0 }).first;
        }
        entry->second.count += usage.count;
        m_statistics.unwritten += usage.count;
    }
}

void UsageLedger::takeBatch()
{
    const std::lock_guard lock(m_mutex);
    auto entry = m_pending.begin();
    while (entry != m_pending.end() && m_batch.counts.size() < m_partSize) {
        m_batch.counts.append({ entry->second.project, entry->first.second, entry->second.count });
        entry = m_pending.erase(entry);
    }
    ++m_batch.number;
    m_batchSinceMs = m_pendingSinceMs;
}

Result<void> UsageLedger::writePart(SqlWorker &worker, qint64 nowMs)
{
    if (isEmpty())
        return {};
    if (m_batch.counts.isEmpty())
        takeBatch();
    auto job = [this, nowMs](SqlConnection &connection) {
        return UsageStore(connection).add(m_batch, nowMs);
    };
    const Result<void> added = worker.perform(job);
    if (added) {
        noteSuccess();
        return {};
    }
    const ErrorCode code = added.error().code;
    if (code == ErrorCode::DatabaseRefusedValue || code == ErrorCode::Conflict) {
        narrow(added.error());
        return {};
    }
    noteFailure(added.error());
    return added;
}

Result<void> UsageLedger::writeAll(SqlWorker &worker, qint64 nowMs)
{
    while (!isEmpty() && !worker.isAbandoned()) {
        if (Result<void> written = writePart(worker, nowMs); !written)
            return written;
    }
    return {};
}

std::chrono::milliseconds UsageLedger::writeDelay() const
{
    const std::lock_guard lock(m_mutex);
    const bool isBehind = !m_statistics.lastError
        && (m_batchSinceMs != 0 || m_pending.size() > size_t(limits::UsageBatchEntries)
            || m_partSize < limits::UsageBatchEntries);
    return isBehind ? 0ms : m_writeDelay;
}

/// The batch is not in the database: its server refused it as a whole.
void UsageLedger::narrow(const Error &error)
{
    if (m_batch.counts.size() == 1) {
        setAside(m_batch.counts.takeFirst(), error);
        return;
    }
    m_partSize = m_batch.counts.size() / 2;
    const std::lock_guard lock(m_mutex);
    for (const UsageCount &usage : m_batch.counts.sliced(m_partSize)) {
        Entry &entry = m_pending[{ usage.project.utf8(), usage.day }];
        entry.project = usage.project;
        entry.count += usage.count;
    }
    m_pendingSinceMs = m_batchSinceMs;
    m_batch.counts.resize(m_partSize);
}

void UsageLedger::setAside(const UsageCount &usage, const Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (m_statistics.refused == 0)
        qCCritical(logUsage).noquote()
            << "The database cannot store the counts of a project; they are set aside, and so are "
               "those of others like it:"
            << error.detail;
    if (m_refused.size() < limits::MaxUsageRefusals)
        m_refused.insert(usage.project);
    m_statistics.refused += usage.count;
    m_statistics.unwritten -= usage.count;
    m_batchSinceMs = 0;
}

Result<UsageReport> UsageLedger::report(
    SqlConnection &connection, const ProjectId &project, QDate today) const
{
    UsageStore store(connection);
    Result<UsageReport> report = store.report(project, today);
    if (!report || isEmpty())
        return report;
    bool withBatch = !m_batch.counts.isEmpty();
    if (withBatch) {
        const Result<bool> written = store.isWritten(m_batch);
        if (!written)
            return written.error();
        withBatch = !*written;
    }
    std::map<QDate, qint64, std::greater<>> days;
    for (const DailyUsage &day : std::as_const(report->days))
        days[day.date] = day.count;
    const QDate first = today.addDays(1 - limits::UsageDays);
    for (const UsageCount &usage : unwritten(project, withBatch)) {
        report->total += usage.count;
        if (usage.day >= first && usage.day <= today)
            days[usage.day] += usage.count;
    }
    report->days.clear();
    for (const auto &[date, count] : days)
        report->days.append({ date, count });
    return report;
}

UsageStatistics UsageLedger::statistics(qint64 nowMs) const
{
    const std::lock_guard lock(m_mutex);
    UsageStatistics statistics = m_statistics;
    const qint64 since = m_batchSinceMs != 0 ? m_batchSinceMs
        : m_pending.empty()                  ? nowMs
                                             : m_pendingSinceMs;
    // The clock may be set back.
    statistics.lag = std::chrono::milliseconds(std::max<qint64>(0, nowMs - since));
    return statistics;
}

void UsageLedger::noteFailure(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    ++m_statistics.failedWrites;
    if (!m_statistics.lastError)
        qCWarning(logUsage).noquote()
            << "Cannot write usage counts, keeping them and trying again:" << error.detail;
    m_statistics.lastError = error;
    m_writeDelay = std::min(m_writeDelay * 2, limits::MaxUsageRetryInterval);
}

void UsageLedger::noteSuccess()
{
    const std::lock_guard lock(m_mutex);
    if (m_statistics.lastError)
        qCInfo(logUsage) << "Usage counts are written again; none was lost";
    m_statistics.lastError.reset();
    ++m_statistics.writes;
    for (const UsageCount &usage : std::as_const(m_batch.counts))
        m_statistics.unwritten -= usage.count;
    m_batch.counts.clear();
    m_batchSinceMs = 0;
    m_writeDelay = limits::UsageWriteInterval;
    m_partSize = std::min(m_partSize * 2, limits::UsageBatchEntries);
}

/// A null project: of all projects.
QList<UsageCount> UsageLedger::unwritten(const ProjectId &project, bool withBatch) const
{
    QList<UsageCount> counts;
    const auto take = [&](const ProjectId &owner, QDate day, qint64 count) {
        if (project.isNull() || owner == project)
            counts.append({ owner, day, count });
    };
    for (const UsageCount &usage : withBatch ? m_batch.counts : QList<UsageCount>())
        take(usage.project, usage.day, usage.count);
    const std::lock_guard lock(m_mutex);
    // A null date is before all others.
    auto entry = m_pending.lower_bound({ project.utf8(), QDate() });
    for (; entry != m_pending.end(); ++entry) {
        if (!project.isNull() && entry->second.project != project)
            break;
        take(entry->second.project, entry->first.second, entry->second.count);
    }
    return counts;
}

} // namespace broadcaster
