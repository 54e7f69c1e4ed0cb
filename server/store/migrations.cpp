// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/migrations.h"

#include "server/base/logging.h"
#include "server/store/sqlconnection.h"
#include "server/store/sqlerror.h"

#include <QtCore/QDateTime>
#include <QtCore/QStringList>

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "broadcas", so that no other program's lock is likely to be this one.
constexpr qint64 MigrationLock = 0x62726f6164636173;

QStringList versionOne(bool isPostgres)
{
    const QString id = isPostgres ? u"BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"_s
                                  : u"INTEGER PRIMARY KEY AUTOINCREMENT"_s;
    return {
        "CREATE TABLE broadcaster_api_keys (id "_L1 % id
            % ", key_hash TEXT NOT NULL UNIQUE, key_prefix TEXT NOT NULL, project_id TEXT NOT NULL,"
              " description TEXT, created_by TEXT, created_at BIGINT NOT NULL,"
              " last_used_at BIGINT, revoked_at BIGINT)"_L1,
        // Many revoked keys, one active: also between two brokers at the same moment.
        u"CREATE UNIQUE INDEX broadcaster_api_keys_active ON broadcaster_api_keys (project_id)"
        " WHERE revoked_at IS NULL"_s,
        u"CREATE TABLE broadcaster_usage (project_id TEXT NOT NULL, day TEXT NOT NULL,"
        " count BIGINT NOT NULL, PRIMARY KEY (project_id, day))"_s,
        u"CREATE TABLE broadcaster_usage_writers (writer TEXT PRIMARY KEY,"
        " batch BIGINT NOT NULL, written_at BIGINT NOT NULL)"_s,
        u"CREATE TABLE broadcaster_project_settings (project_id TEXT PRIMARY KEY,"
        " key_required BOOLEAN NOT NULL)"_s,
    };
}

/// The one row counts the changes of keys and requirements, which other brokers must notice.
QStringList versionTwo(bool)
{
    return {
        u"CREATE TABLE broadcaster_generation (only_row INTEGER PRIMARY KEY CHECK (only_row = 1),"
        " generation BIGINT NOT NULL)"_s,
        u"INSERT INTO broadcaster_generation (only_row, generation) VALUES (1, 1)"_s,
    };
}

/// A new version adds one entry here; a released entry never changes.
constexpr std::array<QStringList (*)(bool), SchemaVersion> Versions { versionOne, versionTwo };

Result<int> readVersion(SqlConnection &connection)
{
    // Not to_regclass(): it may answer from a cache that is older than the lock of takeStep().
    const Result<SqlResult> table = connection.query(connection.isPostgres()
            ? u"SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'broadcaster_schema'"
              " AND pg_catalog.pg_table_is_visible(oid)"_s
            : u"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'broadcaster_schema'"_s,
        { SqlColumn::Number });
    if (!table)
        return table.error();
    if (table->rows.isEmpty())
        return 0;
    const Result<SqlResult> version = connection.query(
        u"SELECT MAX(version) FROM broadcaster_schema"_s, { SqlColumn::Number });
    if (!version)
        return version.error();
    return version->rows.isEmpty() ? 0 : version->rows[0][0].toInt();
}

Result<void> applyVersion(SqlConnection &connection, int version)
{
    QStringList statements = Versions[static_cast<size_t>(version - 1)](connection.isPostgres());
    if (version == 1)
        statements.prepend(u"CREATE TABLE broadcaster_schema (version INTEGER PRIMARY KEY,"
                           " applied_at BIGINT NOT NULL)"_s);
    for (const QString &statement : statements) {
        if (Result<SqlResult> done = connection.executeDirect(statement); !done)
            return done.error();
    }
    const Result<SqlResult> noted = connection.execute(
        u"INSERT INTO broadcaster_schema (version, applied_at) VALUES (?, ?)"_s,
        { version, QDateTime::currentMSecsSinceEpoch() });
    return noted ? Result<void>() : noted.error();
}

/// Moves one version further, or none when another broker was faster.
Result<int> takeStep(SqlConnection &connection)
{
    return connection.transaction([&connection]() -> Result<int> {
        if (connection.isPostgres()) {
            const Result<SqlResult> lock = connection.executeDirect(
                u"SELECT CAST(pg_advisory_xact_lock(%1) AS TEXT)"_s.arg(MigrationLock));
            if (!lock)
                return lock.error();
        }
        const Result<int> version = schemaVersion(connection);
        if (!version || *version == SchemaVersion)
            return version;
        if (Result<void> applied = applyVersion(connection, *version + 1); !applied)
            return applied.error();
        qCInfo(logStore).noquote() << "The database" << connection.location().describe()
                                   << "gets schema version" << *version + 1;
        return *version + 1;
    });
}

} // namespace

Result<int> schemaVersion(SqlConnection &connection)
{
    const Result<int> version = readVersion(connection);
    if (version && *version > SchemaVersion)
        return databaseError(ErrorCode::DatabaseNewer, connection.location(),
            u"was written by a newer version of this program (schema %1, known is %2); "
            "update the program or name another database"_s.arg(*version)
                .arg(SchemaVersion),
            ErrorReason::SchemaNewer,
            { QString::number(*version), QString::number(SchemaVersion) });
    return version;
}

Result<void> migrate(SqlConnection &connection)
{
    Result<int> version = schemaVersion(connection);
    while (version && *version < SchemaVersion)
        version = takeStep(connection);
    return version ? Result<void>() : version.error();
}

} // namespace broadcaster
