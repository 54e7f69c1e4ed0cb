// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/api/usage.h"

#include <QtCore/QDate>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

class QObject;

namespace broadcaster {

class Database;
class SqlWorker;
class UsageLedger;

/// How writing goes, for /health.
struct UsageStatistics {
    qint64 unwritten = 0; ///< Messages counted and not yet in the database.
    qint64 failedWrites = 0; ///< Attempts, since the start.
    QString lastError; ///< Null while the last write succeeded.
    std::chrono::milliseconds lag {}; ///< Since the oldest unwritten message was counted.
};

/// Counts messages and brings them to the database, at most once a limits::UsageWriteInterval and
/// only when something changed. What cannot be written is kept and tried again, so that nothing is
/// lost while the process lives. Every call may be made from any thread and returns at once;
/// `done` is called on `context`'s thread. REQUIRES: the database outlives the meter, and `context`
/// outlives the call of `done`.
class UsageMeter final {
public:
    explicit UsageMeter(Database &database);
    ~UsageMeter();
    Q_DISABLE_COPY_MOVE(UsageMeter)

    /// False when limits::MaxUsageCounts wait for the SQL thread already: try again later.
    [[nodiscard]] bool add(const QList<UsageCount> &counts);
    /// Includes what is not written yet. A null project: all together.
    void report(QObject *context, const ProjectId &project, QDate today,
        std::function<void(Result<UsageReport>)> done);
    /// Writes now what was added before this call, also while writing backs off.
    void flush(QObject *context, std::function<void(Result<void>)> done);
    void readStatistics(QObject *context, std::function<void(UsageStatistics)> done);

private:
    static void schedule(SqlWorker &worker, const std::shared_ptr<UsageLedger> &ledger);

    Database &m_database;
    std::shared_ptr<std::atomic<qint64>> m_waitingCounts;
    /// Touched on the SQL thread only.
    std::shared_ptr<UsageLedger> m_ledger;
};

} // namespace broadcaster
