// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/api/usage.h"

#include <QtCore/QDate>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

class QObject;

namespace broadcaster {

class Database;
class SqlWorker;
class UsageLedger;

/// State of the writing, for /health.
struct UsageStatistics {
    qint64 unwritten = 0; ///< Messages counted and not yet in the database.
    qint64 failedWrites = 0; ///< Failed attempts since the start.
    qint64 writes = 0; ///< Written parts since the start.
    qint64 dropped = 0; ///< Messages not counted, because too many projects waited.
    qint64 refused = 0; ///< Counted messages that the database can never store.
    std::optional<Error> lastError; ///< Nothing while the last write succeeded.
    std::chrono::milliseconds lag {}; ///< Time since the oldest unwritten message was counted.
};

/// Counts messages and writes the counts to the database, at most once per
/// limits::UsageWriteInterval and only when something changed. Counts that cannot be written are
/// kept and tried again, so that none is lost while the process lives. Every call may be made from
/// any thread and returns at once; `done` is called on `context`'s thread. REQUIRES: the database
/// outlives the meter, and `context` outlives the call of `done`.
class UsageMeter final {
public:
    explicit UsageMeter(Database &database);
    ~UsageMeter();
    Q_DISABLE_COPY_MOVE(UsageMeter)

    /// Drops counts of projects beyond limits::MaxUsageEntries.
    void add(const QList<UsageCount> &counts);
    /// Includes unwritten counts. A null project: the sum of all.
    void report(QObject *context, const ProjectId &project, QDate today,
        std::function<void(Result<UsageReport>)> done);
    /// Writes now, even while writing backs off, until all counts are written, those added
    /// meanwhile as well.
    void flush(QObject *context, std::function<void(Result<void>)> done);
    /// Present state, without a visit to the SQL thread.
    [[nodiscard]] UsageStatistics statistics() const;

private:
    static void scheduleWrite(SqlWorker &worker, const std::shared_ptr<UsageLedger> &ledger);

    Database &m_database;
    std::shared_ptr<UsageLedger> m_ledger; ///< Shared with the SQL thread.
};

} // namespace broadcaster
