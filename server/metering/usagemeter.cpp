// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/metering/usagemeter.h"

#include "server/base/tuning.h"
#include "server/metering/usageledger.h"
#include "server/store/database.h"

#include <QtCore/QDateTime>

namespace broadcaster {

UsageMeter::UsageMeter(Database &database)
    : m_database(database)
    , m_waitingCounts(std::make_shared<std::atomic<qint64>>(0))
    , m_ledger(std::make_shared<UsageLedger>())
{
}

UsageMeter::~UsageMeter() = default;

bool UsageMeter::add(const QList<UsageCount> &counts)
{
    if (m_waitingCounts->fetch_add(counts.size()) >= limits::MaxUsageCounts) {
        m_waitingCounts->fetch_sub(counts.size());
        return false;
    }
    m_database.visit([ledger = m_ledger, waiting = m_waitingCounts, counts](SqlWorker &worker) {
        waiting->fetch_sub(counts.size());
        ledger->add(counts, QDateTime::currentMSecsSinceEpoch());
        schedule(worker, ledger);
    });
    return true;
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
        Result<void> written = ledger->write(worker, QDateTime::currentMSecsSinceEpoch());
        schedule(worker, ledger);
        post(context, [done, written = std::move(written)] { done(written); });
    });
}

void UsageMeter::readStatistics(QObject *context, std::function<void(UsageStatistics)> done)
{
    m_database.visit([ledger = m_ledger, context, done = std::move(done)](SqlWorker &) {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        post(context, [done, statistics = ledger->statistics(now)] { done(statistics); });
    });
}

void UsageMeter::schedule(SqlWorker &worker, const std::shared_ptr<UsageLedger> &ledger)
{
    if (ledger->writeScheduled || ledger->isEmpty())
        return;
    ledger->writeScheduled = true;
    worker.later(ledger->writeDelay(), [&worker, ledger] {
        ledger->writeScheduled = false;
        (void)ledger->write(worker, QDateTime::currentMSecsSinceEpoch());
        schedule(worker, ledger);
    });
}

} // namespace broadcaster
