// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/base/storelimits.h"
#include "server/store/databaselocation.h"
#include "server/store/sqlresult.h"

#include <QtCore/QDeadlineTimer>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

#include <initializer_list>
#include <memory>
#include <optional>
#include <type_traits>
#include <unordered_map>
#include <variant>

namespace broadcaster {

class PostgresConnection;
struct SqlFailure;

/// One connection of either engine. Made, used and destroyed on one thread (Qt ties connections
/// to the thread that opened them).
class SqlConnection final {
public:
    enum class Access { ReadOnly, ReadWrite }; ///< Of a SQLite file; PostgreSQL ignores it.

    explicit SqlConnection(DatabaseLocation location);
    ~SqlConnection();
    Q_DISABLE_COPY_MOVE(SqlConnection)

    [[nodiscard]] Result<void> open(Access access);
    void close();

    [[nodiscard]] const DatabaseLocation &location() const { return m_location; }
    [[nodiscard]] bool isPostgres() const
    {
        return m_location.engine == DatabaseLocation::Engine::Postgres;
    }

    /// Runs one statement with values for its `?`. A text with U+0000 or half a surrogate pair is
    /// refused with InvalidArgument. REQUIRES: `sql` contains no values, and is one of a fixed set
    /// of texts for SQLite, where it stays prepared until the connection closes.
    [[nodiscard]] Result<SqlResult> execute(const QString &sql, const QVariantList &values = {});
    /// As execute(), for a statement that must give rows of these columns. The connection counts as
    /// lost when it gives others, as that of a pooler that mixes up its clients may.
    [[nodiscard]] Result<SqlResult> query(const QString &sql,
        std::initializer_list<SqlColumn> columns, const QVariantList &values = {});
    /// Runs one statement without preparing it: PRAGMA, CREATE. REQUIRES: as above.
    [[nodiscard]] Result<SqlResult> executeDirect(const QString &sql);

    /// Runs `work() -> Result<T>` in a transaction that holds the right to write from its start.
    /// Rolls back where `work`, a statement in it or the commit fails, and runs `work` again where
    /// it collided with another broker's. Not to be nested.
    template <typename Work>
    [[nodiscard]] std::invoke_result_t<Work &> transaction(Work work);

    /// Starts the watch of the four below. After the deadline nothing is committed any more.
    void beginJob(QDeadlineTimer deadline = QDeadlineTimer(QDeadlineTimer::Forever));
    /// Of the last statement that failed since beginJob(), for the log.
    [[nodiscard]] QString lastFailure() const
    {
        return m_lastFailure ? m_lastFailure->detail : QString();
    }
    [[nodiscard]] bool isLost() const { return m_lost; } ///< Broke, now or before beginJob().
    [[nodiscard]] bool hasTimedOut() const { return m_timedOut; } ///< The server did not answer.
    /// Something since beginJob() may have changed the database: a commit, or a statement outside
    /// a transaction that is not a SELECT. What broke before that can be done again.
    [[nodiscard]] bool mayHaveChanged() const { return m_mayHaveChanged; }

private:
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    void rollback();
    [[nodiscard]] Result<void> openSqlite(Access access);
    [[nodiscard]] Result<SqlResult> finish(QSqlQuery &query, bool succeeded);
    [[nodiscard]] Result<SqlResult> taken(std::variant<SqlResult, SqlFailure> answer);
    [[nodiscard]] QDeadlineTimer answerDeadline() const;
    [[nodiscard]] Error failure(const SqlFailure &failure);
    void noteEffect(const QString &sql);

    const DatabaseLocation m_location;
    const QString m_name;
    QSqlDatabase m_database;
    std::unordered_map<QString, QSqlQuery> m_statements; ///< SQLite's.
    std::unique_ptr<PostgresConnection> m_postgres; ///< Null for SQLite.
    QDeadlineTimer m_jobDeadline { QDeadlineTimer::Forever };
    bool m_lost = false;
    bool m_timedOut = false;
    bool m_collided = false; ///< A statement since begin(), with another transaction.
    bool m_mayHaveChanged = false;
    bool m_inTransaction = false;
    std::optional<Error> m_lastFailure; ///< Of a statement since begin() or beginJob().
};

template <typename Work>
std::invoke_result_t<Work &> SqlConnection::transaction(Work work)
{
    for (int attempt = 1;; ++attempt) {
        if (Result<void> begun = begin(); !begun)
            return begun.error();
        auto result = work();
        if (result.ok()) {
            Result<void> committed = commit();
            if (!committed)
                result = committed.error();
        } else {
            rollback();
        }
        if (result.ok() || !m_collided || attempt == limits::MaxTransactionAttempts)
            return result;
    }
}

} // namespace broadcaster
