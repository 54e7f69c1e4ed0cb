// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/usage/usagemeter.h"

#include "server/base/tuning.h"
#include "server/store/database.h"
#include "server/usage/usageledger.h"

#include <QtCore/QDateTime>

namespace broadcaster {

UsageMeter::UsageMeter(Database &database)
    : m_database(database)
    , m_ledger(std::make_shared<UsageLedger>())
{
}

UsageMeter::~UsageMeter() = default;

void UsageMeter::add(const QList<UsageCount> &counts)
{
    m_ledger->add(counts, QDateTime::currentMSecsSinceEpoch());
    if (!m_ledger->isWriteScheduled.exchange(true))
        m_database.visit([ledger = m_ledger](SqlWorker &worker) { scheduleWrite(worker, ledger); });
}

void UsageMeter::report(QObject *context, const ProjectId &project, QDate today,
    std::function<void(Result<UsageReport>)> done)
{
    m_database.run(
        context,
        [ledger = m_ledger, project, today](
            SqlConnection &connection) { return ledger->report(connection, project, today); },
        std::move(done));
}

void UsageMeter::flush(QObject *context, std::function<void(Result<void>)> done)
{
    m_database.visit([ledger = m_ledger, context, done = std::move(done)](SqlWorker &worker) {
        worker.forgetFailure();
        Result<void> written = ledger->writeAll(worker, QDateTime::currentMSecsSinceEpoch());
        post(context, [done, written = std::move(written)] { done(written); });
    });
}

UsageStatistics UsageMeter::statistics() const
{
    return m_ledger->statistics(QDateTime::currentMSecsSinceEpoch());
}

/// One part at a time, so that other jobs run in between.
void UsageMeter::scheduleWrite(SqlWorker &worker, const std::shared_ptr<UsageLedger> &ledger)
{
    worker.later(ledger->writeDelay(), [&worker, ledger] {
        (void)ledger->writePart(worker, QDateTime::currentMSecsSinceEpoch());
        ledger->isWriteScheduled = false;
        if (!ledger->isEmpty() && !ledger->isWriteScheduled.exchange(true))
            scheduleWrite(worker, ledger);
    });
}

} // namespace broadcaster
