// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/sqlerror.h"

#include <optional>

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
    SqliteTooBig = 18,
    SqliteConstraint = 19,
    SqliteMismatch = 20,
    SqliteNotADatabase = 26,
    SqliteReadOnlyDatabaseMoved = SqliteReadOnly | 4 << 8,
    SqliteConstraintPrimaryKey = SqliteConstraint | 6 << 8,
    SqliteConstraintUnique = SqliteConstraint | 8 << 8,
};

// https://www.postgresql.org/docs/current/errcodes-appendix.html
ErrorCode postgresMeaning(const SqlFailure &failure)
{
    const QString &state = failure.code;
    if (failure.stage == SqlFailure::Stage::Certificates)
        return ErrorCode::DatabaseMisconfigured;
    if (state == "23505"_L1) // unique_violation
        return ErrorCode::Conflict;
    // data exceptions, other broken constraints, values too large for an index
    if (state.startsWith("22"_L1) || state.startsWith("23"_L1) || state.startsWith("54"_L1))
        return ErrorCode::DatabaseRefusedValue;
    if (state == "53100"_L1) // disk_full
        return ErrorCode::DatabaseOutOfSpace;
    if (state == "25006"_L1) // read_only_sql_transaction
        return ErrorCode::DatabaseReadOnly;
    if (state.startsWith("XX00"_L1) && state != "XX000"_L1) // data_corrupted, index_corrupted
        return ErrorCode::DatabaseDamaged;
    // invalid_authorization_specification, invalid_password; insufficient_privilege;
    // invalid_schema_name: the role may use no schema
    if (state.startsWith("28"_L1) || state == "42501"_L1 || state == "3F000"_L1)
        return ErrorCode::DatabaseForbidden;
    if (state == "3D000"_L1) // invalid_catalog_name
        return ErrorCode::DatabaseMisconfigured;
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
        return code == SqliteConstraintPrimaryKey || code == SqliteConstraintUnique
            ? ErrorCode::Conflict
            : ErrorCode::DatabaseRefusedValue;
    case SqliteTooBig:
    case SqliteMismatch:
        return ErrorCode::DatabaseRefusedValue;
    default:
        return ErrorCode::DatabaseUnavailable;
    }
}

/// The words about a failure: for the log, and for the window.
struct Advice {
    QString words;
    ErrorReason reason;
};

Advice advice(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DatabaseLocked:
        return { u"is locked by another program or too busy; end what holds it and try again"_s,
            ErrorReason::SqlLocked };
    case ErrorCode::DatabaseReadOnly:
        return { NotWritable, ErrorReason::SqlReadOnly };
    case ErrorCode::DatabaseDamaged:
        return { u"is damaged or not a database; restore it from a backup or name another"_s,
            ErrorReason::SqlDamaged };
    case ErrorCode::DatabaseOutOfSpace:
        return { u"has no space left; free some on its disk"_s, ErrorReason::SqlFull };
    case ErrorCode::DatabaseRefusedValue:
        return { u"cannot store a value"_s, ErrorReason::SqlRefusedValue };
    case ErrorCode::Conflict:
        return { u"refused a duplicate"_s, ErrorReason::SqlDuplicate };
    default:
        return { u"cannot be used"_s, ErrorReason::SqlUnusable };
    }
}

QString quoted(const QString &identifier)
{
    return u'"' % QString(identifier).replace(u'"', u"\"\""_s) % u'"';
}

/// Names the statement that an administrator has to run. Null if no statement helps.
std::optional<Advice> postgresAdvice(
    const SqlFailure &failure, const QString &role, const QString &database)
{
    const QString &state = failure.code;
    if (failure.stage == SqlFailure::Stage::Certificates)
        return Advice { u"cannot be reached over TLS; correct sslmode, sslrootcert, sslcert and "
                        "sslkey in the URL, or the server's certificate"_s,
            ErrorReason::PostgresCertificates };
    if (state == "3D000"_L1)
        return Advice { "does not exist; create it: CREATE DATABASE "_L1 % database % " OWNER "_L1
                % role % " ENCODING 'UTF8' TEMPLATE template0;"_L1,
            ErrorReason::PostgresNoDatabase };
    if (state == "28P01"_L1)
        return Advice { "refuses the password; correct it in the URL, or set it: ALTER ROLE "_L1
                % role % " PASSWORD '...';"_L1,
            ErrorReason::PostgresPassword };
    if (state.startsWith("28"_L1))
        return Advice { "does not let the broker in; create the role (CREATE ROLE "_L1 % role
                % " LOGIN PASSWORD '...';) or allow it in pg_hba.conf"_L1,
            ErrorReason::PostgresNotAdmitted };
    if (state == "42501"_L1 && failure.stage == SqlFailure::Stage::Connecting)
        return Advice { "may not be connected to; run as its owner: GRANT CONNECT ON DATABASE "_L1
                % database % " TO "_L1 % role % ";"_L1,
            ErrorReason::PostgresNoConnect };
    if (state == "42501"_L1 || state == "3F000"_L1)
        return Advice {
            "denies the broker a right; run as its owner: GRANT USAGE, CREATE ON SCHEMA public TO "_L1
                % role
                % "; and, where the tables belong to another role: GRANT ALL ON ALL TABLES IN "
                  "SCHEMA public TO "_L1
                % role % ";"_L1,
            ErrorReason::PostgresNoRight
        };
    return std::nullopt;
}

} // namespace

Error databaseError(ErrorCode code, const DatabaseLocation &location, const QString &predicate,
    ErrorReason reason, const QStringList &arguments)
{
    const QString described = location.describe();
    return Error { code, "The database "_L1 % described % u' ' % predicate % u'.', reason,
        QStringList { described } + arguments };
}

Error describeSqlFailure(const SqlFailure &failure, const DatabaseLocation &location)
{
    const bool isPostgres = location.engine == DatabaseLocation::Engine::Postgres;
    const ErrorCode code = isPostgres ? postgresMeaning(failure)
                                      : sqliteMeaning(failure.code.toInt());
    const QString role = location.user.isEmpty() ? u"the broker's role"_s : quoted(location.user);
    const QString database = location.database.isEmpty() ? u"its database"_s
                                                         : quoted(location.database);
    const std::optional<Advice> special = isPostgres ? postgresAdvice(failure, role, database)
                                                     : std::nullopt;
    const Advice given = special.value_or(advice(code));
    const QString text = failure.text.simplified();
    return databaseError(code, location, given.words % " ("_L1 % text % u')', given.reason,
        { text, location.user.isEmpty() ? u"..."_s : role,
            location.database.isEmpty() ? u"..."_s : database });
}

bool breaksConnection(const SqlFailure &failure, DatabaseLocation::Engine engine)
{
    const QString &state = failure.code;
    if (engine == DatabaseLocation::Engine::Sqlite) {
        const int code = state.toInt();
        const int primary = code & 0xff;
        return primary == SqliteInputOutput || primary == SqliteCorrupt
            || primary == SqliteCannotOpen || primary == SqliteNotADatabase
            || code == SqliteReadOnlyDatabaseMoved;
    }
    // No state: the error comes from libpq, not from the server. 08: connection exceptions. 57P:
    // the server shuts down. 25006: the server has become a standby, and the name may lead to its
    // successor.
    return state.isEmpty() || state.startsWith("08"_L1) || state.startsWith("57P"_L1)
        || state == "25006"_L1;
}

bool isCollision(const SqlFailure &failure, DatabaseLocation::Engine engine)
{
    // deadlock_detected, serialization_failure
    return engine == DatabaseLocation::Engine::Postgres
        && (failure.code == "40P01"_L1 || failure.code == "40001"_L1);
}

} // namespace broadcaster
