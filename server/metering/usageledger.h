// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/metering/usagemeter.h"
#include "server/store/usagestore.h"

#include <QtCore/QHash>

#include <chrono>

namespace broadcaster {

class SqlConnection;
class SqlWorker;

/// What was counted and is not in the database yet. Lives on the SQL thread.
class UsageLedger final {
public:
    UsageLedger();

    void add(const QList<UsageCount> &counts, qint64 nowMs);
    [[nodiscard]] bool isEmpty() const { return m_pending.isEmpty() && m_batch.counts.isEmpty(); }

    /// Writes everything. What fails is kept.
    [[nodiscard]] Result<void> write(SqlWorker &worker, qint64 nowMs);
    /// Until the next write(): longer with each that failed, up to limits::MaxUsageRetryInterval.
    [[nodiscard]] std::chrono::milliseconds writeDelay() const { return m_writeDelay; }

    [[nodiscard]] Result<UsageReport> report(
        SqlConnection &connection, const ProjectId &project, QDate today) const;
    [[nodiscard]] UsageStatistics statistics(qint64 nowMs) const;

    bool writeScheduled = false;

private:
    void noteFailure(const Error &error);
    void noteSuccess();
    [[nodiscard]] QList<UsageCount> unwritten(bool withBatch) const;

    QHash<std::pair<ProjectId, QDate>, qint64> m_pending;
    /// Frozen from the first attempt until one is known to have succeeded (see UsageBatch).
    UsageBatch m_batch;
    qint64 m_oldestMs = 0; ///< When the first of what is not written was added.
    qint64 m_failedWrites = 0;
    QString m_lastError;
    std::chrono::milliseconds m_writeDelay;
};

} // namespace broadcaster
