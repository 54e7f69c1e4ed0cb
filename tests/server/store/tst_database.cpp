// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/storelimits.h"
#include "server/base/tuning.h"
#include "server/store/database.h"

#include "tests/server/store/logcounter.h"
#include "tests/server/store/testengines.h"

#include <QtCore/QDir>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <sys/types.h>

#include <array>
#include <csignal>
#include <future>
#include <optional>
#include <thread>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 60'000; // ms

/// Runs the job and processes events until its result is there.
template <typename Job>
std::invoke_result_t<Job &, SqlConnection &> await(Database &database, Job job)
{
    using Outcome = std::invoke_result_t<Job &, SqlConnection &>;
    std::optional<Outcome> outcome;
    QObject context;
    database.run(
        &context, std::move(job), [&outcome](Outcome result) { outcome = std::move(result); });
    if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, Patience))
        qFatal("A job of the database gave no result");
    return *std::move(outcome);
}

Result<void> awaitOpen(Database &database)
{
    std::optional<Result<void>> outcome;
    QObject context;
    database.open(&context, [&outcome](Result<void> result) { outcome = std::move(result); });
    if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, Patience))
        qFatal("Opening the database gave no result");
    return *std::move(outcome);
}

Result<int> selectOne(SqlConnection &connection)
{
    const Result<SqlResult> result = connection.execute(u"SELECT 1"_s);
    if (!result)
        return result.error();
    return result->rows.value(0).value(0).toInt();
}

Result<int> insertUsage(SqlConnection &connection)
{
    const Result<SqlResult> inserted = connection.transaction([&connection] {
        return connection.execute(
            u"INSERT INTO broadcaster_usage (project_id, day, count) VALUES ('p', ?, 1)"_s,
            { QString::number(QRandomGenerator::global()->generate64()) });
    });
    if (!inserted)
        return inserted.error();
    return static_cast<int>(inserted->affected);
}

Result<qint64> countUsage(SqlConnection &connection)
{
    const Result<SqlResult> result = connection.execute(
        u"SELECT COUNT(*) FROM broadcaster_usage"_s);
    if (!result)
        return result.error();
    return result->rows.value(0).value(0).toLongLong();
}

/// A job that holds up the SQL thread until it is told to end.
class Plug final {
public:
    void insertInto(Database &database, QObject *context)
    {
        database.run(
            context,
            [this](SqlConnection &) -> Result<void> {
                m_reached.set_value();
                m_release.get_future().wait();
                return {};
            },
            [](const Result<void> &) {});
        m_reached.get_future().wait();
    }
    void release() { m_release.set_value(); }

private:
    std::promise<void> m_reached;
    std::promise<void> m_release;
};

} // namespace

class tst_Database : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsInOrder_data() { TestEngines::addRows(); }
    void runsInOrder();
    void fromManyThreads_data() { TestEngines::addRows(); }
    void fromManyThreads();
    void moveOnly();
    void queueFull();
    void badLocation();
    void firstJobOpens();
    void backsOff();
    void openTriesAtOnce();
    void readsLeaveNoTransaction();
    void failedStatementRollsBack_data() { TestEngines::addRows(); }
    void failedStatementRollsBack();
    void damagedWhileRunning();

    void serverRestarts();
    void idleConnectionEnds_data();
    void idleConnectionEnds();
    void notRepeatedAfterAnEffect();

    void answersInTime();
    void notCommittedTooLate_data() { TestEngines::addRows(); }
    void notCommittedTooLate();
    void silentServer();
    void fileIsMoved();
    void rowsOfAnotherShape_data() { TestEngines::addRows(); }
    void rowsOfAnotherShape();
    void unstorableTexts_data() { TestEngines::addRows(); }
    void unstorableTexts();

    void shutdownFinishesJobs_data() { TestEngines::addRows(); }
    void shutdownFinishesJobs();
    void shutdownIsBounded();
    void destroyedWithoutShutdown();

private:
    TestEngines m_engines;
};

void tst_Database::runsInOrder()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    QVERIFY(!database.isConnected());
    VERIFY_OK(awaitOpen(database));
    QVERIFY(database.isConnected());
    QList<int> jobs;
    QList<int> results;
    bool isHere = true;
    QObject context;
    for (int i = 0; i < 200; ++i) {
        database.run(
            &context,
            [&jobs, i](SqlConnection &connection) -> Result<int> {
                jobs.append(i);
                const Result<int> one = selectOne(connection);
                return one ? Result<int>(i * *one) : one;
            },
            [&](const Result<int> &result) {
                isHere = isHere && QThread::currentThread() == thread();
                results.append(result ? *result : -1);
            });
    }
    QTRY_COMPARE_WITH_TIMEOUT(results.size(), 200, Patience);
    QVERIFY(isHere);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(results[i], i);
    QVERIFY(database.shutdown(10s));
    QCOMPARE(jobs, results);
}

void tst_Database::fromManyThreads()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    int results = 0;
    QObject context;
    std::array<std::thread, 4> threads;
    for (std::thread &thread : threads) {
        thread = std::thread([&] {
            for (int i = 0; i < 50; ++i)
                database.run(&context, insertUsage,
                    [&results](const Result<int> &result) { results += result ? *result : 0; });
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QTRY_COMPARE_WITH_TIMEOUT(results, 200, Patience);
    const Result<qint64> count = await(database, countUsage);
    VERIFY_OK(count);
    QCOMPARE(*count, 200);
}

void tst_Database::moveOnly()
{
    Database database(m_engines.create(TestEngines::Engine::Sqlite));
    int seen = 0;
    QObject context;
    database.run(
        &context,
        [given = std::make_unique<int>(7)](SqlConnection &) -> Result<std::unique_ptr<int>> {
            return std::make_unique<int>(*given + 1);
        },
        [&seen, extra = std::make_unique<int>(1)](
            Result<std::unique_ptr<int>> result) { seen = **result + *extra; });
    QTRY_COMPARE(seen, 9);
}

void tst_Database::queueFull()
{
    Database database(m_engines.create(TestEngines::Engine::Sqlite));
    QObject context;
    Plug plug;
    plug.insertInto(database, &context);
    int done = 0;
    int refused = 0;
    const auto note = [&](const Result<int> &result) {
        ++done;
        if (!result && result.error().code == ErrorCode::QueueFull)
            ++refused;
    };
    for (int i = 0; i < limits::MaxStoreJobs; ++i)
        database.run(&context, selectOne, note);
    QCoreApplication::processEvents();
    QCOMPARE(done, 0);
    for (int i = 0; i < 3; ++i)
        database.run(&context, selectOne, note);
    QTRY_COMPARE(refused, 3); // While the others still wait.
    QCOMPARE(done, 3);
    plug.release();
    QTRY_COMPARE_WITH_TIMEOUT(done, limits::MaxStoreJobs + 3, Patience);
    QCOMPARE(refused, 3);
    VERIFY_OK(await(database, selectOne));
}

void tst_Database::badLocation()
{
    Database database(u"postgresql://u:SECRET@h/d?bogus=1"_s);
    for (int i = 0; i < 2; ++i) {
        const Result<void> opened = awaitOpen(database);
        VERIFY_ERROR(opened, ErrorCode::InvalidArgument);
        QVERIFY(opened.error().detail.contains(u"bogus"_s));
        QVERIFY(!opened.error().detail.contains(u"SECRET"_s));
    }
    VERIFY_ERROR(await(database, selectOne), ErrorCode::InvalidArgument);
}

void tst_Database::firstJobOpens()
{
    Database database(m_engines.create(TestEngines::Engine::Sqlite));
    VERIFY_OK(await(database, insertUsage));
    QVERIFY(database.isConnected());
}

void tst_Database::backsOff()
{
    const QString path = m_engines.path(u"in-the-way.db"_s);
    QVERIFY(QDir().mkdir(path));
    Database database(path);
    VERIFY_ERROR(await(database, selectOne), ErrorCode::DatabaseUncreatable);
    QVERIFY(!database.isConnected());
    QVERIFY(QDir().rmdir(path));
    // Too early for another attempt, though it would succeed.
    VERIFY_ERROR(await(database, selectOne), ErrorCode::DatabaseUncreatable);
    QTRY_VERIFY_WITH_TIMEOUT(await(database, selectOne).ok(), Patience);
}

void tst_Database::openTriesAtOnce()
{
    const QString path = m_engines.path(u"in-the-way-2.db"_s);
    QVERIFY(QDir().mkdir(path));
    Database database(path);
    VERIFY_ERROR(awaitOpen(database), ErrorCode::DatabaseUncreatable);
    QVERIFY(QDir().rmdir(path));
    VERIFY_OK(awaitOpen(database));
}

void tst_Database::readsLeaveNoTransaction()
{
    const QString location = m_engines.create(TestEngines::Engine::Sqlite);
    Database database(location);
    VERIFY_OK(await(database, insertUsage));
    VERIFY_OK(await(database, countUsage));
    SqlConnection other(parsed(location));
    VERIFY_OK(other.open(SqlConnection::Access::ReadWrite));
    const Result<SqlResult> checkpoint = other.executeDirect(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    VERIFY_OK(checkpoint);
    QCOMPARE(checkpoint->rows.value(0).value(0).toInt(), 0); // Not busy.
    QCOMPARE(QFile(location + "-wal"_L1).size(), 0);
}

void tst_Database::failedStatementRollsBack()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    // A job that ignores the failure must not be told that it succeeded.
    const Result<void> careless = await(database, [](SqlConnection &connection) {
        return connection.transaction([&connection]() -> Result<void> {
            (void)connection.execute(u"INSERT INTO broadcaster_usage VALUES ('p', 'd', 1)"_s);
            (void)connection.execute(u"INSERT INTO broadcaster_usage VALUES ('p', 'd', 2)"_s);
            return {};
        });
    });
    VERIFY_ERROR(careless, ErrorCode::Conflict);
    Result<qint64> count = await(database, countUsage);
    VERIFY_OK(count);
    QCOMPARE(*count, 0);
    VERIFY_OK(await(database, insertUsage));
    count = await(database, countUsage);
    VERIFY_OK(count);
    QCOMPARE(*count, 1);
}

void tst_Database::damagedWhileRunning()
{
    const QString location = m_engines.create(TestEngines::Engine::Sqlite);
    Database database(location);
    VERIFY_OK(await(database, insertUsage));
    VERIFY_OK(await(database, [](SqlConnection &connection) {
        return connection.executeDirect(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    }));
    QFile file(location);
    QVERIFY(file.open(QFile::ReadWrite));
    QVERIFY(file.write(QByteArray(static_cast<qsizetype>(file.size()), 'x')) > 0);
    file.close();
    const auto readAnew = [](SqlConnection &connection) {
        (void)connection.executeDirect(u"PRAGMA shrink_memory"_s);
        return connection.execute(u"SELECT * FROM broadcaster_schema"_s);
    };
    VERIFY_ERROR(await(database, readAnew), ErrorCode::DatabaseDamaged);
    VERIFY_ERROR(await(database, selectOne), ErrorCode::DatabaseDamaged);
    QVERIFY(!database.isConnected());
}

void tst_Database::serverRestarts()
{
    PostgresServer &server = m_engines.server();
    if (!server.isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString location = m_engines.create(TestEngines::Engine::Postgres);
    QVERIFY2(!location.isNull(), qPrintable(server.errorText()));
    Database database(location);
    VERIFY_OK(await(database, insertUsage));
    const LogCounter log;
    server.stop();
    for (int i = 0; i < 3; ++i)
        VERIFY_ERROR(await(database, insertUsage), ErrorCode::DatabaseUnavailable);
    QVERIFY(!database.isConnected());
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    QTRY_VERIFY_WITH_TIMEOUT(await(database, selectOne).ok(), Patience);
    QVERIFY(database.isConnected());
    VERIFY_OK(await(database, insertUsage));
    const Result<qint64> count = await(database, countUsage);
    VERIFY_OK(count);
    QCOMPARE(*count, 2);
    QCOMPARE(log.count(u"Lost the database"_s), 1);
    QCOMPARE(log.count(u"can be used again"_s), 1);
    QCOMPARE(log.count(u"Unable to free statement"_s), 0);
}

void tst_Database::idleConnectionEnds_data()
{
    QTest::addColumn<bool>("writes");
    QTest::newRow("a job that reads") << false;
    QTest::newRow("a job that writes") << true;
}

void tst_Database::idleConnectionEnds()
{
    QFETCH(const bool, writes);
    PostgresServer &server = m_engines.server();
    if (!server.isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString location = m_engines.create(TestEngines::Engine::Postgres);
    QVERIFY2(!location.isNull(), qPrintable(server.errorText()));
    Database database(location);
    VERIFY_OK(await(database, insertUsage));
    QVERIFY(server.terminateConnections(location));
    int calls = 0;
    const Result<int> outcome = await(database, [&calls, writes](SqlConnection &connection) {
        ++calls;
        return writes ? insertUsage(connection) : selectOne(connection);
    });
    VERIFY_OK(outcome); // The caller does not notice.
    QCOMPARE(*outcome, 1);
    QVERIFY(database.shutdown(10s));
    QCOMPARE(calls, 2);
    QCOMPARE(server.query(location, u"SELECT COUNT(*) FROM broadcaster_usage"_s),
        QString::number(writes ? 2 : 1));
}

void tst_Database::notRepeatedAfterAnEffect()
{
    PostgresServer &server = m_engines.server();
    if (!server.isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString location = m_engines.create(TestEngines::Engine::Postgres);
    QVERIFY2(!location.isNull(), qPrintable(server.errorText()));
    Database database(location);
    VERIFY_OK(awaitOpen(database));
    int calls = 0;
    const Result<int> outcome = await(database, [&](SqlConnection &connection) {
        ++calls;
        const Result<int> inserted = insertUsage(connection);
        return inserted && server.terminateConnections(location) ? selectOne(connection) : inserted;
    });
    VERIFY_ERROR(outcome, ErrorCode::DatabaseUnavailable);
    const Result<qint64> count = await(database, countUsage);
    VERIFY_OK(count);
    QCOMPARE(*count, 1);
    QVERIFY(database.shutdown(10s));
    QCOMPARE(calls, 1);
}

/// Even though the SQL thread is stuck.
void tst_Database::answersInTime()
{
    Database database(m_engines.create(TestEngines::Engine::Sqlite));
    VERIFY_OK(awaitOpen(database));
    QVERIFY(database.trouble().isNull());
    QObject context;
    Plug plug;
    plug.insertInto(database, &context);
    const Result<int> outcome = await(database, insertUsage);
    QVERIFY(database.trouble().contains(u"does not answer"_s));
    plug.release();
    VERIFY_ERROR(outcome, ErrorCode::DatabaseUnavailable);
    const Result<qint64> count = await(database, countUsage);
    VERIFY_OK(count);
    QCOMPARE(*count, 0);
    QVERIFY(database.trouble().isNull());
}

void tst_Database::notCommittedTooLate()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    VERIFY_OK(awaitOpen(database));
    std::promise<void> release;
    const Result<int> outcome = await(database, [&](SqlConnection &connection) {
        return connection.transaction([&]() -> Result<int> {
            const Result<SqlResult> inserted = connection.execute(
                u"INSERT INTO broadcaster_usage (project_id, day, count) VALUES ('p', 'd', 1)"_s);
            release.get_future().wait();
            return inserted ? Result<int>(1) : inserted.error();
        });
    });
    release.set_value();
    VERIFY_ERROR(outcome, ErrorCode::DatabaseUnavailable);
    const Result<qint64> count = await(database, countUsage);
    VERIFY_OK(count);
    QCOMPARE(*count, 0);
}

/// A server whose host is gone acknowledges nothing; here, its process is stopped.
void tst_Database::silentServer()
{
    PostgresServer &server = m_engines.server();
    if (!server.isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString location = m_engines.create(TestEngines::Engine::Postgres);
    QVERIFY2(!location.isNull(), qPrintable(server.errorText()));
    Database database(location);
    VERIFY_OK(awaitOpen(database));
    const Result<pid_t> backend = await(database, [](SqlConnection &connection) -> Result<pid_t> {
        const Result<SqlResult> found = connection.query(
            u"SELECT pg_backend_pid()"_s, { SqlColumn::Number });
        return found ? Result<pid_t>(found->rows.value(0).value(0).value<pid_t>()) : found.error();
    });
    VERIFY_OK(backend);
    QCOMPARE(::kill(*backend, SIGSTOP), 0);
    const QDeadlineTimer bound(limits::StoreJobTimeout + 2s);
    const Result<int> outcome = await(database, selectOne);
    const bool isInTime = !bound.hasExpired();
    const Result<int> next = await(database, selectOne); // With another connection.
    QCOMPARE(::kill(*backend, SIGCONT), 0);
    VERIFY_ERROR(outcome, ErrorCode::DatabaseUnavailable);
    QVERIFY(isInTime);
    VERIFY_OK(next);
}

void tst_Database::fileIsMoved()
{
    const QString path = m_engines.create(TestEngines::Engine::Sqlite);
    Database database(path);
    VERIFY_OK(await(database, insertUsage));
    const LogCounter log;
    const QString away = path + u".away"_s;
    QVERIFY(QFile::rename(path, away));
    for (int i = 0; i < 2; ++i)
        VERIFY_ERROR(await(database, insertUsage), ErrorCode::DatabaseUnavailable);
    QVERIFY(!QFile::exists(path));
    QCOMPARE(database.trouble(), u"the file of the database is missing"_s);
    QCOMPARE(log.count(u"is missing"_s), 1);
    QVERIFY(QFile::copy(away, path));
    VERIFY_ERROR(await(database, insertUsage), ErrorCode::DatabaseUnavailable);
    QCOMPARE(database.trouble(), u"the file of the database was replaced"_s);
    QVERIFY(QFile::remove(path) && QFile::rename(away, path));
    VERIFY_OK(await(database, insertUsage));
    QVERIFY(database.trouble().isNull());
    QCOMPARE(log.count(u"can be used again"_s), 1);
    const Result<qint64> count = await(database, countUsage);
    VERIFY_OK(count);
    QCOMPARE(*count, 2);
}

void tst_Database::rowsOfAnotherShape()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(connection.open(SqlConnection::Access::ReadWrite));
    const auto isGood = [&](const QString &sql, std::initializer_list<SqlColumn> columns) {
        return connection.query(sql, columns).ok();
    };
    QVERIFY(
        isGood(u"SELECT 1, 'a', NULL"_s, { SqlColumn::Number, SqlColumn::Text, SqlColumn::Bytes }));
    QVERIFY(!connection.isLost());
    QVERIFY(!isGood(u"SELECT 1"_s, { SqlColumn::Text }));
    QVERIFY(connection.isLost());
    QVERIFY(!isGood(u"SELECT 1, 2"_s, { SqlColumn::Number }));
    QVERIFY(!isGood(u"SELECT 1"_s, { SqlColumn::Number, SqlColumn::Number }));
    QVERIFY(!isGood(u"SELECT 'a'"_s, { SqlColumn::Number }));
}

void tst_Database::unstorableTexts()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(connection.open(SqlConnection::Access::ReadWrite));
    for (const QString &text : { u"a\0b"_s, QString(QChar(0xd800)), QString(QChar(0xdc00)) })
        VERIFY_ERROR(
            connection.execute(u"SELECT CAST(? AS TEXT)"_s, { text }), ErrorCode::InvalidArgument);
    const Result<SqlResult> kept = connection.query(
        u"SELECT CAST(? AS TEXT)"_s, { SqlColumn::Text }, { u"\U0001f600"_s });
    VERIFY_OK(kept);
    QCOMPARE(kept->rows.value(0).value(0).toString(), u"\U0001f600"_s);
}

void tst_Database::shutdownFinishesJobs()
{
    FRESH_DATABASE(m_engines, location);
    QObject context;
    int done = 0;
    Database database(location);
    for (int i = 0; i < 50; ++i)
        database.run(
            &context, insertUsage, [&done](const Result<int> &result) { done += result.ok(); });
    QVERIFY(database.shutdown(30s));
    QVERIFY(!database.isConnected());
    QCoreApplication::processEvents();
    QCOMPARE(done, 50);
    VERIFY_ERROR(await(database, insertUsage), ErrorCode::Stopped);
    QVERIFY(database.shutdown(0s));
    Database again(location);
    const Result<qint64> count = await(again, countUsage);
    VERIFY_OK(count);
    QCOMPARE(*count, 50);
}

void tst_Database::shutdownIsBounded()
{
    Database database(m_engines.create(TestEngines::Engine::Sqlite));
    QObject context;
    Plug plug;
    plug.insertInto(database, &context);
    int stopped = 0;
    for (int i = 0; i < 10; ++i)
        database.run(&context, selectOne, [&stopped](const Result<int> &result) {
            stopped += !result && result.error().code == ErrorCode::Stopped;
        });
    QVERIFY(!database.shutdown(10ms));
    plug.release();
    QVERIFY(database.shutdown(30s));
    QCoreApplication::processEvents();
    QCOMPARE(stopped, 10);
}

void tst_Database::destroyedWithoutShutdown()
{
    const QString location = m_engines.create(TestEngines::Engine::Sqlite);
    QObject context;
    bool called = false;
    {
        Database database(location);
        database.run(
            &context, insertUsage, [&called](const Result<int> &result) { called = result.ok(); });
    }
    QCoreApplication::processEvents();
    QVERIFY(called);
    QVERIFY(!QFile::exists(location + "-wal"_L1)); // Closed in order.
}

QTEST_GUILESS_MAIN(tst_Database)
#include "tst_database.moc"
