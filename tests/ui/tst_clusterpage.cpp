// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/clusterpage.h"

#include "tests/support/fakebroker.h"
#include "ui/cluster/clustertable.h"
#include "ui/cluster/clustertext.h"
#include "ui/theme/theme.h"
#include "ui/usage/figure.h"

#include <QtCore/QLocale>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

ClusterBroker broker(const QString &name, const QString &id, bool isSelf = false)
{
    ClusterBroker made;
    made.id = id;
    made.name = name;
    made.version = u"1.2.3"_s;
    made.isSelf = isSelf;
    made.clients = 12;
    made.projects = 3;
    made.silentMs = isSelf ? 0 : 1500;
    return made;
}

/// Three brokers: b1 answers, and some messages to b3 were lost.
ClusterInfo cluster()
{
    ClusterInfo info;
    info.isOn = info.isWorking = true;
    info.space = u"shop"_s;
    info.probeMicroseconds = 412;
    info.servers = { { u"redis://127.0.0.1:6379"_s, true, {}, 1234, 0 } };
    info.brokers = { broker(u"b1"_s, u"00000000000000a1"_s, true),
        broker(u"b3"_s, u"00000000000000a3"_s), broker(u"b2"_s, u"00000000000000a2"_s) };
    info.brokers[1].sent = { 1000, 990, 0, 0, 7, 0, 3, 0, 0, 0 };
    info.brokers[1].waitingBytes = 2048;
    info.brokers[1].taken = 77;
    info.sent = info.brokers[1].sent;
    return info;
}

struct Shown {
    FakeBroker fake;
    OverviewFeed overviews { fake };
    ClusterPage page { fake, overviews };
    QTableView *table = page.findChild<QTableView *>(u"clusterTable"_s);
    QSignalSpy offered { &page, &Page::offeredChanged };
    QSignalSpy warned { &page, &Page::warningChanged };
    QSignalSpy figure { &page, &Page::figureChanged };

    explicit Shown(const ClusterInfo &info = cluster())
    {
        QLocale::setDefault(QLocale::c());
        fake.shownCluster = info;
        page.resize(1100, 700);
        page.show();
        fake.start({});
    }
    void refresh(const ClusterInfo &info)
    {
        fake.shownCluster = info;
        overviews.refresh();
    }
    [[nodiscard]] QString text(const QString &label) const
    {
        return page.findChild<QLabel *>(label)->text();
    }
    [[nodiscard]] bool isShown(const QString &label) const
    {
        return page.findChild<QWidget *>(label)->isVisible();
    }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table->model()->index(row, column).data().toString();
    }
    [[nodiscard]] QVariant cell(int row, int column, int role) const
    {
        return table->model()->index(row, column).data(role);
    }
    [[nodiscard]] QString value(const QString &name) const
    {
        return page.findChild<Figure *>(name)->value();
    }
};

} // namespace

class ClusterPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheBrokers();
    void marksWhatIsWrong();
    void saysThatMessagesArrive_data();
    void saysThatMessagesArrive();
    void troubleIsToldToTheWindow();
    void countsLossesByReason();
    void unaccountedMessagesAreRed();
    void serversSayWhyNot();
    void rowsStayWhileFiguresChange();
    void brokersComeAndGo();
    void aBrokerAloneIsAskedOnce();
    void anOlderBrokerIsNotAsked();
    void stoppedBrokerHasNoCluster();
    void copiesIds();
    void columnsFitANarrowWindow();
    void controlsHaveNames();
};

void ClusterPageTest::showsTheBrokers()
{
    Shown shown;
    QTRY_COMPARE(shown.table->model()->rowCount(), 3);
    QVERIFY(shown.table->isVisible());
    // This broker is first, the others follow by name.
    QCOMPARE(shown.cell(0, ClusterModel::NameColumn), u"b1 (this broker)"_s);
    QCOMPARE(shown.cell(1, ClusterModel::NameColumn), u"b2"_s);
    QCOMPARE(shown.cell(2, ClusterModel::NameColumn), u"b3"_s);
    QCOMPARE(shown.cell(2, ClusterModel::VersionColumn), u"1.2.3"_s);
    QCOMPARE(shown.cell(2, ClusterModel::ClientsColumn), u"12"_s);
    QCOMPARE(shown.cell(2, ClusterModel::ProjectsColumn), u"3"_s);
    QCOMPARE(shown.cell(2, ClusterModel::HeardColumn), u"1 s ago"_s);
    QCOMPARE(shown.cell(2, ClusterModel::OfferedColumn), u"1000"_s);
    QCOMPARE(shown.cell(2, ClusterModel::DeliveredColumn), u"990"_s);
    QCOMPARE(shown.cell(2, ClusterModel::UnderWayColumn), u"0"_s);
    QCOMPARE(shown.cell(2, ClusterModel::LostColumn), u"10"_s);
    QCOMPARE(shown.cell(2, ClusterModel::WaitingColumn), u"2.0 KiB"_s);
    QCOMPARE(shown.cell(2, ClusterModel::TakenColumn), u"77"_s);
    // A broker sends nothing to itself.
    QCOMPARE(shown.cell(0, ClusterModel::HeardColumn), u"now"_s);
    QCOMPARE(shown.cell(0, ClusterModel::OfferedColumn), u"\u2013"_s);
    QVERIFY(shown.cell(1, ClusterModel::IdColumn).size() < 10);
    QVERIFY(shown.cell(1, ClusterModel::IdColumn, Qt::ToolTipRole)
                .toString()
                .contains(u"00000000000000a2"_s));
    QVERIFY(shown.text(u"clusterState"_s).endsWith(u"0.4 ms"_s));
    QCOMPARE(shown.offered.last(), QVariantList { true });
    QCOMPARE(shown.figure.last(), QVariantList { u"3"_s });
    QCOMPARE(shown.warned.last(), QVariantList { QString() });
}

void ClusterPageTest::marksWhatIsWrong()
{
    ClusterInfo info = cluster();
    info.brokers[2].silentMs = 8000;
    info.brokers[2].name.clear();
    Shown shown(info);
    QTRY_COMPARE(shown.table->model()->rowCount(), 3);
    QCOMPARE(shown.cell(1, ClusterModel::NameColumn), u"not heard yet"_s);
    const Theme &theme = Theme::current();
    QCOMPARE(shown.cell(1, ClusterModel::HeardColumn, Qt::ForegroundRole), theme.warning);
    QCOMPARE(shown.cell(2, ClusterModel::LostColumn, Qt::ForegroundRole), theme.bad);
    QCOMPARE(shown.cell(1, ClusterModel::LostColumn, Qt::ForegroundRole), theme.dim);
    const QString why = shown.cell(2, ClusterModel::LostColumn, Qt::ToolTipRole).toString();
    QVERIFY2(why.startsWith(u"7: Redis did not take them"_s), qPrintable(why));
    QVERIFY2(why.contains(u"\n3: lost between Redis and the other broker"_s), qPrintable(why));
}

void ClusterPageTest::saysThatMessagesArrive_data()
{
    using Time = std::optional<qint64>;
    QTest::addColumn<Time>("microseconds");
    QTest::addColumn<QString>("end");
    QTest::newRow("none yet") << Time() << u"arrive"_s;
    QTest::newRow("fast") << Time(40) << u": 0.0 ms"_s;
    QTest::newRow("usual") << Time(1234) << u": 1.2 ms"_s;
    QTest::newRow("slow") << Time(65'432) << u": 65 ms"_s;
}

void ClusterPageTest::saysThatMessagesArrive()
{
    QFETCH(std::optional<qint64>, microseconds);
    QFETCH(QString, end);
    QLocale::setDefault(QLocale::c());
    ClusterInfo info = cluster();
    info.probeMicroseconds = microseconds;
    QVERIFY2(clusterStateText(info).endsWith(end), qPrintable(clusterStateText(info)));
}

void ClusterPageTest::troubleIsToldToTheWindow()
{
    Shown shown;
    QTRY_VERIFY(shown.offered.count() > 0 && shown.offered.last().first().toBool());
    shown.page.hide(); // The window is told while another page is shown.
    QSignalSpy alerts(&shown.page, &Page::alertChanged);
    ClusterInfo info = cluster();
    info.isWorking = false;
    info.trouble = u"redis://127.0.0.1:6379: nothing listens; start Redis"_s;
    shown.refresh(info);
    const QString words = u"Other brokers cannot be reached: redis://127.0.0.1:6379: nothing "
                          "listens; start Redis"_s;
    QTRY_COMPARE(shown.warned.last(), QVariantList { words });
    QCOMPARE(alerts.last().first().toString(), u"!"_s);
    shown.page.show();
    QCOMPARE(shown.text(u"clusterState"_s), words);
    shown.refresh(cluster());
    QTRY_COMPARE(shown.warned.last(), QVariantList { QString() });
    QVERIFY(alerts.last().first().toString().isNull());
}

void ClusterPageTest::countsLossesByReason()
{
    Shown shown;
    QTRY_COMPARE(shown.value(u"crossingOffered"_s), u"1000"_s);
    QCOMPARE(shown.value(u"crossingDelivered"_s), u"990"_s);
    QCOMPARE(shown.value(u"crossingLost"_s), u"10"_s);
    QCOMPARE(shown.value(u"crossingUnaccounted"_s), u"0"_s);
    QCOMPARE(shown.text(u"engine_away"_s), u"7"_s);
    QVERIFY(shown.isShown(u"engine_away"_s));
    QVERIFY(!shown.isShown(u"queue_full"_s));
    QVERIFY(!shown.isShown(u"crossingNone"_s));
    QVERIFY(!shown.isShown(u"rejectedBatches"_s));
    ClusterInfo info = cluster();
    info.sent = { 5, 5 };
    info.rejectedBatches = 2;
    shown.refresh(info);
    QTRY_VERIFY(!shown.isShown(u"engine_away"_s));
    QVERIFY(shown.isShown(u"crossingNone"_s));
    QCOMPARE(shown.text(u"rejectedBatches"_s), u"2"_s);
    // Every reason has words of its own.
    QSet<QString> reasons;
    for (const LossLine &line : lossLines({}))
        reasons.insert(line.reason);
    QCOMPARE(reasons.size(), lossLines({}).size());
}

void ClusterPageTest::unaccountedMessagesAreRed()
{
    Shown shown;
    QTRY_COMPARE(shown.value(u"crossingOffered"_s), u"1000"_s);
    const auto *number
        = shown.page.findChild<Figure *>(u"crossingUnaccounted"_s)->findChild<QLabel *>();
    const Theme &theme = Theme::current();
    QCOMPARE(number->palette().color(QPalette::WindowText), theme.text);
    ClusterInfo info = cluster();
    info.sent.offered += 4;
    shown.refresh(info);
    QTRY_COMPARE(shown.value(u"crossingUnaccounted"_s), u"4"_s);
    QCOMPARE(number->palette().color(QPalette::WindowText), theme.bad);
}

void ClusterPageTest::serversSayWhyNot()
{
    ClusterInfo info = cluster();
    info.servers.append(
        { u"redis://10.0.0.2:6379"_s, false, u"the password is wrong; correct it"_s, 3, 1 });
    Shown shown(info);
    const auto words = [&] {
        QStringList texts;
        for (const QLabel *label : shown.page.findChildren<QLabel *>(u"engineWords"_s))
            texts.append(label->text());
        return texts;
    };
    QTRY_COMPARE(words().size(), 2);
    QCOMPARE(words()[0], u"Connected, 1234 commands, 0 reconnects"_s);
    QCOMPARE(words()[1], u"Not connected: the password is wrong; correct it"_s);
    info.servers.removeLast();
    shown.refresh(info);
    QTRY_COMPARE(words().size(), 1);
}

void ClusterPageTest::rowsStayWhileFiguresChange()
{
    Shown shown;
    const QAbstractItemModelTester tester(shown.table->model());
    QTRY_COMPARE(shown.table->model()->rowCount(), 3);
    shown.table->selectRow(1);
    ClusterInfo info = cluster();
    info.brokers[2].clients = 13;
    info.brokers.append(broker(u"a0"_s, u"00000000000000a0"_s));
    shown.refresh(info);
    QTRY_COMPARE(shown.table->model()->rowCount(), 4);
    const QModelIndexList selected = shown.table->selectionModel()->selectedRows();
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0].data().toString(), u"b2"_s);
    QCOMPARE(shown.cell(selected[0].row(), ClusterModel::ClientsColumn), u"13"_s);
}

void ClusterPageTest::brokersComeAndGo()
{
    Shown shown;
    const QAbstractItemModelTester tester(shown.table->model());
    QTRY_COMPARE(shown.table->model()->rowCount(), 3);
    ClusterInfo info = cluster();
    info.brokers = { info.brokers[0], info.brokers[1] };
    info.brokers[1].name = u"a9"_s; // A broker that was heard for the first time.
    shown.refresh(info);
    QTRY_COMPARE(shown.table->model()->rowCount(), 2);
    QCOMPARE(shown.cell(1, ClusterModel::NameColumn), u"a9"_s);
    info.brokers.removeLast();
    shown.refresh(info);
    QTRY_COMPARE(shown.table->model()->rowCount(), 1);
    const auto *words
        = shown.page.findChild<QWidget *>(u"clusterBrokers"_s)->findChildren<Note *>().constLast();
    QTRY_VERIFY(words->text().contains(u"only broker"_s));
    QVERIFY(words->text().contains(u"shop"_s));
}

void ClusterPageTest::aBrokerAloneIsAskedOnce()
{
    Shown shown { ClusterInfo() };
    QTRY_COMPARE(shown.fake.asked<ShowCluster>(), 1);
    QVERIFY(shown.isShown(u"clusterEmpty"_s));
    const int overviews = shown.fake.asked<Overview>();
    QSignalSpy arrived(&shown.overviews, &OverviewFeed::arrived);
    for (int i = 1; i <= 3; ++i) {
        shown.overviews.refresh();
        QTRY_COMPARE(arrived.count(), i);
    }
    QCOMPARE(shown.fake.asked<Overview>(), overviews + 3);
    QCOMPARE(shown.fake.asked<ShowCluster>(), 1);
    QCOMPARE(shown.offered.last(), QVariantList { false });
    // It enters a cluster by a start.
    shown.fake.stop();
    shown.fake.shownCluster = cluster();
    shown.fake.start({});
    QTRY_COMPARE(shown.offered.last(), QVariantList { true });
    QVERIFY(shown.table->isVisible());
}

void ClusterPageTest::anOlderBrokerIsNotAsked()
{
    Shown shown;
    QTRY_VERIFY(shown.table->isVisible());
    Link link;
    link.state = Link::State::Connected;
    link.rights = 7;
    link.operations = { u"overview"_s };
    FakeBroker older;
    older.setLink(link);
    OverviewFeed overviews(older);
    ClusterPage page(older, overviews);
    QSignalSpy arrived(&overviews, &OverviewFeed::arrived);
    page.show();
    older.start({});
    QTRY_VERIFY(arrived.count() > 0);
    QCOMPARE(older.asked<ShowCluster>(), 0);
    QVERIFY(page.findChild<QWidget *>(u"clusterEmpty"_s)->isVisible());
}

void ClusterPageTest::stoppedBrokerHasNoCluster()
{
    Shown shown;
    QTRY_VERIFY(shown.table->isVisible());
    shown.fake.stop();
    QTRY_COMPARE(shown.offered.last(), QVariantList { false });
    QVERIFY(shown.isShown(u"clusterEmpty"_s));
    QVERIFY(shown.figure.last().first().toString().isNull());
}

void ClusterPageTest::copiesIds()
{
    Shown shown;
    QTRY_COMPARE(shown.table->model()->rowCount(), 3);
    shown.table->selectRow(2);
    shown.page.findChild<QAction *>(u"copyBrokerId"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"00000000000000a3"_s);
}

void ClusterPageTest::columnsFitANarrowWindow()
{
    Shown shown;
    QTRY_COMPARE(shown.table->model()->rowCount(), 3);
    const auto *header = shown.table->horizontalHeader();
    shown.page.resize(1600, 700);
    QTRY_COMPARE(header->hiddenSectionCount(), 0);
    shown.page.resize(640, 480);
    QTRY_VERIFY(header->length() <= shown.table->viewport()->width());
    for (const int column : { ClusterModel::NameColumn, ClusterModel::LostColumn })
        QVERIFY(!header->isSectionHidden(column));
    QVERIFY(header->isSectionHidden(ClusterModel::IdColumn));
    const auto *area = shown.page.findChild<QScrollArea *>();
    QVERIFY2(area->widget()->width() <= area->viewport()->width(),
        qPrintable(QString::number(area->widget()->minimumSizeHint().width())));
}

void ClusterPageTest::controlsHaveNames()
{
    Shown shown;
    QTRY_VERIFY(shown.table->isVisible());
    QVERIFY(!shown.table->accessibleName().isEmpty());
    QVERIFY(!shown.page.accessibleName().isEmpty());
    for (const QWidget *server : shown.page.findChildren<QWidget *>(u"engineServer"_s))
        QVERIFY(server->accessibleName().contains(u"redis://"_s));
}

QTEST_MAIN(ClusterPageTest)
#include "tst_clusterpage.moc"
