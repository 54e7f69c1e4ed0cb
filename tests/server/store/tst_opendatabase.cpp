// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/opendatabase.h"

#include "server/store/migrations.h"
#include "server/store/sqlconnection.h"
#include "tests/server/store/testengines.h"
#include "tests/support/command.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>
#include <QtTest/QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <thread>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

Result<void> openAt(const QString &location)
{
    SqlConnection connection(parsed(location));
    return openDatabase(connection);
}

/// A broker is refused while others hold the file for longer than limits::DatabaseBusyTimeout, as
/// they may on a slow disk. It tries again then.
Result<void> openPatiently(const QString &location)
{
    const QDeadlineTimer deadline(60'000);
    Result<void> opened = openAt(location);
    while (!opened && opened.error().code == ErrorCode::DatabaseLocked && !deadline.hasExpired())
        opened = openAt(location);
    return opened;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size();
}

int mode(const QString &path)
{
    struct stat status { };
    return ::stat(QFile::encodeName(path).constData(), &status) == 0
        ? static_cast<int>(status.st_mode & 07777)
        : -1;
}

/// Runs statements like another program.
bool changeFile(const QString &path, const QStringList &statements)
{
    SqlConnection connection(parsed(path));
    if (!connection.open(SqlConnection::Access::ReadWrite))
        return false;
    for (const QString &statement : statements) {
        if (!connection.executeDirect(statement))
            return false;
    }
    return true;
}

QStringList tableNames(const QString &location)
{
    SqlConnection connection(parsed(location));
    if (!connection.open(SqlConnection::Access::ReadWrite))
        return {};
    const Result<SqlResult> names = connection.executeDirect(connection.isPostgres()
            ? u"SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"_s
            : u"SELECT name FROM sqlite_master WHERE type = 'table'"
              " AND name NOT LIKE 'sqlite_%' ORDER BY 1"_s);
    QStringList all;
    for (const QVariantList &row : names ? names->rows : QList<QVariantList>())
        all.append(row[0].toString());
    return all;
}

} // namespace

class tst_OpenDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fromScratch_data() { TestEngines::addRows(); }
    void fromScratch();
    void openedTwice_data() { TestEngines::addRows(); }
    void openedTwice();
    void twoBrokersAtOnce_data() { TestEngines::addRows(); }
    void twoBrokersAtOnce();
    void besideOtherTables_data() { TestEngines::addRows(); }
    void besideOtherTables();
    void newer_data() { TestEngines::addRows(); }
    void newer();
    void halfMigrationIsUndone_data() { TestEngines::addRows(); }
    void halfMigrationIsUndone();

    void createsFileForItsOwner();
    void damaged_data();
    void damaged();
    void damagedInside();
    void newerWithLeftoverLog();
    void locked();
    void readOnly_data();
    void readOnly();
    void path_data();
    void path();
    void outOfSpace();
    void reopensAfterCrash();

    void standby();
    void postgresErrors_data();
    void postgresErrors();
    void passwordOverTcp();
    void encodings_data();
    void encodings();
    void rightsOnTheSchema();
    void leavesTheSessionAlone();

private:
    TestEngines m_engines;
};

void tst_OpenDatabase::fromScratch()
{
    FRESH_DATABASE(m_engines, location);
    VERIFY_OK(openAt(location));
    QCOMPARE(tableNames(location),
        (QStringList { u"broadcaster_api_keys"_s, u"broadcaster_generation"_s,
            u"broadcaster_project_settings"_s, u"broadcaster_schema"_s, u"broadcaster_usage"_s,
            u"broadcaster_usage_writers"_s }));
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    const Result<int> version = schemaVersion(connection);
    VERIFY_OK(version);
    QCOMPARE(*version, SchemaVersion);
    if (connection.isPostgres())
        return;
    for (const auto &[pragma, value] :
        { std::pair(u"PRAGMA journal_mode"_s, u"wal"_s), std::pair(u"PRAGMA synchronous"_s, u"1"_s),
            std::pair(u"PRAGMA foreign_keys"_s, u"1"_s),
            std::pair(u"PRAGMA busy_timeout"_s, u"2000"_s) })
        QCOMPARE(connection.executeDirect(pragma).value().rows.value(0).value(0).toString(), value);
}

void tst_OpenDatabase::openedTwice()
{
    FRESH_DATABASE(m_engines, location);
    VERIFY_OK(openAt(location));
    const QByteArray before = contents(location);
    VERIFY_OK(openAt(location));
    if (engine == TestEngines::Engine::Sqlite)
        QCOMPARE(contents(location), before);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    QCOMPARE(connection.executeDirect(u"SELECT * FROM broadcaster_schema"_s).value().rows.size(),
        SchemaVersion);
}

void tst_OpenDatabase::twoBrokersAtOnce()
{
    FRESH_DATABASE(m_engines, location);
    std::array<std::optional<Result<void>>, 4> outcomes;
    std::array<std::thread, 4> brokers;
    for (size_t i = 0; i < brokers.size(); ++i)
        brokers[i] = std::thread(
            [&location, &outcome = outcomes[i]] { outcome = openPatiently(location); });
    for (std::thread &broker : brokers)
        broker.join();
    for (const std::optional<Result<void>> &outcome : outcomes)
        VERIFY_OK(*outcome);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    QCOMPARE(connection.executeDirect(u"SELECT * FROM broadcaster_schema"_s).value().rows.size(),
        SchemaVersion);
}

void tst_OpenDatabase::besideOtherTables()
{
    FRESH_DATABASE(m_engines, location);
    QVERIFY(changeFile(location,
        { u"CREATE TABLE api_keys (id INTEGER)"_s, u"INSERT INTO api_keys VALUES (7)"_s }));
    VERIFY_OK(openAt(location));
    SqlConnection connection(parsed(location));
    VERIFY_OK(connection.open(SqlConnection::Access::ReadWrite));
    const Result<SqlResult> kept = connection.executeDirect(u"SELECT id FROM api_keys"_s);
    VERIFY_OK(kept);
    QCOMPARE(kept->rows.value(0).value(0).toInt(), 7);
}

void tst_OpenDatabase::newer()
{
    FRESH_DATABASE(m_engines, location);
    QVERIFY(changeFile(location,
        { u"CREATE TABLE broadcaster_schema (version INTEGER PRIMARY KEY, applied_at BIGINT)"_s,
            u"INSERT INTO broadcaster_schema VALUES (%1, 0)"_s.arg(SchemaVersion + 1) }));
    const QByteArray before = contents(location);
    const Result<void> opened = openAt(location);
    VERIFY_ERROR(opened, ErrorCode::DatabaseNewer);
    QVERIFY(opened.error().detail.contains(parsed(location).describe()));
    QCOMPARE(contents(location), before);
    QCOMPARE(tableNames(location), QStringList { u"broadcaster_schema"_s });
}

void tst_OpenDatabase::halfMigrationIsUndone()
{
    FRESH_DATABASE(m_engines, location);
    // It is in the way of the last statement of the first version.
    QVERIFY(changeFile(location, { u"CREATE TABLE broadcaster_project_settings (x INTEGER)"_s }));
    QVERIFY(!openAt(location));
    QCOMPARE(tableNames(location), QStringList { u"broadcaster_project_settings"_s });
    QVERIFY(changeFile(location, { u"DROP TABLE broadcaster_project_settings"_s }));
    VERIFY_OK(openAt(location));
}

void tst_OpenDatabase::createsFileForItsOwner()
{
    const QString file = m_engines.path(u"new/deeper/b.db"_s);
    SqlConnection connection(parsed(file));
    VERIFY_OK(openDatabase(connection));
    QCOMPARE(mode(m_engines.path(u"new"_s)), 0700);
    QCOMPARE(mode(m_engines.path(u"new/deeper"_s)), 0700);
    VERIFY_OK(connection.transaction(
        [&] { return connection.executeDirect(u"DELETE FROM broadcaster_usage"_s); }));
    for (const QString &suffix : { u""_s, u"-wal"_s, u"-shm"_s })
        QCOMPARE(mode(file + suffix), 0600);
}

void tst_OpenDatabase::damaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("this is not a database\n");
    QTest::newRow("long text") << QByteArray(10'000, 'x');
    QTest::newRow("one byte") << QByteArray("S");
    QTest::newRow("only a header") << QByteArray("SQLite format 3\0", 16);
    QTest::newRow("header and noise")
        << QByteArray("SQLite format 3\0", 16) + QByteArray(9000, 'x');
}

void tst_OpenDatabase::damaged()
{
    QFETCH(const QByteArray, bytes);
    const QString file = m_engines.path(u"damaged.db"_s);
    QVERIFY(write(file, bytes));
    const Result<void> opened = openAt(file);
    VERIFY_ERROR(opened, ErrorCode::DatabaseDamaged);
    QVERIFY(opened.error().detail.contains(file));
    QCOMPARE(contents(file), bytes);
}

void tst_OpenDatabase::damagedInside()
{
    const QString file = m_engines.path(u"inside.db"_s);
    VERIFY_OK(openAt(file));
    QByteArray bytes = contents(file);
    QVERIFY(bytes.size() > 4096 * 3);
    bytes.replace(4096, 4096, QByteArray(4096, 'x'));
    QVERIFY(write(file, bytes));
    const Result<void> opened = openAt(file);
    VERIFY_ERROR(opened, ErrorCode::DatabaseDamaged);
    QCOMPARE(contents(file), bytes);
}

void tst_OpenDatabase::newerWithLeftoverLog()
{
    // As left by a newer program that was killed: part of it is only in the log.
    const QString file = m_engines.path(u"newer-live.db"_s);
    const QString copy = m_engines.path(u"newer-copy.db"_s);
    {
        SqlConnection connection(parsed(file));
        VERIFY_OK(openDatabase(connection));
        VERIFY_OK(connection.executeDirect(
            u"INSERT INTO broadcaster_schema VALUES (%1, 0)"_s.arg(SchemaVersion + 1)));
        QVERIFY(QFile::copy(file, copy));
        QVERIFY(QFile::copy(file + "-wal"_L1, copy + "-wal"_L1));
    }
    const QByteArray before = contents(copy);
    const QByteArray logBefore = contents(copy + "-wal"_L1);
    QVERIFY(!logBefore.isEmpty());
    VERIFY_ERROR(openAt(copy), ErrorCode::DatabaseNewer);
    QCOMPARE(contents(copy), before);
    QCOMPARE(contents(copy + "-wal"_L1), logBefore);
}

void tst_OpenDatabase::locked()
{
    const QString file = m_engines.path(u"locked.db"_s);
    QVERIFY(changeFile(file, { u"CREATE TABLE other (id INTEGER)"_s }));
    SqlConnection holder(parsed(file));
    VERIFY_OK(holder.open(SqlConnection::Access::ReadWrite));
    for (const QString &lock : { u"BEGIN EXCLUSIVE"_s, u"BEGIN IMMEDIATE"_s }) {
        VERIFY_OK(holder.executeDirect(lock));
        const QByteArray before = contents(file);
        const Result<void> opened = openAt(file);
        VERIFY_ERROR(opened, ErrorCode::DatabaseLocked);
        QVERIFY(opened.error().detail.contains(file));
        QCOMPARE(contents(file), before);
        VERIFY_OK(holder.executeDirect(u"ROLLBACK"_s));
    }
    holder.close();
    VERIFY_OK(openAt(file));
}

void tst_OpenDatabase::readOnly_data()
{
    QTest::addColumn<int>("fileMode");
    QTest::addColumn<int>("folderMode");
    QTest::addColumn<int>("code");
    QTest::newRow("control") << 0666 << 0777 << -1;
    QTest::newRow("file") << 0444 << 0777 << int(ErrorCode::DatabaseReadOnly);
    QTest::newRow("folder") << 0666 << 0555 << int(ErrorCode::DatabaseReadOnly);
    QTest::newRow("unreadable") << 0000 << 0777 << int(ErrorCode::DatabaseForbidden);
}

void tst_OpenDatabase::readOnly()
{
    QFETCH(const int, fileMode);
    QFETCH(const int, folderMode);
    QFETCH(const int, code);
    // Rights do not bind root, so another user opens it in a process of its own.
    const bool isRoot = ::geteuid() == 0;
    const QString program = QString::fromUtf8(STORE_PROBE);
    QStringList command { program };
    if (isRoot)
        command = QStringList {
            u"setpriv"_s, u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s
        } + command;
    const QTemporaryDir folder(u"/tmp/broadcaster-ro-XXXXXX"_s);
    const QString file = folder.filePath(u"b.db"_s);
    VERIFY_OK(openAt(file));
    const QByteArray before = contents(file);
    const QByteArray folderName = QFile::encodeName(folder.path());
    const QByteArray fileName = QFile::encodeName(file);
    QCOMPARE(::chmod(fileName.constData(), static_cast<mode_t>(fileMode)), 0);
    QCOMPARE(::chmod(folderName.constData(), static_cast<mode_t>(folderMode)), 0);
    if (isRoot)
        QCOMPARE(::chown(folderName.constData(), 65534, 65534), 0);

    const CommandResult probe = runCommand(command + QStringList { file });
    (void)::chmod(folderName.constData(), 0700);
    (void)::chmod(fileName.constData(), 0600);
    if (isRoot && (probe.exitCode == 126 || probe.exitCode == 127))
        QSKIP("Another user cannot run the probe in this build folder");
    QVERIFY2(probe.exitCode == (code < 0 ? 0 : 100 + code), probe.output.constData());
    if (code < 0)
        return;
    QVERIFY(probe.output.contains(fileName));
    QCOMPARE(contents(file), before);
    QVERIFY(!QFileInfo::exists(file + "-wal"_L1));
}

void tst_OpenDatabase::path_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("said");
    QTest::newRow("folder") << u"."_s << u"is not a file"_s;
    QTest::newRow("device") << u"/dev/null"_s << u"is not a file"_s;
    QTest::newRow("below a file") << u"plain/b.db"_s << u"cannot be created"_s;
    QTest::newRow("deep below a file") << u"plain/a/b.db"_s << u"cannot be created"_s;
    QTest::newRow("name too long") << QString(300, u'x') << u"cannot be created"_s;
    QTest::newRow("link to nowhere") << u"link.db"_s << u"cannot be created"_s;
}

void tst_OpenDatabase::path()
{
    QFETCH(const QString, name);
    QFETCH(const QString, said);
    QVERIFY(write(m_engines.path(u"plain"_s), "x"));
    QFile::link(m_engines.path(u"nowhere/b.db"_s), m_engines.path(u"link.db"_s));
    const QString file = name.startsWith(u'/') ? name : m_engines.path(name);
    const Result<void> opened = openAt(file);
    VERIFY_ERROR(opened, ErrorCode::DatabaseUncreatable);
    QVERIFY2(opened.error().detail.contains(said), qPrintable(opened.error().detail));
    QVERIFY2(
        opened.error().detail.contains(parsed(file).describe()), qPrintable(opened.error().detail));
    QVERIFY(!QFileInfo::exists(m_engines.path(u"nowhere"_s)));
}

void tst_OpenDatabase::outOfSpace()
{
    SqlConnection connection(parsed(m_engines.path(u"full.db"_s)));
    VERIFY_OK(openDatabase(connection));
    // The database must not grow.
    VERIFY_OK(connection.executeDirect(u"PRAGMA max_page_count = 1"_s));
    const QString text(100'000, u'x');
    const auto fill = [&] {
        return connection.execute(u"INSERT INTO broadcaster_usage VALUES (?, '', 1)"_s, { text });
    };
    VERIFY_ERROR(connection.transaction(fill), ErrorCode::DatabaseOutOfSpace);
    QVERIFY(!connection.isLost());
    VERIFY_OK(connection.executeDirect(u"PRAGMA max_page_count = 1000"_s));
    VERIFY_OK(connection.transaction(fill));
}

void tst_OpenDatabase::reopensAfterCrash()
{
    const QString file = m_engines.path(u"live.db"_s);
    const QString copy = m_engines.path(u"crashed.db"_s);
    SqlConnection connection(parsed(file));
    VERIFY_OK(openDatabase(connection));
    VERIFY_OK(connection.executeDirect(u"INSERT INTO broadcaster_usage VALUES ('p', 'd', 5)"_s));
    QVERIFY(QFile::copy(file, copy));
    QVERIFY(QFile::copy(file + "-wal"_L1, copy + "-wal"_L1));
    SqlConnection recovered(parsed(copy));
    VERIFY_OK(openDatabase(recovered));
    const Result<SqlResult> kept = recovered.executeDirect(
        u"SELECT count FROM broadcaster_usage"_s);
    VERIFY_OK(kept);
    QCOMPARE(kept->rows.value(0).value(0).toInt(), 5);
}

void tst_OpenDatabase::standby()
{
    if (!m_engines.server().isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString location = m_engines.create(TestEngines::Engine::Postgres);
    QVERIFY2(!location.isNull(), qPrintable(m_engines.server().errorText()));
    const QString readOnly = location % "?options=-c%20default_transaction_read_only%3Don"_L1;
    VERIFY_ERROR(openAt(readOnly), ErrorCode::DatabaseReadOnly);
    QVERIFY(tableNames(location).isEmpty());
}

void tst_OpenDatabase::postgresErrors_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("said");
    QTest::addColumn<ErrorCode>("code");
    const QString password = QString::fromLatin1(
        QUrl::toPercentEncoding(PostgresServer::password()));
    constexpr ErrorCode Forbidden = ErrorCode::DatabaseForbidden;
    constexpr ErrorCode Misconfigured = ErrorCode::DatabaseMisconfigured;
    constexpr ErrorCode Unavailable = ErrorCode::DatabaseUnavailable;
    QTest::newRow("wrong password") << password << u"SECRET"_s << u"ALTER ROLE"_s << Forbidden;
    QTest::newRow("no password") << QString(u':' % password % u'@') << u"@"_s << u"no password"_s
                                 << Forbidden;
    QTest::newRow("no such database") << u"/postgres?"_s << u"/nowhere?"_s
                                      << u"CREATE DATABASE \"nowhere\" OWNER"_s << Misconfigured;
    QTest::newRow("nobody listens")
        << u"@127.0.0.1:"_s << u"@127.0.0.2:"_s << u"refused"_s << Unavailable;
    QTest::newRow("no TLS there") << u"sslmode=disable"_s << u"sslmode=require"_s << u"SSL"_s
                                  << Misconfigured;
}

void tst_OpenDatabase::postgresErrors()
{
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, said);
    QFETCH(const ErrorCode, code);
    if (!m_engines.server().isInstalled())
        QSKIP("PostgreSQL is not installed");
    QVERIFY(!m_engines.create(TestEngines::Engine::Postgres).isNull());
    QString location = m_engines.server().tcpUrl(u"postgres"_s);
    QVERIFY(location.contains(from));
    location.replace(from, to);
    const Result<void> opened = openAt(location);
    VERIFY_ERROR(opened, code);
    const QString detail = opened.error().detail;
    QVERIFY2(detail.contains(said), qPrintable(detail));
    QVERIFY(!detail.contains(u"SECRET"_s) && !detail.contains(u'\n'));
    QVERIFY(!detail.contains(PostgresServer::password()));
}

void tst_OpenDatabase::passwordOverTcp()
{
    if (!m_engines.server().isInstalled())
        QSKIP("PostgreSQL is not installed");
    QVERIFY(!m_engines.create(TestEngines::Engine::Postgres).isNull());
    VERIFY_OK(openAt(m_engines.server().tcpUrl(u"postgres"_s)
        % "&application_name=it%27s%20%5Cme&channel_binding=disable"_L1));
}

void tst_OpenDatabase::encodings_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("UTF8") << u"UTF8"_s << true;
    QTest::newRow("SQL_ASCII") << u"SQL_ASCII"_s << true; // Keeps bytes as they come.
    QTest::newRow("LATIN1") << u"LATIN1"_s << false;
    QTest::newRow("WIN1252") << u"WIN1252"_s << false;
}

void tst_OpenDatabase::encodings()
{
    QFETCH(const QString, encoding);
    QFETCH(const bool, isGood);
    PostgresServer &server = m_engines.server();
    if (!server.isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString any = m_engines.create(TestEngines::Engine::Postgres);
    bool created = false;
    (void)server.query(any,
        u"CREATE DATABASE \"%1\" ENCODING '%1' TEMPLATE template0 LOCALE 'C'"_s.arg(encoding),
        &created);
    QVERIFY2(created, qPrintable(server.errorText()));
    const Result<void> opened = openAt(server.socketUrl(encoding));
    if (isGood) {
        VERIFY_OK(opened);
        return;
    }
    VERIFY_ERROR(opened, ErrorCode::DatabaseMisconfigured);
    QVERIFY2(
        opened.error().detail.contains(u"ENCODING 'UTF8'"_s), qPrintable(opened.error().detail));
    QVERIFY(tableNames(server.socketUrl(encoding)).isEmpty());
}

void tst_OpenDatabase::rightsOnTheSchema()
{
    PostgresServer &server = m_engines.server();
    if (!server.isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString owners = m_engines.create(TestEngines::Engine::Postgres);
    bool prepared = false;
    (void)server.query(
        owners, u"CREATE ROLE guest LOGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC"_s, &prepared);
    QVERIFY2(prepared, qPrintable(server.errorText()));
    const QString guests = u"postgresql://guest"_s % owners.sliced(owners.indexOf(u'@'));
    const Result<void> refused = openAt(guests);
    VERIFY_ERROR(refused, ErrorCode::DatabaseForbidden);
    static const QRegularExpression advice(u"GRANT [^;]* TO \"guest\";"_s);
    const QRegularExpressionMatch statement = advice.match(refused.error().detail);
    QVERIFY2(statement.hasMatch(), qPrintable(refused.error().detail));
    (void)server.query(owners, statement.captured(), &prepared);
    QVERIFY2(prepared, qPrintable(server.errorText()));
    VERIFY_OK(openAt(guests));
}

void tst_OpenDatabase::leavesTheSessionAlone()
{
    if (!m_engines.server().isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString location = m_engines.create(TestEngines::Engine::Postgres);
    QVERIFY2(!location.isNull(), qPrintable(m_engines.server().errorText()));
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    VERIFY_OK(
        connection.transaction([&] { return connection.execute(u"SELECT ?::text"_s, { 1 }); }));
    const auto number = [&](const QString &sql) {
        return connection.query(sql, { SqlColumn::Number }).value().rows.value(0).value(0).toInt();
    };
    QCOMPARE(number(u"SELECT COUNT(*) FROM pg_prepared_statements"_s), 0);
    QCOMPARE(number(u"SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory'"_s), 0);
    QCOMPARE(number(u"SELECT COUNT(*) FROM pg_settings WHERE source = 'session'"_s), 0);
}

QTEST_GUILESS_MAIN(tst_OpenDatabase)
#include "tst_opendatabase.moc"
