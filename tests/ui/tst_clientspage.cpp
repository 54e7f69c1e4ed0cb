// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/clients/clientspage.h"

#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "ui/base/errortext.h"
#include "ui/clients/clientstable.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

#include <algorithm>
#include <ctime>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

ClientInfo client(const char *id)
{
    ClientInfo info;
    info.id = ClientId::fromText(id);
    info.connectedAtMs = 1'700'000'000'000;
    info.address = u"127.0.0.1:1"_s;
    return info;
}

/// Two clients in `shop`, one in `other`.
struct Shown {
    FakeBroker broker;
    ScriptedPrompts prompts;
    ClientsPage page { broker, prompts };
    QTableView *table = page.findChild<QTableView *>(u"clientTable"_s);

    Shown()
    {
        broker.shownUrls = { u"ws://0.0.0.0:8787"_s };
        broker.shownProjects = { { *ProjectId::fromUtf8("shop"), 0, { client("a"), client("b") } },
            { *ProjectId::fromUtf8("other"), 0, { client("c") } } };
        page.resize(900, 600);
        page.show();
        page.activateWindow(); // Keys reach actions of the active window only.
        table->sortByColumn(ClientsModel::IdColumn, Qt::AscendingOrder);
    }
    void start()
    {
        broker.start({});
        QTRY_VERIFY(table->model()->rowCount() > 0);
        QTRY_VERIFY(page.isActiveWindow());
    }
    /// Not QTableView::selectRow(), which depends on the keys that are held.
    void select(int row) const
    {
        table->selectionModel()->select(table->model()->index(row, 0),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    [[nodiscard]] QAction *action(const QString &name) const
    {
        return page.findChild<QAction *>(name);
    }
    [[nodiscard]] QString text(const QString &label) const
    {
        return page.findChild<QLabel *>(label)->text();
    }
    [[nodiscard]] QStringList ids() const
    {
        QStringList list;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            list.append(table->model()->index(row, ClientsModel::IdColumn).data().toString());
        return list;
    }
};

} // namespace

class ClientsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void teachesWhileNobodyIsConnected();
    void offersToStartTheBroker();
    void explainsAFailedStart();
    void showsOnlyTheProjectChosen();
    void neverAsksTwiceAtATime();
    void keepsTheSelection();
    void findsAndShowsAllAgain();
    void disconnects_data();
    void disconnects();
    void disconnectsNobodyWithoutAYes();
    void filtersSendsAndCopies();
    void actionsNeedASelection();
    void tellsAllAboutOneClient();
    void remembersItsColumns();
    void userAgentsHaveRoom();
    void choosesColumnsByKeyboard();
    void columnsFitTheWindow_data();
    void columnsFitTheWindow();
    void brokersAreShownInACluster();
    void ratesComeByThemselves();
    void tenThousandClientsAreSortedByRate();
    void controlsHaveNames();
};

void ClientsPageTest::teachesWhileNobodyIsConnected()
{
    Shown shown;
    shown.broker.shownProjects.clear();
    shown.broker.start({});
    auto *url = shown.page.findChild<QWidget *>(u"runtimeUrl"_s);
    QTRY_VERIFY(url->isVisible());
    const QString text = url->findChild<QLineEdit *>()->text();
    QCOMPARE(text, u"ws://127.0.0.1:8787/websocket?projectId=demo&type=runtime"_s);
    url->findChild<QPushButton *>()->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
    QCOMPARE(url->findChild<QPushButton *>()->text(), u"Copied"_s);

    auto *demo = shown.page.findChild<QPushButton *>(u"demoTraffic"_s);
    demo->click();
    QVERIFY(shown.broker.demoRunning);
    QVERIFY(demo->text().startsWith(u"Stop"_s));
    demo->click();
    QVERIFY(!shown.broker.demoRunning);

    shown.page.setScope(*ProjectId::fromUtf8("my shop"));
    QVERIFY(url->findChild<QLineEdit *>()->text().contains(u"projectId=my%20shop&"_s));
}

void ClientsPageTest::offersToStartTheBroker()
{
    Shown shown;
    auto *start = shown.page.findChild<QPushButton *>(u"startBroker"_s);
    QVERIFY(start->isVisible());
    start->click();
    QCOMPARE(shown.broker.now().state, BrokerState::Listening);
    QTRY_VERIFY(shown.table->isVisible());
    shown.broker.stop();
    QTRY_VERIFY(start->isVisible());
}

void ClientsPageTest::explainsAFailedStart()
{
    Shown shown;
    QSignalSpy wanted(&shown.page, &Page::databaseWanted);
    const Error failure { ErrorCode::DatabaseLocked, {} };
    shown.broker.tell(StartFailed { failure });
    const auto *empty = shown.page.findChild<QWidget *>(u"clientsEmpty"_s);
    const QList<QLabel *> labels = empty->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
        [&](const QLabel *label) { return label->text() == errorText(failure); }));
    shown.page.findChild<QPushButton *>(u"otherDatabase"_s)->click();
    QCOMPARE(wanted.size(), 1);
}

void ClientsPageTest::showsOnlyTheProjectChosen()
{
    Shown shown;
    shown.start();
    QCOMPARE(shown.ids(), QStringList({ u"a"_s, u"b"_s, u"c"_s }));
    QCOMPARE(shown.text(u"clientCount"_s), u"3 clients"_s);
    shown.page.setScope(*ProjectId::fromUtf8("other"));
    QTRY_COMPARE(shown.ids(), QStringList { u"c"_s });
    QCOMPARE(shown.text(u"clientCount"_s), u"1 client"_s);
    QVERIFY(shown.table->isColumnHidden(ClientsModel::ProjectColumn));
    shown.page.setScope({});
    QTRY_COMPARE(shown.ids().size(), 3);
    QVERIFY(!shown.table->isColumnHidden(ClientsModel::ProjectColumn));
}

void ClientsPageTest::neverAsksTwiceAtATime()
{
    Shown shown;
    shown.start();
    std::optional<Reply<ListProjects>> slow;
    shown.broker.handlers().on<ListProjects>(
        [&slow](const ListProjects &, const Reply<ListProjects> &reply) { slow = reply; });
    const int before = shown.broker.asked<ListProjects>();
    shown.page.refresh();
    shown.page.refresh();
    QCOMPARE(shown.broker.asked<ListProjects>(), before + 1);
    (*slow)(QList<ProjectInfo>());
    QTRY_COMPARE(shown.table->model()->rowCount(), 0);
    shown.page.refresh();
    QCOMPARE(shown.broker.asked<ListProjects>(), before + 2);
}

void ClientsPageTest::keepsTheSelection()
{
    Shown shown;
    shown.start();
    shown.select(1);
    shown.broker.shownProjects[0].clients.prepend(client("0"));
    shown.broker.shownProjects[0].clients[2].messagesIn = 5;
    shown.page.refresh();
    QTRY_COMPARE(shown.ids().size(), 4);
    const QModelIndexList rows = shown.table->selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].data().toString(), u"b"_s);
}

void ClientsPageTest::findsAndShowsAllAgain()
{
    Shown shown;
    shown.start();
    auto *find = shown.page.findChild<QLineEdit *>(u"findClient"_s);
    shown.page.focusFilter();
    QTest::keyClicks(find, u"shop"_s);
    QCOMPARE(shown.ids(), QStringList({ u"a"_s, u"b"_s }));
    QCOMPARE(shown.text(u"clientCount"_s), u"2 of 3"_s);
    QTest::keyClicks(find, u" nowhere"_s);
    auto *all = shown.page.findChild<QPushButton *>(u"findNothing"_s);
    QVERIFY(all->isVisible());
    all->click();
    QCOMPARE(shown.ids().size(), 3);
    QVERIFY(shown.table->isVisible());
}

void ClientsPageTest::disconnects_data()
{
    QTest::addColumn<QList<int>>("rows");
    QTest::addColumn<QString>("question");
    QTest::newRow("one") << QList<int> { 1 } << u"Disconnect client b?"_s;
    QTest::newRow("several") << QList<int> { 0, 2 } << u"Disconnect 2 clients?"_s;
}

void ClientsPageTest::disconnects()
{
    QFETCH(QList<int>, rows);
    Shown shown;
    shown.start();
    for (const int row : std::as_const(rows))
        shown.table->selectionModel()->select(shown.table->model()->index(row, 0),
            QItemSelectionModel::Select | QItemSelectionModel::Rows);
    shown.table->setFocus();
    QTest::keyClick(shown.table, Qt::Key_Delete);
    QCOMPARE(shown.prompts.questions.size(), 1);
    QTEST(shown.prompts.questions[0].title, "question");
    QVERIFY(shown.prompts.questions[0].isDestructive);
    QCOMPARE(shown.broker.disconnected.size(), rows.size());
    const QString last
        = shown.table->model()->index(rows.last(), ClientsModel::IdColumn).data().toString();
    bool found = false;
    for (const auto &[project, id] : std::as_const(shown.broker.disconnected))
        found = found || QString::fromLatin1(id.text()) == last;
    QVERIFY(found);
}

void ClientsPageTest::disconnectsNobodyWithoutAYes()
{
    Shown shown;
    shown.start();
    shown.prompts.answer.yes = false;
    shown.select(0);
    shown.page.findChild<QPushButton *>(u"disconnectButton"_s)->click();
    QCOMPARE(shown.prompts.questions.size(), 1);
    QVERIFY(shown.broker.disconnected.isEmpty());
}

void ClientsPageTest::filtersSendsAndCopies()
{
    Shown shown;
    shown.start();
    QSignalSpy filter(&shown.page, &Page::filterRequested);
    QSignalSpy compose(&shown.page, &Page::composeRequested);
    shown.select(2);
    shown.action(u"filterClient"_s)->trigger();
    QCOMPARE(filter.size(), 1);
    QCOMPARE(filter[0][0].toString(), u"from.id == \"c\" || to.id == \"c\""_s);
    shown.action(u"sendToClient"_s)->trigger();
    QCOMPARE(compose.size(), 1);
    QCOMPARE(compose[0][0].value<ProjectId>().utf8(), "other");
    QVERIFY(compose[0][1].toByteArray().contains("\"to\": { \"id\": \"c\" }"));
    shown.table->selectAll();
    shown.table->setFocus();
    QTest::keySequence(shown.table, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text().split(u'\n').size(), 3);
}

void ClientsPageTest::actionsNeedASelection()
{
    Shown shown;
    shown.start();
    const QStringList ofOne { u"filterClient"_s, u"sendToClient"_s };
    const QStringList ofAny { u"copyClientId"_s, u"disconnect"_s };
    for (const QString &name : ofOne + ofAny)
        QVERIFY2(!shown.action(name)->isEnabled(), qPrintable(name));
    shown.table->selectAll();
    for (const QString &name : ofOne)
        QVERIFY2(!shown.action(name)->isEnabled(), qPrintable(name));
    for (const QString &name : ofAny)
        QVERIFY2(shown.action(name)->isEnabled(), qPrintable(name));
    QCOMPARE(shown.text(u"clientDetailsNothing"_s), u"3 clients are selected."_s);
    shown.select(0);
    for (const QString &name : ofOne + ofAny)
        QVERIFY2(shown.action(name)->isEnabled(), qPrintable(name));
}

void ClientsPageTest::tellsAllAboutOneClient()
{
    Shown shown;
    ClientInfo &info = shown.broker.shownProjects[0].clients[0];
    info.userAgent = u"node"_s;
    info.keyId = 7;
    info.isConsole = true;
    info.type = ClientType::Admin;
    ApiKeyInfo key;
    key.keyId = 7;
    key.keyPrefix = u"sa_live_0123"_s;
    key.description = u"of the shop"_s;
    shown.broker.shownKeys = { key };
    shown.start();
    shown.select(0);
    QTRY_COMPARE(shown.text(u"clientKey"_s), u"sa_live_0123… (of the shop)"_s);
    QVERIFY(shown.text(u"clientKind"_s).contains(u"admin of project shop: your own"_s));
    QCOMPARE(shown.text(u"clientUserAgent"_s), u"node"_s);
    QVERIFY(shown.text(u"clientOrigin"_s).contains(u"none"_s));
    QCOMPARE(
        shown.page.findChild<QWidget *>(u"clientId"_s)->findChild<QLineEdit *>()->text(), u"a"_s);
    shown.select(1);
    QCOMPARE(shown.text(u"clientKey"_s), u"none"_s);
}

void ClientsPageTest::remembersItsColumns()
{
    UiSettings settings;
    {
        Shown shown;
        shown.start(); // Nobody sets widths that are not shown.
        shown.table->setColumnWidth(ClientsModel::TypeColumn, 321);
        shown.table->sortByColumn(ClientsModel::BytesInColumn, Qt::DescendingOrder);
        shown.page.save(settings);
    }
    Shown shown;
    shown.page.restore(settings);
    QCOMPARE(shown.table->columnWidth(ClientsModel::TypeColumn), 321);
    QCOMPARE(shown.table->horizontalHeader()->sortIndicatorSection(),
        static_cast<int>(ClientsModel::BytesInColumn));
}

void ClientsPageTest::userAgentsHaveRoom()
{
    Shown shown;
    shown.page.resize(1370, 600); // Beside the sidebar in a window of 1600.
    shown.start();
    QVERIFY(!shown.table->isColumnHidden(ClientsModel::UserAgentColumn));
    QTRY_VERIFY2(shown.table->columnWidth(ClientsModel::UserAgentColumn) >= 150,
        qPrintable(QString::number(shown.table->columnWidth(ClientsModel::UserAgentColumn))));
}

void ClientsPageTest::choosesColumnsByKeyboard()
{
    Shown shown;
    shown.start();
    QVERIFY(shown.table->isColumnHidden(ClientsModel::AddressColumn));
    QVERIFY(shown.table->isColumnHidden(ClientsModel::OriginColumn));
    auto *button = shown.page.findChild<QToolButton *>(u"clientColumns"_s);
    QVERIFY(button->focusPolicy() & Qt::TabFocus);
    button->setFocus(Qt::TabFocusReason);
    QMenu *menu = button->menu();
    connect(menu, &QMenu::aboutToShow, this, [menu] {
        QMetaObject::invokeMethod(
            menu,
            [menu] {
                for (int down = 0; down <= ClientsModel::AddressColumn; ++down)
                    QTest::keyClick(menu, Qt::Key_Down);
                QTest::keyClick(menu, Qt::Key_Return);
            },
            Qt::QueuedConnection);
    });
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_VERIFY(!shown.table->isColumnHidden(ClientsModel::AddressColumn));

    UiSettings settings;
    shown.page.save(settings);
    Shown other;
    other.page.restore(settings);
    QVERIFY(!other.table->isColumnHidden(ClientsModel::AddressColumn));
    other.page.setScope(*ProjectId::fromUtf8("shop"));
    other.page.restore(settings);
    QVERIFY(other.table->isColumnHidden(ClientsModel::ProjectColumn));
    auto *choices = other.page.findChild<QMenu *>(u"columns"_s);
    Q_EMIT choices->aboutToShow();
    choices->actions().last()->trigger(); // Reset columns
    QVERIFY(other.table->isColumnHidden(ClientsModel::AddressColumn));
    other.page.save(settings);
    QVERIFY(settings.layouts.value(u"clientTable"_s).startsWith("||fit\n")); // The order alone.
}

void ClientsPageTest::columnsFitTheWindow_data()
{
    QTest::addColumn<int>("width"); // Width of the page, beside the sidebar.
    QTest::addColumn<bool>("hasAll");
    QTest::newRow("720, narrow sidebar") << 660 << false;
    QTest::newRow("1000") << 767 << false;
    QTest::newRow("1280") << 1047 << false;
    QTest::newRow("1600") << 1367 << true;
    QTest::newRow("2560") << 2327 << true;
}

void ClientsPageTest::columnsFitTheWindow()
{
    QFETCH(int, width);
    Shown shown;
    shown.start();
    for (const int each : { width, 2 * width, width / 2, width }) { // No width leaves traces.
        shown.page.resize(each, 600);
        QCoreApplication::processEvents();
    }
    QHeaderView *header = shown.table->horizontalHeader();
    QCOMPARE(shown.table->horizontalScrollBar()->maximum(), 0);
    QCOMPARE(header->length(), shown.table->viewport()->width());
    for (const int column : { ClientsModel::IdColumn, ClientsModel::TypeColumn,
             ClientsModel::RateColumn, ClientsModel::LastMessageColumn })
        QVERIFY(!shown.table->isColumnHidden(column));
    for (int column = 0; column < ClientsModel::ColumnCount; ++column) {
        const QString title = shown.table->model()->headerData(column, Qt::Horizontal).toString();
        QFont bold = header->font();
        bold.setBold(true);
        if (!shown.table->isColumnHidden(column))
            QVERIFY2(header->sectionSize(column) > QFontMetrics(bold).horizontalAdvance(title),
                qPrintable(title));
    }
    QTEST(header->hiddenSectionCount() == 3, "hasAll"); // Address, Origin and Broker
}

void ClientsPageTest::brokersAreShownInACluster()
{
    Shown shown;
    shown.start();
    const QHeaderView *header = shown.table->horizontalHeader();
    auto *partial = shown.page.findChild<QLabel *>(u"clientsPartial"_s);
    QVERIFY(header->isSectionHidden(ClientsModel::BrokerColumn));
    QVERIFY(!partial->isVisible());
    shown.select(0);
    QVERIFY(!shown.page.findChild<QWidget *>(u"clientBroker"_s)->isVisible());

    shown.broker.shownProjects.clear();
    const char *names[] = { "b2", "b1" };
    for (const char *name : names) {
        ClientInfo info = client(name);
        info.broker = QString::fromLatin1(name);
        shown.broker.shownProjects.append({ *ProjectId::fromUtf8(name), 0, { info } });
    }
    shown.broker.shownProjects[1].isPartial = true;
    shown.page.refresh();
    QTRY_VERIFY(!header->isSectionHidden(ClientsModel::BrokerColumn));
    QTRY_VERIFY(partial->isVisible());
    shown.table->sortByColumn(ClientsModel::BrokerColumn, Qt::AscendingOrder);
    QCOMPARE(shown.ids(), (QStringList { u"b1"_s, u"b2"_s }));
    shown.table->sortByColumn(ClientsModel::BrokerColumn, Qt::DescendingOrder);
    QCOMPARE(shown.ids(), (QStringList { u"b2"_s, u"b1"_s }));
    shown.select(0);
    QCOMPARE(shown.text(u"clientBroker"_s), u"b2"_s);
    QVERIFY(shown.page.findChild<QWidget *>(u"clientBroker"_s)->isVisible());

    shown.broker.shownProjects[1].isPartial = false;
    shown.page.refresh();
    QTRY_VERIFY(!partial->isVisible());
    // Without a client, nothing says that the broker has left its cluster.
    shown.broker.shownProjects.clear();
    shown.page.refresh();
    QTRY_COMPARE(shown.table->model()->rowCount(), 0);
    QVERIFY(!header->isSectionHidden(ClientsModel::BrokerColumn));
}

void ClientsPageTest::ratesComeByThemselves()
{
    Shown shown;
    shown.start();
    const auto rate = [&shown] {
        return shown.table->model()->index(0, ClientsModel::RateColumn).data().toString();
    };
    QCOMPARE(rate(), QString());
    const auto refreshed = [&] {
        shown.page.refresh();
        return rate();
    };
    QTRY_COMPARE(refreshed(), u"0 /s"_s);
}

void ClientsPageTest::tenThousandClientsAreSortedByRate()
{
    constexpr int Count = 10'000;
    ClientsModel model;
    ClientsProxy proxy(model);
    ClientsTable table(proxy);
    table.resize(1000, 600);
    table.show();
    table.sortByColumn(ClientsModel::RateColumn, Qt::DescendingOrder);
    ProjectInfo crowd { *ProjectId::fromUtf8("crowd"), 0, {} };
    for (int i = 0; i < Count; ++i) {
        crowd.clients.append(client(ClientId::create().text().constData()));
        crowd.clients.last().userAgent = u"\u0645\u062a\u0635\u0641\u062d %1"_s.arg(i);
    }
    qint64 now = 1'700'000'001'000;
    model.merge({ crowd }, now);
    table.selectionModel()->select(
        proxy.index(Count / 2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const QString selected = table.selectionModel()->selectedRows()[0].data().toString();
    qint64 longest = 0;
    for (int turn = 0; turn < 6; ++turn) {
        for (int i = 0; i < Count; ++i)
            crowd.clients[i].messagesIn += (i * 7919 + turn * 104'729) % 997;
        const std::clock_t before = std::clock(); // Time of this process: others may be busy.
        model.merge({ crowd }, now += 1000);
        QCoreApplication::processEvents();
        table.grab();
        longest = std::max<qint64>(longest, (std::clock() - before) * 1000 / CLOCKS_PER_SEC);
    }
    qInfo("longest refresh: %lld ms", static_cast<long long>(longest));
    const QModelIndexList rows = table.selectionModel()->selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].data().toString(), selected);
    QVERIFY(longest < 1000); // For a debug build; a release build takes a tenth of it.
}

void ClientsPageTest::controlsHaveNames()
{
    Shown shown;
    for (const QWidget *widget : shown.page.findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QAbstractButton *>(widget)
            || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QTableView *>(widget);
        const bool isOfQt = widget->objectName().startsWith(u"qt_"_s)
            || widget->parent()->inherits("QLineEdit") || widget->parent()->inherits("QTableView");
        if (isControl && !isOfQt)
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(ClientsPageTest)
#include "tst_clientspage.moc"
