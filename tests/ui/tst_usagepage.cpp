// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/usagepage.h"

#include "inspect/rates/ratehistory.h"
#include "server/api/limits.h"
#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/usage/barchart.h"
#include "ui/usage/countsmodel.h"
#include "ui/usage/figure.h"
#include "ui/usage/ratechart.h"
#include "ui/usage/usagecsv.h"
#include "ui/widgets/errorline.h"

#include <QtCore/QFile>
#include <QtCore/QLocale>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

#include <algorithm>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

ProjectId id(const QByteArray &name)
{
    return *ProjectId::fromUtf8(name);
}

QDate daysAgo(int days)
{
    return QDateTime::currentDateTimeUtc().date().addDays(-days);
}

struct Shown {
    FakeBroker broker;
    ScriptedPrompts prompts;
    RateHistory rates;
    OverviewFeed overviews { broker };
    UsagePage page { broker, overviews, prompts, rates };

    Shown()
    {
        // The window passes it on.
        QObject::connect(&page, &Page::scopeRequested, &page, &Page::setScope);
        broker.setState(BrokerState::Listening);
        broker.shownUsage.insert({}, { 900, { { daysAgo(0), 30 }, { daysAgo(3), 200 } } });
        broker.shownUsage.insert(id("shop"), { 70, { { daysAgo(1), 7 } } });
        broker.shownUsage.insert(id("blog"), { 5, {} });
    }
    void show()
    {
        page.resize(800, 600);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
    }
    [[nodiscard]] QString figure(const QString &name) const
    {
        return page.findChild<Figure *>(name)->value();
    }
    [[nodiscard]] QStringList visibleFigures() const
    {
        QStringList names;
        for (const char *name : { "usageTotal", "usageMonth", "usageToday", "usageBusiest" }) {
            if (page.findChild<Figure *>(QString::fromLatin1(name))->isVisible())
                names.append(QString::fromLatin1(name));
        }
        return names;
    }
    [[nodiscard]] QTableView *liveTable() const
    {
        return page.findChild<QTableView *>(u"liveTable"_s);
    }
    [[nodiscard]] BarChart *chart() const { return page.findChild<BarChart *>(); }
    [[nodiscard]] QComboBox *chooser() const { return page.findChild<QComboBox *>(); }
    [[nodiscard]] QTableView *table() const
    {
        return page.findChild<QTableView *>(u"usageTable"_s);
    }
    [[nodiscard]] QString error() const { return page.findChild<ErrorLine *>()->text(); }
    [[nodiscard]] QAction *action(const QString &name) const
    {
        return page.findChild<QAction *>(name);
    }
};

} // namespace

class UsagePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void showsTheFigures();
    void figuresDoNotRepeat_data();
    void figuresDoNotRepeat();
    void loadingThenEmpty();
    void asksForAnyProject();
    void followsTheScope();
    void answersForAnotherProjectAreNotShown();
    void tableHasTheSameFigures();
    void modelChangesFewRows();
    void exportsCsv();
    void csvIsRfc4180_data();
    void csvIsRfc4180();
    void exportThatFailsSaysWhy();
    void errorsAreOneLine();
    void showsLiveRates();
    void showsLiveCounts();
    void liveCountsAreATableToo();
    void countsModelKeepsItsRows();
    void ratesHaveOneForm_data();
    void ratesHaveOneForm();
    void gapInTheRatesIsTold();
};

void UsagePageTest::showsTheFigures()
{
    Shown shown;
    shown.show();
    QCOMPARE(shown.figure(u"usageTotal"_s), u"900"_s);
    QCOMPARE(shown.figure(u"usageMonth"_s), u"230"_s);
    QCOMPARE(shown.figure(u"usageToday"_s), u"30"_s);
    QCOMPARE(shown.figure(u"usageBusiest"_s), u"200"_s);
    QVERIFY(shown.chart()->message().isEmpty());
    QVERIFY(shown.chart()->isVisible());
}

void UsagePageTest::figuresDoNotRepeat_data()
{
    QTest::addColumn<UsageReport>("report");
    QTest::addColumn<QStringList>("names");
    using R = UsageReport;
    const QStringList total { u"usageTotal"_s };
    QTest::newRow("nothing") << R() << total;
    QTest::newRow("first day") << R { 30, { { daysAgo(0), 30 } } } << total;
    QTest::newRow("only yesterday")
        << R { 30, { { daysAgo(1), 30 } } } << total + QStringList { u"usageToday"_s };
    QTest::newRow("first week, today is the busiest") << R { 40,
        { { daysAgo(0), 30 }, { daysAgo(1), 10 } } } << total + QStringList { u"usageToday"_s };
    QTest::newRow("first week") << R { 40, { { daysAgo(0), 10 }, { daysAgo(1), 30 } } }
                                << total + QStringList { u"usageToday"_s, u"usageBusiest"_s };
    QTest::newRow("after a pause")
        << R { 900, { { daysAgo(0), 30 } } } << total + QStringList { u"usageToday"_s };
    QTest::newRow("long") << R { 900, { { daysAgo(0), 10 }, { daysAgo(1), 30 } } }
                          << total
            + QStringList { u"usageMonth"_s, u"usageToday"_s, u"usageBusiest"_s };
}

void UsagePageTest::figuresDoNotRepeat()
{
    QFETCH(const UsageReport, report);
    QFETCH(const QStringList, names);
    Shown shown;
    shown.broker.shownUsage.insert({}, report);
    shown.show();
    QTRY_COMPARE(shown.visibleFigures(), names);
    const bool isAllToday = report.total > 0 && report.days.value(0).count == report.total
        && report.days.value(0).date == daysAgo(0);
    const auto *total = shown.page.findChild<Figure *>(u"usageTotal"_s);
    QCOMPARE(total->accessibleName().contains(u"all of them today"_s), isAllToday);
}

void UsagePageTest::loadingThenEmpty()
{
    Shown shown;
    shown.broker.shownUsage.clear();
    shown.broker.holdsStore = true;
    shown.show();
    QVERIFY(shown.chart()->message().contains(u"Reading"_s));
    QVERIFY(!shown.action(u"exportUsage"_s)->isEnabled());
    QCOMPARE(shown.broker.storeCalls, 2);
    shown.broker.setState(BrokerState::Listening);
    QCOMPARE(shown.broker.storeCalls, 2); // Not two at a time.
    shown.broker.releaseStore();
    QTRY_VERIFY(shown.chart()->message().contains(u"No messages"_s));
    QCOMPARE(shown.figure(u"usageTotal"_s), u"0"_s);
}

void UsagePageTest::asksForAnyProject()
{
    Shown shown;
    QSignalSpy requested(&shown.page, &Page::scopeRequested);
    shown.show();
    QCOMPARE(shown.chooser()->count(), 3);
    QCOMPARE(shown.chooser()->currentText(), u"All projects"_s);
    const int shop = shown.chooser()->findText(u"shop"_s);
    shown.chooser()->setCurrentIndex(shop);
    Q_EMIT shown.chooser()->activated(shop);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested[0][0].value<ProjectId>(), id("shop"));
    QCOMPARE(shown.figure(u"usageTotal"_s), u"70"_s);
    QCOMPARE(shown.figure(u"usageToday"_s), u"0"_s);
    QCOMPARE(shown.chooser()->currentText(), u"shop"_s);
}

void UsagePageTest::followsTheScope()
{
    Shown shown;
    shown.page.setScope(id("blog"));
    shown.show();
    QCOMPARE(shown.chooser()->currentText(), u"blog"_s);
    QCOMPARE(shown.figure(u"usageTotal"_s), u"5"_s);
    // A live project of which the database has no counts yet.
    shown.page.setScope(id("new"));
    QCOMPARE(shown.chooser()->currentText(), u"new"_s);
    QCOMPARE(shown.chooser()->count(), 4);
    shown.page.setScope({});
    QCOMPARE(shown.chooser()->currentText(), u"All projects"_s);
    QCOMPARE(shown.chooser()->count(), 3);
    QCOMPARE(shown.figure(u"usageTotal"_s), u"900"_s);
}

void UsagePageTest::answersForAnotherProjectAreNotShown()
{
    Shown shown;
    shown.broker.holdsStore = true;
    shown.show();
    shown.page.setScope(id("shop"));
    shown.broker.releaseStore(); // The answer for all projects comes first.
    QTRY_COMPARE(shown.figure(u"usageTotal"_s), u"70"_s);
}

void UsagePageTest::tableHasTheSameFigures()
{
    Shown shown;
    shown.show();
    shown.action(u"usageAsTable"_s)->trigger();
    QVERIFY(shown.table()->isVisible());
    QVERIFY(!shown.chart()->isVisible());
    const QAbstractItemModel *model = shown.table()->model();
    QCOMPARE(model->rowCount(), limits::UsageDays);
    QCOMPARE(model->index(0, UsageModel::MessagesColumn).data().toString(), u"30"_s);
    QCOMPARE(model->index(1, UsageModel::MessagesColumn).data().toString(), u"0"_s);
    QCOMPARE(model->index(3, UsageModel::MessagesColumn).data().toString(), u"200"_s);
    QCOMPARE(model->index(3, UsageModel::DateColumn).data().toString(),
        daysAgo(3).toString(Qt::ISODate));
    shown.action(u"usageAsTable"_s)->trigger();
    QVERIFY(shown.chart()->isVisible());
}

void UsagePageTest::modelChangesFewRows()
{
    UsageModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<DailyUsage> days;
    for (int i = 0; i < 5; ++i)
        days.append({ QDate(2026, 3, 1).addDays(i), i });
    model.setDays(days);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setDays(days);
    QCOMPARE(changed.size(), 0);
    days.last().count = 99;
    model.setDays(days);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    // Midnight.
    days.removeFirst();
    days.append({ QDate(2026, 3, 6), 1 });
    model.setDays(days);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.index(0, UsageModel::DateColumn).data(UsageModel::SortRole).toDate(),
        QDate(2026, 3, 6));
    QCOMPARE(
        model.index(1, UsageModel::MessagesColumn).data(UsageModel::SortRole).toLongLong(), 99);
    QCOMPARE(reset.size(), 0);
    // The clock was set back.
    days.removeLast();
    days.prepend({ QDate(2026, 3, 1), 3 });
    model.setDays(days);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(4, UsageModel::MessagesColumn).data(UsageModel::SortRole).toLongLong(), 3);
}

void UsagePageTest::exportsCsv()
{
    const QTemporaryDir folder;
    Shown shown;
    shown.page.setScope(id("a/b,c"));
    shown.show();
    shown.action(u"exportUsage"_s)->trigger(); // Cancelled.
    QCOMPARE(shown.prompts.names, QStringList { u"usage-a-b-c.csv"_s });
    shown.page.setScope(id("shop"));
    shown.prompts.file = Prompts::File { folder.filePath(u"out.csv"_s), ExportFormat::Csv };
    shown.action(u"exportUsage"_s)->trigger();
    QFile file(folder.filePath(u"out.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), limits::UsageDays + 2); // Heading, days, and the end of the last.
    QCOMPARE(
        lines[limits::UsageDays - 1], daysAgo(1).toString(Qt::ISODate).toLatin1() + ",shop,7\r");
    QVERIFY(shown.error().isEmpty());
}

void UsagePageTest::csvIsRfc4180_data()
{
    QTest::addColumn<QByteArray>("project");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("all") << QByteArray() << QByteArray();
    QTest::newRow("plain") << QByteArray("shop") << QByteArray("shop");
    QTest::newRow("comma") << QByteArray("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\"\"b\"");
    QTest::newRow("not ASCII") << QByteArray("Läden") << QByteArray("Läden");
}

void UsagePageTest::csvIsRfc4180()
{
    QFETCH(QByteArray, project);
    QFETCH(QByteArray, field);
    QCOMPARE(usageCsv(project.isEmpty() ? ProjectId() : id(project), { { QDate(2026, 3, 1), 5 } }),
        "date,project,messages\r\n2026-03-01," + field + ",5\r\n");
}

void UsagePageTest::exportThatFailsSaysWhy()
{
    Shown shown;
    shown.show();
    shown.prompts.file = Prompts::File { u"/nowhere/at/all.csv"_s, ExportFormat::Csv };
    shown.action(u"exportUsage"_s)->trigger();
    QVERIFY(shown.error().contains(u"/nowhere/at/all.csv"_s));
    // A successful reading does not hide it.
    shown.broker.setState(BrokerState::Listening);
    QVERIFY(shown.error().contains(u"/nowhere/at/all.csv"_s));
}

void UsagePageTest::errorsAreOneLine()
{
    Shown shown;
    shown.broker.storeError = Error { ErrorCode::DatabaseUnavailable, u"it is away"_s };
    shown.show();
    QVERIFY(shown.error().contains(errorText(*shown.broker.storeError)));
    QVERIFY(!shown.chart()->message().contains(u"Reading"_s));
    shown.broker.storeError.reset();
    QTest::mouseClick(shown.page.findChild<QPushButton *>(u"retry"_s), Qt::LeftButton);
    QVERIFY(shown.error().isEmpty());
    QCOMPARE(shown.figure(u"usageTotal"_s), u"900"_s);
    // Figures stay while a later reading fails.
    shown.broker.storeError = Error { ErrorCode::Stopped, {} };
    shown.broker.setState(BrokerState::Stopped);
    QVERIFY(shown.error().contains(u"Server page"_s));
    QCOMPARE(shown.figure(u"usageTotal"_s), u"900"_s);
    QVERIFY(shown.page.findChild<RateChart *>()->message().contains(u"not running"_s));
}

void UsagePageTest::showsLiveRates()
{
    Shown shown;
    shown.show();
    auto *chart = shown.page.findChild<RateChart *>();
    QVERIFY(!chart->message().isEmpty());
    BrokerOverview overview;
    overview.projects = { { id("shop"), 1, 0, 0 }, { id("blog"), 1, 0, 0 } };
    for (int second = 0; second < 5; ++second) {
        overview.projects[0].messages += 40;
        overview.projects[1].messages += 2;
        shown.rates.add(overview, 1000 * second);
        shown.page.refresh();
    }
    auto *now = shown.page.findChild<QLabel *>(u"rateNow"_s);
    QVERIFY(chart->message().isEmpty());
    QVERIFY2(now->text().contains(u"42 /s"_s), qPrintable(now->text()));
    shown.page.setScope(id("shop"));
    QVERIFY2(now->text().contains(u"40 /s"_s), qPrintable(now->text()));
}

void UsagePageTest::showsLiveCounts()
{
    Shown shown;
    BrokerOverview &overview = shown.broker.shownOverview;
    overview.projects = { { id("shop"), 1, 1000, 0, 4096, 3, 2, 7 },
        { id("blog"), 1, 20, 0, 1024, 0, 0, 1 } };
    overview.forgotten.messages = 5;
    overview.forgotten.rejected = 1;
    shown.show();
    shown.overviews.refresh();
    QTRY_COMPARE(shown.figure(u"liveMessages"_s), countText(1025));
    QCOMPARE(shown.figure(u"liveBytes"_s), u"5.0 KiB"_s);
    QCOMPARE(shown.figure(u"liveUndelivered"_s), u"5"_s);
    QCOMPARE(shown.figure(u"liveRejected"_s), u"9"_s);
    const auto says = [&shown](const QString &words) {
        const auto labels
            = shown.page.findChild<QWidget *>(u"liveHeader"_s)->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&words](const QLabel *label) { return label->text().contains(words); });
    };
    QVERIFY(says(u"Since the broker started."_s));
    shown.page.setScope(id("shop"));
    QCOMPARE(shown.figure(u"liveMessages"_s), countText(1000));
    QCOMPARE(shown.figure(u"liveRejected"_s), u"7"_s);
    QVERIFY(says(u"Without clients for 5 min"_s));
    QVERIFY(shown.page.findChild<Figure *>(u"liveUndelivered"_s)->toolTip().contains(u"had: 3"_s));
    shown.broker.setState(BrokerState::Stopped);
    QCOMPARE(shown.figure(u"liveMessages"_s), QString(u'\u2013'));
}

void UsagePageTest::liveCountsAreATableToo()
{
    Shown shown;
    shown.broker.shownOverview.projects = { { id("shop"), 1, 1000, 0, 4096, 3, 2, 7 },
        { id("blog"), 1, 20, 0, 1024, 0, 0, 1 } };
    shown.show();
    shown.overviews.refresh();
    QVERIFY(!shown.liveTable()->isVisible());
    shown.action(u"usageAsTable"_s)->trigger();
    QVERIFY(shown.liveTable()->isVisible());
    QVERIFY(!shown.page.findChild<RateChart *>()->isVisible());
    const QAbstractItemModel *model = shown.liveTable()->model();
    QTRY_COMPARE(model->rowCount(), 3);
    const auto text = [model](int row, int column) {
        return model->index(row, column).data().toString();
    };
    QCOMPARE(text(0, CountsModel::ProjectColumn), u"All projects"_s);
    QCOMPARE(text(0, CountsModel::UndeliveredColumn), u"5"_s);
    QCOMPARE(text(1, CountsModel::ProjectColumn), u"blog"_s);
    QCOMPARE(text(1, CountsModel::BytesColumn), u"1.0 KiB"_s);
    QCOMPARE(text(2, CountsModel::RejectedColumn), u"7"_s);
    shown.page.setScope(id("shop"));
    QCOMPARE(model->rowCount(), 1);
    QCOMPARE(text(0, CountsModel::ProjectColumn), u"shop"_s);
    shown.broker.setState(BrokerState::Stopped);
    QCOMPARE(model->rowCount(), 0);
}

void UsagePageTest::countsModelKeepsItsRows()
{
    CountsModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    BrokerOverview overview;
    overview.projects = { { id("b"), 1, 2, 0 }, { id("a"), 1, 3, 0 } };
    model.setCounts(overview, {});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setCounts(overview, {});
    QCOMPARE(changed.size(), 0);
    overview.projects[0].rejected = 9;
    std::swap(overview.projects[0], overview.projects[1]); // In no particular order.
    model.setCounts(overview, {});
    QCOMPARE(changed.size(), 2); // All together, and b.
    QCOMPARE(changed[1][0].toModelIndex().row(), 2);
    QCOMPARE(reset.size(), 0);
    overview.projects.removeFirst();
    model.setCounts(overview, {});
    QCOMPARE(model.rowCount(), 2);
}

void UsagePageTest::ratesHaveOneForm_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << u"0 /s"_s;
    QTest::newRow("below one") << 0.5 << u"0.5 /s"_s;
    QTest::newRow("nearly one") << 0.96 << u"1 /s"_s;
    QTest::newRow("two") << 2.0 << u"2 /s"_s;
    QTest::newRow("nearly two") << 1.98 << u"2 /s"_s;
    QTest::newRow("between") << 2.4 << u"2 /s"_s;
    QTest::newRow("nearly ten") << 9.96 << u"10 /s"_s;
    QTest::newRow("many") << 504.3 << u"504 /s"_s;
}

void UsagePageTest::ratesHaveOneForm()
{
    QFETCH(const double, rate);
    QTEST(rateText(rate), "text");
}

void UsagePageTest::gapInTheRatesIsTold()
{
    Shown shown;
    shown.show();
    BrokerOverview overview;
    overview.projects = { { id("shop"), 1, 0, 0 } };
    for (const qint64 second : { 0, 1, 2, 14, 15 }) {
        overview.projects[0].messages += second == 14 ? 20'000 : 5;
        shown.rates.add(overview, 1000 * second);
        shown.page.refresh();
    }
    const auto *now = shown.page.findChild<QLabel *>(u"rateNow"_s);
    QCOMPARE(now->text(), u"Messages per second: now 5 /s, at most 5 /s in the last 5 minutes."_s);
    auto *chart = shown.page.findChild<RateChart *>();
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_End);
    QTest::keyClick(chart, Qt::Key_Left);
    QVERIFY2(chart->accessibleDescription().contains(u"not measured"_s),
        qPrintable(chart->accessibleDescription()));
    chart->grab(); // Nothing is painted from what is not a number.
}

QTEST_MAIN(UsagePageTest)
#include "tst_usagepage.moc"
