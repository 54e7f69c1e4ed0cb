// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/store/databaselocation.h"

#include <QtCore/QVariant>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

#include <optional>
#include <type_traits>
#include <unordered_map>

namespace broadcaster {

/// What a statement gave, read to its end: no statement stays open behind the caller's back, which
/// in SQLite would hold a read transaction and keep the write-ahead log from ever shrinking.
struct SqlResult {
    QList<QVariantList> rows;
    qint64 affected = 0; ///< Rows changed. Not set for statements that give rows.
};

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
    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }

    [[nodiscard]] const DatabaseLocation &location() const { return m_location; }
    [[nodiscard]] bool isPostgres() const
    {
        return m_location.engine == DatabaseLocation::Engine::Postgres;
    }

    /// Runs one statement with values bound to its `?`. The prepared statement is kept until the
    /// connection closes. REQUIRES: `sql` is one of a fixed set of texts and contains no values.
    [[nodiscard]] Result<SqlResult> execute(const QString &sql, const QVariantList &values = {});
    /// Runs one statement without preparing it: PRAGMA, SET, CREATE. REQUIRES: as above.
    [[nodiscard]] Result<SqlResult> executeDirect(const QString &sql);

    /// Runs `work() -> Result<T>` in a transaction that holds the right to write from its start.
    /// Rolls back where `work`, a statement in it or the commit fails. Not to be nested.
    template <typename Work>
    [[nodiscard]] std::invoke_result_t<Work &> transaction(Work work);

    /// Starts the watch of the two below.
    void beginJob();
    /// Of the last statement that failed since beginJob(), for the log.
    [[nodiscard]] QString lastFailure() const
    {
        return m_lastFailure ? m_lastFailure->detail : QString();
    }
    [[nodiscard]] bool isLost() const { return m_lost; } ///< Broke, now or before beginJob().
    /// Something since beginJob() may have changed the database: a commit, or a statement outside
    /// a transaction that is not a SELECT. What broke before that can be done again.
    [[nodiscard]] bool mayHaveChanged() const { return m_mayHaveChanged; }

private:
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    void rollback();
    [[nodiscard]] Result<SqlResult> finish(QSqlQuery &query, bool succeeded);
    [[nodiscard]] Error failure(const QSqlError &error);
    void noteEffect(const QString &sql);

    const DatabaseLocation m_location;
    const QString m_name;
    QSqlDatabase m_database;
    std::unordered_map<QString, QSqlQuery> m_statements;
    bool m_lost = false;
    bool m_mayHaveChanged = false;
    bool m_inTransaction = false;
    std::optional<Error> m_lastFailure; ///< Of a statement since begin() or beginJob().
};

template <typename Work>
std::invoke_result_t<Work &> SqlConnection::transaction(Work work)
{
    if (Result<void> begun = begin(); !begun)
        return begun.error();
    auto result = work();
    if (!result.ok()) {
        rollback();
        return result;
    }
    if (Result<void> committed = commit(); !committed)
        return committed.error();
    return result;
}

} // namespace broadcaster
