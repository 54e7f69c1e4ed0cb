// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/api/usage.h"

#include <QtCore/QDate>

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
    qint64 writes = 0; ///< Parts that were written, since the start.
    qint64 dropped = 0; ///< Messages not counted, because too many projects waited.
    qint64 refused = 0; ///< Messages counted that the database can never store.
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

    /// Counts of other projects than limits::MaxUsageEntries are dropped.
    void add(const QList<UsageCount> &counts);
    /// Includes what is not written yet. A null project: all together.
    void report(QObject *context, const ProjectId &project, QDate today,
        std::function<void(Result<UsageReport>)> done);
    /// Writes now, also while writing backs off, until nothing is left: counts that are added
    /// meanwhile as well.
    void flush(QObject *context, std::function<void(Result<void>)> done);
    /// As of now, without a visit to the SQL thread.
    [[nodiscard]] UsageStatistics statistics() const;

private:
    static void scheduleWrite(SqlWorker &worker, const std::shared_ptr<UsageLedger> &ledger);

    Database &m_database;
    std::shared_ptr<UsageLedger> m_ledger; ///< Shared with the SQL thread.
};

} // namespace broadcaster
