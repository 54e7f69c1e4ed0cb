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

/// One connection of either engine. Made, used and destroyed on one thread (Qt ties connections to
/// the thread that opened them).
class SqlConnection final {
public:
    enum class Access { ReadOnly, ReadWrite }; ///< For a SQLite file; PostgreSQL ignores it.

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
    /// Like execute(), for a statement that must return rows of these columns. If it returns
    /// others, as from a pooler that mixes up its clients, the connection counts as lost.
    [[nodiscard]] Result<SqlResult> query(const QString &sql,
        std::initializer_list<SqlColumn> columns, const QVariantList &values = {});
    /// Runs one statement without preparing it: PRAGMA, CREATE. REQUIRES: as above.
    [[nodiscard]] Result<SqlResult> executeDirect(const QString &sql);

    /// Runs `work() -> Result<T>` in a transaction that holds the right to write from its start.
    /// Rolls back if `work`, a statement in it or the commit fails, and runs `work` again if it
    /// collided with another broker's. Not to be nested.
    template <typename Work>
    [[nodiscard]] std::invoke_result_t<Work &> transaction(Work work);

    /// Resets the four states below. After the deadline nothing is committed any more.
    void beginJob(QDeadlineTimer deadline = QDeadlineTimer(QDeadlineTimer::Forever));
    /// The last failed statement since beginJob(), for the log.
    [[nodiscard]] QString lastFailure() const
    {
        return m_lastFailure ? m_lastFailure->detail : QString();
    }
    /// The connection broke, now or before beginJob().
    [[nodiscard]] bool isLost() const { return m_lost; }
    [[nodiscard]] bool hasTimedOut() const { return m_timedOut; } ///< The server did not answer.
    /// Since beginJob() the database may have been changed: by a commit, or by a statement outside
    /// a transaction that is not a SELECT. A job that breaks earlier can be repeated.
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
    std::unordered_map<QString, QSqlQuery> m_statements; ///< Prepared statements of SQLite.
    std::unique_ptr<PostgresConnection> m_postgres; ///< Null for SQLite.
    QDeadlineTimer m_jobDeadline { QDeadlineTimer::Forever };
    bool m_lost = false;
    bool m_timedOut = false;
    bool m_collided = false; ///< A statement since begin() collided with another transaction.
    bool m_mayHaveChanged = false;
    bool m_inTransaction = false;
    std::optional<Error> m_lastFailure; ///< Error of a statement since begin() or beginJob().
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
