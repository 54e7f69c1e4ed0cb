// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/usagestore.h"
#include "server/usage/usagemeter.h"

#include <QtCore/QSet>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <utility>

namespace broadcaster {

class SqlConnection;
class SqlWorker;

/// The counts that are not in the database yet: a sum for each project and day, at most
/// limits::MaxUsageEntries of them. add() and statistics() may be called from any thread, all other
/// functions on the SQL thread.
class UsageLedger final {
public:
    UsageLedger();

    /// Drops counts of a project or day that has no room, and counts them as dropped.
    void add(const QList<UsageCount> &counts, qint64 nowMs);
    [[nodiscard]] UsageStatistics statistics(qint64 nowMs) const;

    [[nodiscard]] bool isEmpty() const;
    /// Writes at most limits::UsageBatchEntries in the order of projects and days. A part that
    /// fails is kept, except for a count that the database can never store: halving the part finds
    /// that count, which is set aside.
    [[nodiscard]] Result<void> writePart(SqlWorker &worker, qint64 nowMs);
    /// Writes part by part until all are written or a part fails.
    [[nodiscard]] Result<void> writeAll(SqlWorker &worker, qint64 nowMs);
    /// Time until the next writePart(): longer after each failure, up to
    /// limits::MaxUsageRetryInterval. Zero while more than one part is left.
    [[nodiscard]] std::chrono::milliseconds writeDelay() const;

    [[nodiscard]] Result<UsageReport> report(
        SqlConnection &connection, const ProjectId &project, QDate today) const;

    std::atomic<bool> isWriteScheduled { false };

private:
    using Key = std::pair<QByteArray, QDate>; ///< The project's bytes and the day.
    struct Entry {
        ProjectId project;
        qint64 count = 0;
    };

    void takeBatch();
    void narrow(const Error &error);
    void setAside(const UsageCount &usage, const Error &error);
    void noteFailure(const Error &error);
    void noteSuccess();
    [[nodiscard]] QList<UsageCount> unwritten(const ProjectId &project, bool withBatch) const;

    // State of the SQL thread.
    /// Frozen from the first attempt until an attempt is known to have succeeded (see UsageBatch).
    UsageBatch m_batch;
    qsizetype m_partSize; ///< Smaller while looking for a count that cannot be stored.
    std::chrono::milliseconds m_writeDelay;

    mutable std::mutex m_mutex; ///< Guards all members below.
    std::map<Key, Entry> m_pending;
    QSet<ProjectId> m_refused; ///< Projects whose counts the database cannot store.
    UsageStatistics m_statistics; ///< `lag` is not kept here.
    qint64 m_pendingSinceMs = 0;
    qint64 m_batchSinceMs = 0; ///< 0: no batch.
};

} // namespace broadcaster
