// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/api/usage.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace broadcaster {

class SqlConnection;

/// Counts that are written together, once. A commit may succeed though its answer is lost with the
/// connection; adding the same batch again then adds nothing.
struct UsageBatch {
    QByteArray writer; ///< A UUID of this run of the broker.
    qint64 number = 0; ///< From 1, growing by one with each batch of the writer.
    QList<UsageCount> counts;
};

/// Counts of messages by project and day. Made inside a job of the SQL thread.
class UsageStore final {
public:
    explicit UsageStore(SqlConnection &connection);

    /// All or nothing, and at most once. REQUIRES: no pair of project and day twice. Two brokers
    /// whose counts have the same order never deadlock.
    [[nodiscard]] Result<void> add(const UsageBatch &batch, qint64 nowMs);
    [[nodiscard]] Result<bool> isWritten(const UsageBatch &batch);
    /// A null project: the sum of all. The window ends with `today`; later days count in the total.
    [[nodiscard]] Result<UsageReport> report(const ProjectId &project, QDate today);
    /// Projects with a count, in the order of their bytes; at most limits::MaxListedProjects.
    [[nodiscard]] Result<QList<ProjectId>> projects();

private:
    SqlConnection &m_connection;
};

} // namespace broadcaster
