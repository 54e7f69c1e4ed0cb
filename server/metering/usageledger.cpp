// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/metering/usageledger.h"

#include "server/base/tuning.h"
#include "server/logging.h"
#include "server/store/sqlworker.h"

#include <QtCore/QUuid>

#include <algorithm>
#include <functional>
#include <map>

namespace broadcaster {

UsageLedger::UsageLedger()
    : m_writeDelay(limits::UsageWriteInterval)
{
    m_batch.writer = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

void UsageLedger::add(const QList<UsageCount> &counts, qint64 nowMs)
{
    if (isEmpty())
        m_oldestMs = nowMs;
    for (const UsageCount &usage : counts) {
        if (usage.count > 0)
            m_pending[{ usage.project, usage.day }] += usage.count;
    }
}

Result<void> UsageLedger::write(SqlWorker &worker, qint64 nowMs)
{
    while (!isEmpty()) {
        if (m_batch.counts.isEmpty()) {
            m_batch.counts = unwritten(false);
            m_pending.clear();
            ++m_batch.number;
        }
        auto job = [this, nowMs](SqlConnection &connection) {
            return UsageStore(connection).add(m_batch, nowMs);
        };
        if (Result<void> added = worker.perform(job); !added) {
            noteFailure(added.error());
            return added;
        }
        m_batch.counts.clear();
        noteSuccess();
    }
    return {};
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
    for (const UsageCount &usage : unwritten(withBatch)) {
        if (!project.isNull() && usage.project != project)
            continue;
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
    UsageStatistics statistics { 0, m_failedWrites, m_lastError, {} };
    if (!isEmpty()) // The clock may be set back.
        statistics.lag = std::chrono::milliseconds(std::max<qint64>(0, nowMs - m_oldestMs));
    for (const UsageCount &usage : unwritten(true))
        statistics.unwritten += usage.count;
    return statistics;
}

void UsageLedger::noteFailure(const Error &error)
{
    ++m_failedWrites;
    if (m_lastError.isNull())
        qCWarning(logUsage).noquote()
            << "Cannot write usage counts, keeping them and trying again:" << error.detail;
    m_lastError = error.detail;
    m_writeDelay = std::min(m_writeDelay * 2, limits::MaxUsageRetryInterval);
}

void UsageLedger::noteSuccess()
{
    if (!m_lastError.isNull())
        qCInfo(logUsage) << "Usage counts are written again; none was lost";
    m_lastError = QString();
    m_writeDelay = limits::UsageWriteInterval;
}

QList<UsageCount> UsageLedger::unwritten(bool withBatch) const
{
    QList<UsageCount> counts = withBatch ? m_batch.counts : QList<UsageCount>();
    for (auto entry = m_pending.cbegin(); entry != m_pending.cend(); ++entry)
        counts.append({ entry.key().first, entry.key().second, entry.value() });
    return counts;
}

} // namespace broadcaster
