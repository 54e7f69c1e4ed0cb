// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/opendatabase.h"

#include "server/base/logging.h"
#include "server/base/storelimits.h"
#include "server/store/migrations.h"
#include "server/store/sqlconnection.h"
#include "server/store/sqlerror.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The smallest page. SQLite takes some shorter files for empty ones and overwrites them.
constexpr qint64 MinFileBytes = 512;

Result<void> makeFolder(const DatabaseLocation &location, const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    const QString parent = QFileInfo(folder).path();
    if (parent != folder) {
        if (Result<void> made = makeFolder(location, parent); !made)
            return made;
    }
    constexpr auto OwnerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    // Another process may have made it in the meantime.
    if (QDir().mkdir(folder, OwnerOnly) || QFileInfo(folder).isDir())
        return {};
    return databaseError(ErrorCode::DatabaseUncreatable, location,
        "cannot be created, because its folder "_L1 % folder
            % " cannot be; create that or name another file"_L1,
        ErrorReason::FolderUncreatable, { folder });
}

Result<void> createFile(const DatabaseLocation &location)
{
    if (Result<void> made = makeFolder(location, QFileInfo(location.filePath).path()); !made)
        return made;
    QFile file(location.filePath);
    // SQLite gives the files beside it (-wal, -shm) the same mode.
    if (file.open(QFile::WriteOnly | QFile::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
        || QFileInfo(location.filePath).isFile())
        return {};
    return databaseError(ErrorCode::DatabaseUncreatable, location,
        "cannot be created ("_L1 % file.errorString()
            % "); give the broker the right to write its folder, or name another file"_L1,
        ErrorReason::FileUncreatable, { file.errorString() });
}

Result<void> checkFile(const DatabaseLocation &location)
{
    const QFileInfo file(location.filePath);
    if (!file.isFile())
        return databaseError(ErrorCode::DatabaseUncreatable, location,
            u"is not a file; name a file"_s, ErrorReason::NotAFile);
    if (!file.isReadable())
        return databaseError(ErrorCode::DatabaseForbidden, location,
            u"cannot be read; give the broker the right to read and write it"_s,
            ErrorReason::FileUnreadable);
    if (!file.isWritable())
        return databaseError(
            ErrorCode::DatabaseReadOnly, location, NotWritable, ErrorReason::FileReadOnly);
    if (!QFileInfo(file.path()).isWritable())
        return databaseError(ErrorCode::DatabaseReadOnly, location,
            u"is in a folder that cannot be written to, where SQLite needs to keep its log; "
            "give the broker the right to write the folder"_s,
            ErrorReason::FolderReadOnly);
    // Without opening it: closing a file drops the locks that SQLite has on it in this process.
    if (file.size() > 0 && file.size() < MinFileBytes)
        return databaseError(ErrorCode::DatabaseDamaged, location,
            u"is damaged or not a database; restore it from a backup or name another"_s,
            ErrorReason::NotADatabase);
    return {};
}

Result<void> checkIntegrity(SqlConnection &connection)
{
    if (QFileInfo(connection.location().filePath).size() > limits::MaxCheckedFileBytes)
        return {};
    const Result<SqlResult> check = connection.executeDirect(u"PRAGMA quick_check(1)"_s);
    if (!check)
        return check.error();
    const QString verdict = check->rows.isEmpty() ? QString() : check->rows[0][0].toString();
    if (verdict == "ok"_L1)
        return {};
    return databaseError(ErrorCode::DatabaseDamaged, connection.location(),
        "is damaged ("_L1 % verdict.simplified() % "); restore it from a backup"_L1,
        ErrorReason::FileDamaged, { verdict.simplified() });
}

/// Checks through a connection that cannot write, so that not even closing it changes the file.
Result<void> inspect(const DatabaseLocation &location)
{
    SqlConnection connection(location);
    if (Result<void> opened = connection.open(SqlConnection::Access::ReadOnly); !opened)
        return opened;
    if (Result<int> version = schemaVersion(connection); !version)
        return version.error();
    return checkIntegrity(connection);
}

Result<void> prepareSqlite(SqlConnection &connection)
{
    if (Result<void> writable = connection.transaction([] { return Result<void>(); }); !writable)
        return writable;
    // The file keeps only the first of these.
    for (const QString &pragma : { u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
             u"PRAGMA foreign_keys = ON"_s }) {
        const Result<SqlResult> set = connection.executeDirect(pragma);
        if (!set)
            return set.error();
        // Network file systems have no shared memory; the old journal works there, only more
        // slowly.
        if (!set->rows.isEmpty() && set->rows[0][0].toString() != "wal"_L1)
            qCWarning(logStore).noquote() << "The database" << connection.location().describe()
                                          << "does without a write-ahead log, which is slower";
    }
    return {};
}

Result<void> openSqlite(SqlConnection &connection, Missing missing)
{
    const DatabaseLocation &location = connection.location();
    if (missing == Missing::Create && !QFileInfo::exists(location.filePath)) {
        if (Result<void> created = createFile(location); !created)
            return created;
    }
    if (Result<void> checked = checkFile(location); !checked)
        return checked;
    if (Result<void> inspected = inspect(location); !inspected)
        return inspected;
    if (Result<void> opened = connection.open(SqlConnection::Access::ReadWrite); !opened)
        return opened;
    return prepareSqlite(connection);
}

Result<void> checkEncoding(const DatabaseLocation &location, const QString &encoding)
{
    // SQL_ASCII stores bytes unchanged, and the broker only sends UTF-8.
    if (encoding == "UTF8"_L1 || encoding == "SQL_ASCII"_L1)
        return {};
    return databaseError(ErrorCode::DatabaseMisconfigured, location,
        "has the encoding "_L1 % encoding
            % ", which cannot hold every name; name a database with UTF-8: CREATE DATABASE "
              "broadcaster ENCODING 'UTF8' TEMPLATE template0;"_L1,
        ErrorReason::EncodingUnusable, { encoding });
}

Result<void> openPostgres(SqlConnection &connection)
{
    if (Result<void> opened = connection.open(SqlConnection::Access::ReadWrite); !opened)
        return opened;
    const Result<SqlResult> settings = connection.query(
        u"SELECT current_setting('server_encoding'), current_setting('transaction_read_only')"_s,
        { SqlColumn::Text, SqlColumn::Text });
    if (!settings)
        return settings.error();
    const QVariantList values = settings->rows.value(0, { QString(), QString() });
    if (Result<void> checked = checkEncoding(connection.location(), values[0].toString()); !checked)
        return checked;
    if (Result<int> version = schemaVersion(connection); !version)
        return version.error();
    if (values[1].toString() == "on"_L1)
        return databaseError(ErrorCode::DatabaseReadOnly, connection.location(),
            u"only lets itself be read (a standby?); name the primary server"_s,
            ErrorReason::StandbyOnly);
    return {};
}

} // namespace

Result<void> openDatabase(SqlConnection &connection, Missing missing)
{
    Result<void> opened = connection.isPostgres() ? openPostgres(connection)
                                                  : openSqlite(connection, missing);
    if (opened)
        opened = migrate(connection);
    if (!opened)
        connection.close();
    return opened;
}

} // namespace broadcaster
