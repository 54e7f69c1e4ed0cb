// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/sqlconnection.h"

#include "server/base/tuning.h"
#include "server/store/sqlerror.h"

#include <QtSql/QSqlError>
#include <QtSql/QSqlRecord>

#include <atomic>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString nextName()
{
    static std::atomic<int> count { 0 };
    return u"broadcaster-%1"_s.arg(++count);
}

} // namespace

SqlConnection::SqlConnection(DatabaseLocation location)
    : m_location(std::move(location))
    , m_name(nextName())
{
}

SqlConnection::~SqlConnection()
{
    close();
}

Result<void> SqlConnection::open(Access access)
{
    close();
    m_lost = false;
    const QString driver = isPostgres() ? u"QPSQL"_s : u"QSQLITE"_s;
    if (!QSqlDatabase::isDriverAvailable(driver))
        return databaseError(ErrorCode::DatabaseUnavailable, m_location,
            "needs Qt's SQL driver "_L1 % driver % ", which is not installed"_L1);
    m_database = QSqlDatabase::addDatabase(driver, m_name);
    if (isPostgres()) {
        m_database.setHostName(m_location.host);
        if (m_location.port != 0)
            m_database.setPort(m_location.port);
        m_database.setUserName(m_location.user);
        m_database.setPassword(m_location.password);
        m_database.setDatabaseName(m_location.database);
        m_database.setConnectOptions(m_location.connectOptions());
    } else {
        m_database.setDatabaseName(m_location.filePath);
        m_database.setConnectOptions(
            u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(limits::DatabaseBusyTimeout.count())
            % (access == Access::ReadOnly ? ";QSQLITE_OPEN_READONLY"_L1 : ""_L1));
    }
    if (!m_database.open()) {
        const Error error = failure(m_database.lastError());
        close();
        return error;
    }
    return {};
}

void SqlConnection::close()
{
    m_inTransaction = false;
    if (!m_database.isValid())
        return;
    m_database = QSqlDatabase();
    // The driver goes before the statements, which else would tell a server that is not there
    // any more to forget them.
    QSqlDatabase::removeDatabase(m_name);
    m_statements.clear();
}

Result<SqlResult> SqlConnection::execute(const QString &sql, const QVariantList &values)
{
    const auto [entry, isNew] = m_statements.try_emplace(sql, m_database);
    QSqlQuery &query = entry->second;
    if (isNew) {
        // Saves SQLite's driver a copy of every row; PostgreSQL's would fetch one by one.
        query.setForwardOnly(!isPostgres());
        if (!query.prepare(sql)) {
            const Error error = failure(query.lastError());
            m_statements.erase(entry);
            return error;
        }
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values[i]);
    noteEffect(sql);
    return finish(query, query.exec());
}

Result<SqlResult> SqlConnection::executeDirect(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(!isPostgres());
    noteEffect(sql);
    return finish(query, query.exec(sql));
}

Result<SqlResult> SqlConnection::finish(QSqlQuery &query, bool succeeded)
{
    SqlResult result;
    if (succeeded && query.isSelect()) {
        const int columns = query.record().count();
        while (query.next()) {
            QVariantList row;
            row.reserve(columns);
            for (int column = 0; column < columns; ++column)
                row.append(query.value(column));
            result.rows.append(std::move(row));
        }
    } else if (succeeded) {
        result.affected = query.numRowsAffected();
    }
    // A SELECT can fail in the middle, too.
    const QSqlError error = query.lastError();
    query.finish();
    if (!succeeded || error.isValid())
        return failure(error);
    return result;
}

Error SqlConnection::failure(const QSqlError &error)
{
    if (breaksConnection(error, m_location.engine))
        m_lost = true;
    m_lastFailure = describeSqlError(error, m_location);
    return *m_lastFailure;
}

void SqlConnection::beginJob()
{
    m_mayHaveChanged = false;
    m_lastFailure.reset();
}

void SqlConnection::noteEffect(const QString &sql)
{
    if (!m_inTransaction && !sql.startsWith("SELECT"_L1))
        m_mayHaveChanged = true;
}

Result<void> SqlConnection::begin()
{
    Q_ASSERT(!m_inTransaction);
    m_lastFailure.reset();
    m_inTransaction = true;
    // SQLite: the right to write at once, or two connections that both read first and then want
    // to write refuse each other without waiting.
    Result<SqlResult> begun = executeDirect(isPostgres() ? u"BEGIN"_s : u"BEGIN IMMEDIATE"_s);
    if (begun)
        return {};
    m_inTransaction = false;
    return begun.error();
}

Result<void> SqlConnection::commit()
{
    // PostgreSQL answers the COMMIT of a failed transaction with success, having rolled it back.
    if (m_lastFailure) {
        const Error error = *m_lastFailure;
        rollback();
        return error;
    }
    m_mayHaveChanged = true;
    Result<SqlResult> committed = executeDirect(u"COMMIT"_s);
    if (!committed) {
        rollback();
        return committed.error();
    }
    m_inTransaction = false;
    return {};
}

void SqlConnection::rollback()
{
    // SQLite may have rolled back by itself, then this fails and it does not matter.
    if (!m_lost)
        (void)executeDirect(u"ROLLBACK"_s);
    m_inTransaction = false;
}

} // namespace broadcaster
