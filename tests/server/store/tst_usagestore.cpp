// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/usagestore.h"

#include "server/base/tuning.h"
#include "server/store/opendatabase.h"
#include "tests/server/store/testengines.h"

#include <QtTest/QTest>

#include <limits>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 Now = 1'738'060'200'123;
const QDate Today(2025, 3, 1);

ProjectId projectNamed(const QString &name)
{
    return ProjectId::fromUtf8(name.toUtf8()).value();
}

UsageBatch batchOf(qint64 number, const QList<UsageCount> &counts)
{
    return UsageBatch { "writer", number, counts };
}

} // namespace

class tst_UsageStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsUp_data() { TestEngines::addRows(); }
    void addsUp();
    void window_data() { TestEngines::addRows(); }
    void window();
    void allProjects_data() { TestEngines::addRows(); }
    void allProjects();
    void listsProjects_data() { TestEngines::addRows(); }
    void listsProjects();
    void sameBatchTwice_data() { TestEngines::addRows(); }
    void sameBatchTwice();
    void allOrNothing_data() { TestEngines::addRows(); }
    void allOrNothing();
    void forgetsOldWriters_data() { TestEngines::addRows(); }
    void forgetsOldWriters();

private:
    TestEngines m_engines;
};

void tst_UsageStore::addsUp()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    UsageStore store(connection);
    const ProjectId project = projectNamed(u"'\U0001f600"_s);
    const Result<UsageReport> empty = store.report(project, Today);
    VERIFY_OK(empty);
    QVERIFY(*empty == UsageReport());

    constexpr qint64 Large = 5'000'000'000'000'001;
    VERIFY_OK(
        store.add(batchOf(1, { { project, Today, 3 }, { project, Today.addDays(-1), 1 } }), Now));
    VERIFY_OK(store.add(batchOf(2, { { project, Today, Large } }), Now));
    const Result<UsageReport> report = store.report(project, Today);
    VERIFY_OK(report);
    QCOMPARE(report->total, Large + 4);
    QVERIFY(report->days == (QList<DailyUsage> { { Today, Large + 3 }, { Today.addDays(-1), 1 } }));
}

void tst_UsageStore::window()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    UsageStore store(connection);
    const ProjectId project = projectNamed(u"p"_s);
    const QDate oldest = Today.addDays(1 - limits::UsageDays);
    VERIFY_OK(store.add(batchOf(1,
                            { { project, oldest.addDays(-1), 1 }, { project, oldest, 10 },
                                { project, Today, 100 }, { project, Today.addDays(1), 1000 } }),
        Now));
    for (const ProjectId &asked : { project, ProjectId() }) {
        const Result<UsageReport> report = store.report(asked, Today);
        VERIFY_OK(report);
        QCOMPARE(report->total, 1111);
        QVERIFY(report->days == (QList<DailyUsage> { { Today, 100 }, { oldest, 10 } }));
    }
}

void tst_UsageStore::allProjects()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    UsageStore store(connection);
    const ProjectId first = projectNamed(u"p"_s);
    const ProjectId second = projectNamed(u"\ufeffp"_s);
    VERIFY_OK(store.add(batchOf(1, { { first, Today, 1 }, { second, Today, 2 } }), Now));
    QCOMPARE(store.report(first, Today)->total, 1);
    QCOMPARE(store.report(second, Today)->total, 2);
    const Result<UsageReport> all = store.report(ProjectId(), Today);
    VERIFY_OK(all);
    QCOMPARE(all->total, 3);
    QVERIFY(all->days == (QList<DailyUsage> { { Today, 3 } }));
}

void tst_UsageStore::listsProjects()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    UsageStore store(connection);
    QVERIFY(store.projects()->isEmpty());
    // By their bytes: capitals first, a byte order mark behind all letters.
    const QList<ProjectId> sorted { projectNamed(u"B"_s), projectNamed(u"a"_s),
        projectNamed(u"b"_s), projectNamed(u"\u00e4"_s), projectNamed(u"\ufeffa"_s) };
    QList<UsageCount> counts;
    for (qsizetype i = sorted.size() - 1; i >= 0; --i) {
        counts.append({ sorted.at(i), Today, 1 });
        counts.append({ sorted.at(i), Today.addDays(-100), 1 });
    }
    VERIFY_OK(store.add(batchOf(1, counts), Now));
    const Result<QList<ProjectId>> projects = store.projects();
    VERIFY_OK(projects);
    QCOMPARE(*projects, sorted);

    VERIFY_OK(connection.executeDirect(
        u"INSERT INTO broadcaster_usage (project_id, day, count)"
        " WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < "_s
        + QString::number(limits::MaxListedProjects)
        + u") SELECT 'A' || n, '2025-03-01', 1 FROM numbers"_s));
    QCOMPARE(store.projects()->size(), limits::MaxListedProjects);
}

void tst_UsageStore::sameBatchTwice()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    UsageStore store(connection);
    const ProjectId project = projectNamed(u"p"_s);
    const UsageBatch batch = batchOf(2, { { project, Today, 7 } });
    QCOMPARE(*store.isWritten(batch), false);
    VERIFY_OK(store.add(batch, Now));
    QCOMPARE(*store.isWritten(batch), true);
    VERIFY_OK(store.add(batch, Now));
    QCOMPARE(store.report(project, Today)->total, 7);
    UsageBatch other = batch;
    other.writer = "another";
    QCOMPARE(*store.isWritten(other), false);
    VERIFY_OK(store.add(other, Now));
    VERIFY_OK(store.add(batchOf(3, { { project, Today, 1 } }), Now));
    QCOMPARE(store.report(project, Today)->total, 15);
}

void tst_UsageStore::allOrNothing()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    VERIFY_OK(connection.executeDirect(u"DROP TABLE broadcaster_usage"_s));
    VERIFY_OK(connection.executeDirect(
        u"CREATE TABLE broadcaster_usage (project_id TEXT NOT NULL, day TEXT NOT NULL,"
        " count BIGINT NOT NULL CHECK (count < 100), PRIMARY KEY (project_id, day))"_s));
    UsageStore store(connection);
    const ProjectId project = projectNamed(u"p"_s);
    const ProjectId other = projectNamed(u"q"_s);
    const UsageBatch batch = batchOf(1, { { project, Today, 7 }, { other, Today, 100 } });
    QVERIFY(!store.add(batch, Now));
    QCOMPARE(*store.isWritten(batch), false);
    QCOMPARE(store.report(ProjectId(), Today)->total, 0);
    VERIFY_OK(store.add(batchOf(1, { { project, Today, 7 } }), Now));
    QCOMPARE(store.report(ProjectId(), Today)->total, 7);
}

void tst_UsageStore::forgetsOldWriters()
{
    FRESH_DATABASE(m_engines, location);
    SqlConnection connection(parsed(location));
    VERIFY_OK(openDatabase(connection));
    UsageStore store(connection);
    constexpr qint64 Day = 86'400'000;
    const UsageBatch old { "old", 1, {} };
    const UsageBatch recent { "recent", 1, {} };
    VERIFY_OK(store.add(old, Now - 8 * Day));
    VERIFY_OK(store.add(recent, Now - 6 * Day));
    VERIFY_OK(store.add(batchOf(1, {}), Now));
    QCOMPARE(*store.isWritten(old), false);
    QCOMPARE(*store.isWritten(recent), true);
}

QTEST_GUILESS_MAIN(tst_UsageStore)
#include "tst_usagestore.moc"
