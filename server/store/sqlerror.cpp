// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/sqlerror.h"

#include <QtSql/QSqlError>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

// https://www.sqlite.org/rescode.html; the low byte of an extended code is its primary one.
enum SqliteCode {
    SqliteBusy = 5,
    SqliteLocked = 6,
    SqliteReadOnly = 8,
    SqliteInputOutput = 10,
    SqliteCorrupt = 11,
    SqliteFull = 13,
    SqliteCannotOpen = 14,
    SqliteConstraint = 19,
    SqliteNotADatabase = 26,
    SqliteReadOnlyDatabaseMoved = 8 | 4 << 8,
};

int sqliteCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt();
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
ErrorCode postgresMeaning(const QString &state)
{
    if (state == "23505"_L1) // unique_violation
        return ErrorCode::Conflict;
    if (state == "53100"_L1) // disk_full
        return ErrorCode::DatabaseOutOfSpace;
    if (state == "25006"_L1) // read_only_sql_transaction
        return ErrorCode::DatabaseReadOnly;
    if (state.startsWith("XX00"_L1) && state != "XX000"_L1) // data_corrupted, index_corrupted
        return ErrorCode::DatabaseDamaged;
    // lock_not_available, query_canceled (our statement_timeout), deadlock and serialization
    if (state == "55P03"_L1 || state == "57014"_L1 || state == "40P01"_L1 || state == "40001"_L1)
        return ErrorCode::DatabaseLocked;
    return ErrorCode::DatabaseUnavailable;
}

ErrorCode sqliteMeaning(int code)
{
    switch (code & 0xff) {
    case SqliteBusy:
    case SqliteLocked:
        return ErrorCode::DatabaseLocked;
    case SqliteReadOnly:
        return ErrorCode::DatabaseReadOnly;
    case SqliteCorrupt:
    case SqliteNotADatabase:
        return ErrorCode::DatabaseDamaged;
    case SqliteFull:
        return ErrorCode::DatabaseOutOfSpace;
    case SqliteConstraint:
        return ErrorCode::Conflict;
    default:
        return ErrorCode::DatabaseUnavailable;
    }
}

QString advice(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DatabaseLocked:
        return u"is locked by another program or too busy; end what holds it and try again"_s;
    case ErrorCode::DatabaseReadOnly:
        return u"cannot be written to; give the broker the right to write it"_s;
    case ErrorCode::DatabaseDamaged:
        return u"is damaged or not a database; restore it from a backup or name another"_s;
    case ErrorCode::DatabaseOutOfSpace:
        return u"has no space left; free some on its disk"_s;
    case ErrorCode::Conflict:
        return u"refused a duplicate"_s;
    default:
        return u"cannot be used"_s;
    }
}

} // namespace

Error databaseError(ErrorCode code, const DatabaseLocation &location, const QString &predicate)
{
    return Error { code, "The database "_L1 % location.describe() % u' ' % predicate % u'.' };
}

Error describeSqlError(const QSqlError &error, const DatabaseLocation &location)
{
    const bool isPostgres = location.engine == DatabaseLocation::Engine::Postgres;
    const ErrorCode code = isPostgres ? postgresMeaning(error.nativeErrorCode())
                                      : sqliteMeaning(sqliteCode(error));
    QString said = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    said = said.remove(u"()"_s).simplified(); // QPSQL's brackets around no code.
    return databaseError(code, location, advice(code) % " ("_L1 % said % u')');
}

bool breaksConnection(const QSqlError &error, DatabaseLocation::Engine engine)
{
    const QString state = error.nativeErrorCode();
    // By the codes alone: QSQLITE calls every failed step a ConnectionError.
    if (engine == DatabaseLocation::Engine::Sqlite) {
        const int code = sqliteCode(error);
        const int primary = code & 0xff;
        return primary == SqliteInputOutput || primary == SqliteCorrupt
            || primary == SqliteCannotOpen || primary == SqliteNotADatabase
            || code == SqliteReadOnlyDatabaseMoved;
    }
    // No state: the error is libpq's, not the server's. 08: connection exceptions. 57P: the server
    // shuts down. 26000: a pooler handed us a connection without our prepared statements. 25006:
    // the server has become a standby, and the name may lead to its successor.
    return state.isEmpty() || state.startsWith("08"_L1) || state.startsWith("57P"_L1)
        || state == "26000"_L1 || state == "25006"_L1;
}

} // namespace broadcaster
