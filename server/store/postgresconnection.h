// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/databaselocation.h"
#include "server/store/sqlerror.h"
#include "server/store/sqlresult.h"

#include <QtCore/QDeadlineTimer>

#include <memory>
#include <variant>

struct pg_conn;
struct pg_result;

namespace broadcaster {

/// A connection of libpq. It leaves no state in the server's session (no named statement, no SET
/// outside a transaction), because a pooler may give each transaction to another session. No call
/// waits longer than its deadline. Belongs to the SQL thread.
class PostgresConnection final {
public:
    using Answer = std::variant<SqlResult, SqlFailure>;

    PostgresConnection();
    ~PostgresConnection();
    Q_DISABLE_COPY_MOVE(PostgresConnection)

    /// Tries each address of the host for a share of `timeout`.
    [[nodiscard]] std::optional<SqlFailure> open(
        const DatabaseLocation &location, std::chrono::milliseconds timeout);

    /// Runs one statement; each `?` stands for the next of the values, which are sent separately.
    /// After a failure by time-out the connection is unusable. REQUIRES: open.
    [[nodiscard]] Answer execute(
        const QString &sql, const QVariantList &values, QDeadlineTimer deadline);
    /// Runs statements without values, separated by `;`, in one go. Returns the rows of the last.
    [[nodiscard]] Answer executeDirect(const QString &sql, QDeadlineTimer deadline);

private:
    struct Finish {
        void operator()(pg_conn *connection) const;
    };

    [[nodiscard]] std::optional<SqlFailure> openAt(
        const DatabaseLocation &location, const QByteArray &address, QDeadlineTimer deadline);
    /// Waits until the socket can be read, or written if `forWriting`. False: the deadline passed.
    [[nodiscard]] bool wait(bool forReading, bool forWriting, QDeadlineTimer deadline) const;
    [[nodiscard]] Answer collect(QDeadlineTimer deadline);
    [[nodiscard]] SqlFailure failure() const;
    [[nodiscard]] SqlFailure tooLate() const;

    std::unique_ptr<pg_conn, Finish> m_connection;
};

} // namespace broadcaster
