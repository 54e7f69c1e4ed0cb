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
/// limits::MaxUsageEntries of them. add() and statistics() may be called from any thread, all else
/// on the SQL thread.
class UsageLedger final {
public:
    UsageLedger();

    /// Counts of a project or day that there is no room for are dropped, and counted as such.
    void add(const QList<UsageCount> &counts, qint64 nowMs);
    [[nodiscard]] UsageStatistics statistics(qint64 nowMs) const;

    [[nodiscard]] bool isEmpty() const;
    /// Writes the next limits::UsageBatchEntries in the order of projects and days, or less. A
    /// part that fails is kept, except for a count that the database can never store: that one is
    /// found by halving the part, and set aside.
    [[nodiscard]] Result<void> writePart(SqlWorker &worker, qint64 nowMs);
    /// Writes part by part until nothing is left or a part fails.
    [[nodiscard]] Result<void> writeAll(SqlWorker &worker, qint64 nowMs);
    /// Until the next writePart(): longer with each that failed, up to
    /// limits::MaxUsageRetryInterval. Nothing while more is left than one part.
    [[nodiscard]] std::chrono::milliseconds writeDelay() const;

    [[nodiscard]] Result<UsageReport> report(
        SqlConnection &connection, const ProjectId &project, QDate today) const;

    std::atomic<bool> isWriteScheduled { false };

private:
    using Key = std::pair<QByteArray, QDate>; ///< The project's bytes.
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

    // The SQL thread's.
    /// Frozen from the first attempt until one is known to have succeeded (see UsageBatch).
    UsageBatch m_batch;
    qsizetype m_partSize; ///< Smaller while a count is looked for that cannot be stored.
    std::chrono::milliseconds m_writeDelay;

    mutable std::mutex m_mutex; ///< Of all that follows.
    std::map<Key, Entry> m_pending;
    QSet<ProjectId> m_refused; ///< Projects whose counts the database cannot store.
    UsageStatistics m_statistics; ///< `lag` is not kept here.
    qint64 m_pendingSinceMs = 0;
    qint64 m_batchSinceMs = 0; ///< 0: no batch.
};

} // namespace broadcaster
