// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/sqlconnection.h"

#include "server/api/check.h"
#include "server/base/storelimits.h"
#include "server/store/postgresconnection.h"
#include "server/store/sqlerror.h"

#include <QtSql/QSqlError>
#include <QtSql/QSqlRecord>

#include <algorithm>
#include <atomic>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString nextName()
{
    static std::atomic<int> count { 0 };
    return u"broadcaster-%1"_s.arg(++count);
}

SqlFailure sqliteFailure(const QSqlError &error)
{
    return { error.nativeErrorCode(),
        error.databaseText().isEmpty() ? error.driverText() : error.databaseText() };
}

bool isStorable(const QVariant &value)
{
    if (value.typeId() == QMetaType::QByteArray)
        return !value.toByteArray().contains('\0');
    if (value.typeId() != QMetaType::QString)
        return true;
    const QString text = value.toString();
    return text.isValidUtf16() && !text.contains(QChar::Null);
}

bool isOfKind(const QVariant &cell, SqlColumn column)
{
    if (cell.isNull())
        return true;
    switch (column) {
    case SqlColumn::Number:
        return cell.typeId() == QMetaType::LongLong || cell.typeId() == QMetaType::Int;
    case SqlColumn::Text:
        return cell.typeId() == QMetaType::QString;
    case SqlColumn::Bytes:
        return cell.typeId() == QMetaType::QByteArray;
    }
    return false;
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
    m_timedOut = false;
    if (!isPostgres())
        return openSqlite(access);
    m_postgres = std::make_unique<PostgresConnection>();
    if (const auto failed = m_postgres->open(m_location, m_location.connectTimeout())) {
        const Error error = failure(*failed);
        close();
        return error;
    }
    return {};
}

Result<void> SqlConnection::openSqlite(Access access)
{
    const QString driver = u"QSQLITE"_s;
    if (!QSqlDatabase::isDriverAvailable(driver))
        return databaseError(ErrorCode::DatabaseMisconfigured, m_location,
            "needs Qt's SQL driver "_L1 % driver % ", which is not installed"_L1,
            ErrorReason::DriverMissing, { driver });
    m_database = QSqlDatabase::addDatabase(driver, m_name);
    m_database.setDatabaseName(m_location.filePath);
    m_database.setConnectOptions(
        u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(limits::DatabaseBusyTimeout.count())
        % (access == Access::ReadOnly ? ";QSQLITE_OPEN_READONLY"_L1 : ""_L1));
    if (!m_database.open()) {
        const Error error = failure(sqliteFailure(m_database.lastError()));
        close();
        return error;
    }
    return {};
}

void SqlConnection::close()
{
    m_inTransaction = false;
    m_postgres.reset();
    m_statements.clear();
    if (!m_database.isValid())
        return;
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<SqlResult> SqlConnection::execute(const QString &sql, const QVariantList &values)
{
    for (const QVariant &value : values) {
        if (!isStorable(value))
            return Error { ErrorCode::InvalidArgument,
                u"A text contains U+0000 or half a character, which no database can store."_s,
                ErrorReason::TextUnstorable };
    }
    if (m_postgres) {
        noteEffect(sql);
        return taken(m_postgres->execute(sql, values, answerDeadline()));
    }
    const auto [entry, isNew] = m_statements.try_emplace(sql, m_database);
    QSqlQuery &query = entry->second;
    if (isNew) {
        query.setForwardOnly(true); // Saves the driver a copy of every row.
        if (!query.prepare(sql)) {
            const Error error = failure(sqliteFailure(query.lastError()));
            m_statements.erase(entry);
            return error;
        }
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values[i]);
    noteEffect(sql);
    return finish(query, query.exec());
}

Result<SqlResult> SqlConnection::query(
    const QString &sql, std::initializer_list<SqlColumn> columns, const QVariantList &values)
{
    Result<SqlResult> result = execute(sql, values);
    const auto fits = [&columns](const QVariantList &row) {
        return std::equal(row.begin(), row.end(), columns.begin(), columns.end(), isOfKind);
    };
    if (!result || std::all_of(result->rows.begin(), result->rows.end(), fits))
        return result;
    m_lost = true;
    m_lastFailure = databaseError(ErrorCode::DatabaseUnavailable, m_location,
        u"gave rows of another shape than was asked for; does it share a connection?"_s,
        ErrorReason::DatabaseStrangeRows);
    return *m_lastFailure;
}

Result<SqlResult> SqlConnection::executeDirect(const QString &sql)
{
    noteEffect(sql);
    if (m_postgres)
        return taken(m_postgres->executeDirect(sql, answerDeadline()));
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    return finish(query, query.exec(sql));
}

Result<SqlResult> SqlConnection::taken(std::variant<SqlResult, SqlFailure> answer)
{
    if (const auto *failed = std::get_if<SqlFailure>(&answer))
        return failure(*failed);
    return std::get<SqlResult>(std::move(answer));
}

/// Never later than the deadline of the job.
QDeadlineTimer SqlConnection::answerDeadline() const
{
    return std::min(QDeadlineTimer(limits::DatabaseAnswerTimeout), m_jobDeadline);
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
        return failure(sqliteFailure(error));
    return result;
}

Error SqlConnection::failure(const SqlFailure &failure)
{
    if (breaksConnection(failure, m_location.engine))
        m_lost = true;
    m_timedOut = m_timedOut || failure.isTimeout;
    m_collided = m_collided || isCollision(failure, m_location.engine);
    m_lastFailure = describeSqlFailure(failure, m_location);
    return *m_lastFailure;
}

void SqlConnection::beginJob(QDeadlineTimer deadline)
{
    m_jobDeadline = deadline;
    m_mayHaveChanged = false;
    m_timedOut = false;
    m_lastFailure.reset();
}

void SqlConnection::noteEffect(const QString &sql)
{
    if (!m_inTransaction && !sql.startsWith("SELECT"_L1))
        m_mayHaveChanged = true;
}

Result<void> SqlConnection::begin()
{
    if (!ensure(!m_inTransaction))
        return databaseError(ErrorCode::DatabaseLocked, m_location,
            u"is in a transaction already; try again"_s, ErrorReason::DatabaseTookTooLong);
    m_lastFailure.reset();
    m_collided = false;
    m_inTransaction = true;
    // SQLite: takes the right to write at once; otherwise two connections that first read and then
    // write refuse each other without waiting. PostgreSQL: sets it in the transaction, because a
    // pooler shares the session.
    static const QString postgresBegin = u"BEGIN; SET LOCAL statement_timeout = '%1s';"
                                         " SET LOCAL idle_in_transaction_session_timeout = '%2s'"_s
                                             .arg(limits::DatabaseStatementTimeout.count())
                                             .arg(limits::DatabaseIdleTransactionTimeout.count());
    Result<SqlResult> begun = executeDirect(isPostgres() ? postgresBegin : u"BEGIN IMMEDIATE"_s);
    if (begun)
        return {};
    m_inTransaction = false;
    return begun.error();
}

Result<void> SqlConnection::commit()
{
    // The caller has been told that the job failed.
    if (!m_lastFailure && m_jobDeadline.hasExpired())
        m_lastFailure = databaseError(ErrorCode::DatabaseLocked, m_location,
            u"took too long; try again"_s, ErrorReason::DatabaseTookTooLong);
    // PostgreSQL answers the COMMIT of a failed transaction with success, after rolling it back.
    if (m_lastFailure) {
        const Error error = *m_lastFailure;
        rollback();
        return error;
    }
    m_mayHaveChanged = true;
    // A late answer is better than an unknown result.
    m_jobDeadline = QDeadlineTimer(QDeadlineTimer::Forever);
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
    m_jobDeadline = QDeadlineTimer(QDeadlineTimer::Forever);
    // SQLite may have rolled back by itself; then this fails and it does not matter.
    if (!m_lost)
        (void)executeDirect(u"ROLLBACK"_s);
    m_inTransaction = false;
}

} // namespace broadcaster
