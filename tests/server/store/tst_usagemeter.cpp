// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/storelimits.h"
#include "server/base/tuning.h"
#include "server/usage/usagemeter.h"

#include "server/store/database.h"
#include "server/store/usagestore.h"
#include "server/usage/usageledger.h"
#include "tests/server/store/logcounter.h"
#include "tests/server/store/testengines.h"

#include <QtTest/QTest>

#include <array>
#include <optional>
#include <thread>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 60'000; // ms
const QDate Today(2025, 3, 1);

ProjectId projectNamed(const QString &name)
{
    return ProjectId::fromUtf8(name.toUtf8()).value();
}

template <typename Value, typename Ask>
Value await(Ask ask)
{
    std::optional<Value> answer;
    QObject context;
    ask(&context, [&answer](Value value) { answer = std::move(value); });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, Patience))
        qFatal("The meter did not answer");
    return *std::move(answer);
}

Result<UsageReport> reportOf(UsageMeter &meter, const ProjectId &project)
{
    return await<Result<UsageReport>>(
        [&](QObject *context, auto done) { meter.report(context, project, Today, done); });
}

Result<void> flush(UsageMeter &meter)
{
    return await<Result<void>>([&](QObject *context, auto done) { meter.flush(context, done); });
}

Result<void> open(Database &database)
{
    return await<Result<void>>([&](QObject *context, auto done) { database.open(context, done); });
}

/// The total in the database, read through another connection. -1: it cannot be read.
qint64 written(const QString &location)
{
    SqlConnection connection(parsed(location));
    if (!connection.open(SqlConnection::Access::ReadWrite))
        return -1;
    const Result<UsageReport> report = UsageStore(connection).report(ProjectId(), Today);
    return report ? report->total : -1;
}

/// The number of writes of all meters.
qint64 batches(const QString &location)
{
    SqlConnection connection(parsed(location));
    if (!connection.open(SqlConnection::Access::ReadWrite))
        return -1;
    const Result<SqlResult> result = connection.executeDirect(
        u"SELECT CAST(COALESCE(SUM(batch), 0) AS BIGINT) FROM broadcaster_usage_writers"_s);
    return result ? result->rows.value(0).value(0).toLongLong() : -1;
}

} // namespace

class tst_UsageMeter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesByItself_data() { TestEngines::addRows(); }
    void writesByItself();
    void reportsWhatIsNotWritten_data() { TestEngines::addRows(); }
    void reportsWhatIsNotWritten();
    void flushes_data() { TestEngines::addRows(); }
    void flushes();
    void fromManyThreads_data() { TestEngines::addRows(); }
    void fromManyThreads();
    void flushAtTheEnd_data() { TestEngines::addRows(); }
    void flushAtTheEnd();
    void ignoresNothing();
    void takesNoMoreThanFits_data() { TestEngines::addRows(); }
    void takesNoMoreThanFits();
    void midnight();
    void poison_data() { TestEngines::addRows(); }
    void poison();
    void noDeadlock();
    void lockedFile();
    void serverRestarts();
    void connectionEndsInCommit();
    void delayGrows();

private:
    TestEngines m_engines;
};

void tst_UsageMeter::writesByItself()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    const ProjectId project = projectNamed(u"p"_s);
    for (int i = 0; i < 1000; ++i)
        meter.add({ { project, Today.addDays(-(i % 2)), 1 } });
    QTRY_COMPARE_WITH_TIMEOUT(written(location), 1000, Patience);
    QCOMPARE(batches(location), 1); // All in one batch.
    meter.add({ { project, Today, 5 } });
    QTRY_COMPARE_WITH_TIMEOUT(written(location), 1005, Patience);
    QCOMPARE(batches(location), 2);
    const UsageStatistics statistics = meter.statistics();
    QCOMPARE(statistics.unwritten, 0);
    QCOMPARE(statistics.failedWrites, 0);
    QVERIFY(!statistics.lastError);
}

void tst_UsageMeter::reportsWhatIsNotWritten()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    const ProjectId first = projectNamed(u"p"_s);
    const ProjectId second = projectNamed(u"q"_s);
    const QDate oldest = Today.addDays(1 - limits::UsageDays);
    meter.add({ { first, Today, 3 } });
    VERIFY_OK(flush(meter));
    meter.add({ { first, Today, 10 } });
    meter.add({ { first, Today.addDays(-1), 20 } });
    meter.add({ { first, oldest, 40 } });
    meter.add({ { first, oldest.addDays(-1), 100 } });
    meter.add({ { first, Today.addDays(1), 200 } });
    meter.add({ { second, Today, 1000 } });
    Result<UsageReport> report = reportOf(meter, first);
    VERIFY_OK(report);
    QCOMPARE(report->total, 373);
    const QList<DailyUsage> days { { Today, 13 }, { Today.addDays(-1), 20 }, { oldest, 40 } };
    QVERIFY(report->days == days);
    report = reportOf(meter, ProjectId());
    VERIFY_OK(report);
    QCOMPARE(report->total, 1373);
    QVERIFY(report->days.value(0) == (DailyUsage { Today, 1013 }));
    VERIFY_OK(flush(meter));
    report = reportOf(meter, first);
    VERIFY_OK(report);
    QCOMPARE(report->total, 373);
    QVERIFY(report->days == days);
}

void tst_UsageMeter::flushes()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    VERIFY_OK(flush(meter));
    QCOMPARE(batches(location), 0);
    meter.add({ { projectNamed(u"p"_s), Today, 3 } });
    VERIFY_OK(flush(meter));
    QCOMPARE(written(location), 3);
    QCOMPARE(meter.statistics().unwritten, 0);
}

void tst_UsageMeter::fromManyThreads()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    const ProjectId project = projectNamed(u"p"_s);
    std::array<std::thread, 4> threads;
    for (std::thread &thread : threads) {
        thread = std::thread([&] {
            for (int i = 0; i < 1000; ++i)
                meter.add({ { project, Today, 1 } });
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    const Result<UsageReport> report = reportOf(meter, project);
    VERIFY_OK(report);
    QCOMPARE(report->total, 4000);
    VERIFY_OK(flush(meter));
    QCOMPARE(written(location), 4000);
}

void tst_UsageMeter::flushAtTheEnd()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    UsageMeter meter(database);
    QObject context;
    bool flushed = false;
    meter.add({ { projectNamed(u"p"_s), Today, 3 } });
    meter.flush(&context, [&flushed](const Result<void> &result) { flushed = result.ok(); });
    QVERIFY(database.shutdown(30s)); // This needs no event loop.
    QCOMPARE(written(location), 3);
    QCoreApplication::processEvents();
    QVERIFY(flushed);
    meter.add({ { projectNamed(u"p"_s), Today, 3 } }); // Too late, and harmless.
}

void tst_UsageMeter::ignoresNothing()
{
    const QString location = m_engines.create(TestEngines::Engine::Sqlite);
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    meter.add({ { projectNamed(u"p"_s), Today, 0 } });
    meter.add({ { projectNamed(u"p"_s), Today, -5 } });
    VERIFY_OK(flush(meter));
    QCOMPARE(batches(location), 0);
}

/// Known names are still counted; new ones are dropped and reported.
void tst_UsageMeter::takesNoMoreThanFits()
{
    FRESH_DATABASE(m_engines, location);
    UsageLedger ledger;
    for (int i = 0; i < limits::MaxUsageEntries; ++i)
        ledger.add({ { projectNamed(QString::number(i)), Today, 1 } }, 1);
    const LogCounter log;
    ledger.add({ { projectNamed(u"new"_s), Today, 5 } }, 1);
    ledger.add(
        { { projectNamed(u"7"_s), Today, 3 }, { projectNamed(u"7"_s), Today.addDays(1), 2 } }, 1);
    QCOMPARE(ledger.statistics(1).unwritten, limits::MaxUsageEntries + 3);
    QCOMPARE(ledger.statistics(1).dropped, 7);
    QCOMPARE(log.count(u"are dropped"_s), 1);
    SqlWorker worker(location);
    VERIFY_OK(ledger.writeAll(worker, 1));
    QCOMPARE(ledger.statistics(1).unwritten, 0);
    QCOMPARE(ledger.statistics(1).writes, limits::MaxUsageEntries / limits::UsageBatchEntries);
    QCOMPARE(ledger.statistics(1).dropped, 7);
}

/// Counts keep their day, however long they wait.
void tst_UsageMeter::midnight()
{
    const QString location = m_engines.create(TestEngines::Engine::Sqlite);
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    SqlConnection holder(parsed(location));
    VERIFY_OK(holder.open(SqlConnection::Access::ReadWrite));
    VERIFY_OK(holder.executeDirect(u"BEGIN IMMEDIATE"_s));
    const ProjectId project = projectNamed(u"p"_s);
    for (int i = 0; i < 100'000; ++i)
        meter.add({ { project, Today.addDays(-(i % 2)), 1 } });
    QTRY_COMPARE_WITH_TIMEOUT(meter.statistics().failedWrites, 1, Patience);
    VERIFY_OK(holder.executeDirect(u"ROLLBACK"_s));
    QTRY_COMPARE_WITH_TIMEOUT(meter.statistics().unwritten, 0, Patience);
    const Result<UsageReport> report = reportOf(meter, project);
    VERIFY_OK(report);
    QVERIFY(
        report->days == (QList<DailyUsage> { { Today, 50'000 }, { Today.addDays(-1), 50'000 } }));
}

/// A count that can never be stored delays no other, and is looked for once.
void tst_UsageMeter::poison()
{
    FRESH_DATABASE(m_engines, location);
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    SqlConnection connection(parsed(location));
    VERIFY_OK(connection.open(SqlConnection::Access::ReadWrite));
    VERIFY_OK(connection.executeDirect(u"DROP TABLE broadcaster_usage"_s));
    VERIFY_OK(connection.executeDirect(
        u"CREATE TABLE broadcaster_usage (project_id TEXT NOT NULL, day TEXT NOT NULL,"
        " count BIGINT NOT NULL, PRIMARY KEY (project_id, day), CHECK (project_id <> 'p133'))"_s));
    const LogCounter log;
    QList<UsageCount> counts;
    for (int i = 0; i < 700; ++i)
        counts.append({ projectNamed(u"p%1"_s.arg(i)), Today, 1 });
    meter.add(counts);
    QTRY_COMPARE_WITH_TIMEOUT(written(location), 699, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(meter.statistics().unwritten, 0, Patience);
    QCOMPARE(meter.statistics().refused, 1);
    QVERIFY(!meter.statistics().lastError);
    const qint64 writes = meter.statistics().writes;
    meter.add(counts);
    VERIFY_OK(flush(meter));
    QCOMPARE(written(location), 2 * 699);
    QCOMPARE(meter.statistics().refused, 2);
    QVERIFY(meter.statistics().writes - writes <= 3);
    QCOMPARE(log.count(u"cannot store the counts"_s), 1);
}

/// Two brokers count the same projects, in batches that hold the same rows.
void tst_UsageMeter::noDeadlock()
{
    PostgresServer &server = m_engines.server();
    if (!server.isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString location = m_engines.create(TestEngines::Engine::Postgres);
    QVERIFY2(!location.isNull(), qPrintable(server.errorText()));
    std::array<std::thread, 2> brokers;
    for (std::thread &broker : brokers) {
        broker = std::thread([&location] {
            SqlWorker worker(location);
            UsageLedger ledger;
            for (int round = 0; round < 50; ++round) {
                for (int i = 0; i < 300; ++i)
                    ledger.add({ { projectNamed(u"p%1"_s.arg(i)), Today, 1 } }, 1);
                if (!ledger.writeAll(worker, 1))
                    return;
            }
        });
    }
    for (std::thread &broker : brokers)
        broker.join();
    QCOMPARE(written(location), 2 * 50 * 300);
    QCOMPARE(server.query(location,
                 u"SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"_s),
        u"0"_s);
}

void tst_UsageMeter::lockedFile()
{
    const QString location = m_engines.create(TestEngines::Engine::Sqlite);
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    const ProjectId project = projectNamed(u"p"_s);
    meter.add({ { project, Today, 1 } });
    VERIFY_OK(flush(meter));

    const LogCounter log;
    SqlConnection holder(parsed(location));
    VERIFY_OK(holder.open(SqlConnection::Access::ReadWrite));
    VERIFY_OK(holder.executeDirect(u"BEGIN IMMEDIATE"_s));
    meter.add({ { project, Today, 10 } });
    QTRY_COMPARE_WITH_TIMEOUT(meter.statistics().failedWrites, 1, Patience);
    meter.add({ { project, Today, 100 } });
    VERIFY_ERROR(flush(meter), ErrorCode::DatabaseLocked);
    const UsageStatistics statistics = meter.statistics();
    QCOMPARE(statistics.unwritten, 110);
    QVERIFY(statistics.lastError->detail.contains(location));
    const Result<UsageReport> report = reportOf(meter, project);
    VERIFY_OK(report);
    QCOMPARE(report->total, 111);

    VERIFY_OK(holder.executeDirect(u"ROLLBACK"_s));
    QTRY_COMPARE_WITH_TIMEOUT(meter.statistics().unwritten, 0, Patience);
    QCOMPARE(written(location), 111);
    QVERIFY(meter.statistics().failedWrites >= 2);
    QVERIFY(!meter.statistics().lastError);
    QCOMPARE(log.count(u"Cannot write usage counts"_s), 1);
    QCOMPARE(log.count(u"Usage counts are written again"_s), 1);
}

void tst_UsageMeter::serverRestarts()
{
    PostgresServer &server = m_engines.server();
    if (!server.isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString location = m_engines.create(TestEngines::Engine::Postgres);
    QVERIFY2(!location.isNull(), qPrintable(server.errorText()));
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    const ProjectId project = projectNamed(u"p"_s);
    meter.add({ { project, Today, 1 } });
    VERIFY_OK(flush(meter));
    server.stop();
    meter.add({ { project, Today, 10 } });
    QTRY_VERIFY_WITH_TIMEOUT(meter.statistics().failedWrites > 0, Patience);
    meter.add({ { project, Today, 100 } });
    VERIFY_ERROR(reportOf(meter, project), ErrorCode::DatabaseUnavailable);
    QCOMPARE(meter.statistics().unwritten, 110);
    QVERIFY2(server.start(), qPrintable(server.errorText()));
    QTRY_COMPARE_WITH_TIMEOUT(meter.statistics().unwritten, 0, Patience);
    QCOMPARE(written(location), 111);
}

void tst_UsageMeter::connectionEndsInCommit()
{
    PostgresServer &server = m_engines.server();
    if (!server.isInstalled())
        QSKIP("PostgreSQL is not installed");
    const QString location = m_engines.create(TestEngines::Engine::Postgres);
    QVERIFY2(!location.isNull(), qPrintable(server.errorText()));
    Database database(location);
    VERIFY_OK(open(database));
    UsageMeter meter(database);
    const ProjectId project = projectNamed(u"p"_s);
    bool prepared = false;
    (void)server.query(location,
        u"CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
        " CREATE CONSTRAINT TRIGGER die AFTER INSERT OR UPDATE ON broadcaster_usage"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()"_s,
        &prepared);
    QVERIFY2(prepared, qPrintable(server.errorText()));
    meter.add({ { project, Today, 10 } });
    VERIFY_ERROR(flush(meter), ErrorCode::DatabaseUnavailable);
    // The other outcome of such a commit: it was made, and only the answer was lost.
    const QString number = server.query(location, u"SELECT COUNT(*) FROM broadcaster_usage"_s);
    QCOMPARE(number, u"0"_s);
    QCOMPARE(meter.statistics().unwritten, 10);
    (void)server.query(location, u"DROP TRIGGER die ON broadcaster_usage"_s, &prepared);
    QVERIFY(prepared);
    meter.add({ { project, Today, 100 } });
    const Result<UsageReport> report = reportOf(meter, project);
    VERIFY_OK(report);
    QCOMPARE(report->total, 110);
    VERIFY_OK(flush(meter));
    QCOMPARE(written(location), 110);
    QCOMPARE(batches(location), 2); // The failed part stayed a batch of its own.
}

void tst_UsageMeter::delayGrows()
{
    SqlWorker nowhere(m_engines.path(u"."_s)); // A folder.
    UsageLedger ledger;
    QCOMPARE(ledger.writeDelay(), limits::UsageWriteInterval);
    QCOMPARE(ledger.statistics(5).lag, std::chrono::milliseconds(0));
    ledger.add({ { projectNamed(u"p"_s), Today, 1 } }, 1000);
    ledger.add({ { projectNamed(u"q"_s), Today, 1 } }, 1500);
    QCOMPARE(ledger.statistics(1700).lag, std::chrono::milliseconds(700));
    QCOMPARE(ledger.statistics(500).lag, std::chrono::milliseconds(0));
    std::chrono::milliseconds last = ledger.writeDelay();
    while (last < limits::MaxUsageRetryInterval) {
        QVERIFY(!ledger.writePart(nowhere, 0));
        QCOMPARE(ledger.writeDelay(), std::min(last * 2, limits::MaxUsageRetryInterval));
        last = ledger.writeDelay();
    }
    QVERIFY(!ledger.writePart(nowhere, 0));
    QCOMPARE(ledger.writeDelay(), limits::MaxUsageRetryInterval);
    SqlWorker good(m_engines.create(TestEngines::Engine::Sqlite));
    VERIFY_OK(ledger.writePart(good, 0));
    QCOMPARE(ledger.writeDelay(), limits::UsageWriteInterval);
    QVERIFY(ledger.isEmpty());
}

QTEST_GUILESS_MAIN(tst_UsageMeter)
#include "tst_usagemeter.moc"
