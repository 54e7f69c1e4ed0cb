// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/trafficcollector.h"
#include "inspect/traffic/undelivered.h"
#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "tests/support/trafficbatches.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/json/jsontreeview.h"
#include "ui/json/rawview.h"
#include "ui/traffic/detailplace.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficpage.h"
#include "ui/traffic/trafficview.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class TrafficDetailsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void hasNoPlaceUntilAMessageIsChosen();
    void opensTheNewestByKey();
    void focusChoosesNothing();
    void closes();
    void keepsTheChosenRowInSight();
    void standsAtTheRightWhereThereIsRoom();
    void standsWhereTheUserWants();
    void remembers();
    void saysThatTheMessageIsDropped();
    void followsTheNewest();
    void finds_data();
    void finds();
    void findsFromTheTable();
    void findsNothing();
    void copiesTheMessage();
    void chipCountsNewMessages();
    void chipLeadsToTheEnd();
    void followsAgainAfterClearing();
    void chipIsForThisStoreOnly();
    void tellsOfUndelivered();
    void leadsToUndelivered();
    void undeliveredAreSeenWhileShown();
    void undeliveredAreThoseOfTheProject();
    void countsDropsOfAPause();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    [[nodiscard]] TrafficView *view() const { return find<TrafficView>(u"trafficView"_s); }
    [[nodiscard]] TrafficModel *model() const
    {
        return static_cast<TrafficModel *>(view()->model());
    }
    [[nodiscard]] QWidget *pane() const { return find<QWidget>(u"detailPane"_s); }
    [[nodiscard]] DetailPlace *place() const { return find<DetailPlace>(u"trafficSplitter"_s); }
    [[nodiscard]] QPushButton *chip() const { return find<QPushButton>(u"newRows"_s); }
    [[nodiscard]] QString words() const { return find<QLabel>(u"undeliveredWords"_s)->text(); }
    void receive(const TrafficBatchPointer &batch) { m_broker->tell(TrafficArrived { batch }); }
    void receiveNumbered(int first, int count)
    {
        receive(numberedBatch(first, count));
        QTRY_VERIFY(view()->isVisible());
    }
    void choose(int row)
    {
        view()->setCurrentIndex(model()->index(row, TrafficModel::Type));
        view()->setFocus();
    }
    static SomeMessage lost()
    {
        SomeMessage message;
        message.kind = TrafficKind::ToClient;
        message.addressed = message.delivered = 0;
        return message;
    }

    std::unique_ptr<FakeBroker> m_broker;
    std::unique_ptr<OverviewFeed> m_overviews;
    std::unique_ptr<TrafficCollector> m_collector;
    std::unique_ptr<ConversationWatch> m_conversations;
    ScriptedPrompts m_prompts;
    std::unique_ptr<TrafficPage> m_page;
};

void TrafficDetailsTest::init()
{
    m_broker = std::make_unique<FakeBroker>();
    m_collector = std::make_unique<TrafficCollector>(TrafficLimits());
    m_conversations = std::make_unique<ConversationWatch>();
    m_overviews = std::make_unique<OverviewFeed>(*m_broker);
    m_page = std::make_unique<TrafficPage>(
        *m_broker, *m_overviews, m_prompts, *m_collector, *m_conversations);
    m_page->resize(800, 600);
    m_page->show();
    m_page->activateWindow();
    m_broker->start({});
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TrafficDetailsTest::cleanup()
{
    m_page.reset();
    m_overviews.reset();
    m_broker.reset();
}

void TrafficDetailsTest::hasNoPlaceUntilAMessageIsChosen()
{
    receiveNumbered(0, 10);
    QVERIFY(!pane()->isVisible());
    choose(3);
    QVERIFY(pane()->isVisible());
    m_page->showFilter(u"type == never"_s);
    QVERIFY(pane()->isVisible()); // The message is still there.
    m_page->showFilter({});
    find<QAction>(u"clear"_s)->trigger();
    QVERIFY(!pane()->isVisible());
}

void TrafficDetailsTest::opensTheNewestByKey()
{
    receiveNumbered(0, 10);
    auto *show = find<QAction>(u"showDetail"_s);
    QVERIFY(show->isChecked());
    show->setChecked(false);
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_D, Qt::ControlModifier);
    QVERIFY(pane()->isVisible());
    QCOMPARE(view()->currentIndex().row(), 9);
    QTest::keyClick(view(), Qt::Key_D, Qt::ControlModifier);
    QVERIFY(!pane()->isVisible());
}

void TrafficDetailsTest::focusChoosesNothing()
{
    receiveNumbered(0, 10);
    view()->setFocus();
    QVERIFY(!pane()->isVisible());
    QVERIFY(view()->isFollowing());
    QCOMPARE(view()->currentIndex().row(), 9);
    QTest::keyClick(view(), Qt::Key_Return);
    QVERIFY(pane()->isVisible());
    QTest::keyClick(view(), Qt::Key_Up);
    QCOMPARE(view()->chosenSequence(), std::optional<quint64>(8));
    QVERIFY(!view()->isFollowing());
}

void TrafficDetailsTest::closes()
{
    receiveNumbered(0, 10);
    choose(3);
    find<QToolButton>(u"detailClose"_s)->click();
    QVERIFY(!pane()->isVisible());
    QVERIFY(!find<QAction>(u"showDetail"_s)->isChecked());
    choose(4);
    QVERIFY(!pane()->isVisible());
}

// The details take the lower part of the table, with the row that was clicked there.
void TrafficDetailsTest::keepsTheChosenRowInSight()
{
    receiveNumbered(0, 200);
    view()->setFollowing(false);
    view()->verticalScrollBar()->setValue(0);
    const int row = view()->rowAt(view()->viewport()->height() - 3) - 1;
    QVERIFY(row > 10);
    choose(row);
    const auto isInSight = [&] {
        return view()->viewport()->rect().contains(
            view()->visualRect(model()->index(row, TrafficModel::Type)));
    };
    QTRY_VERIFY(view()->viewport()->height() < 400 && isInSight());
    QVERIFY(!view()->isFollowing());
}

void TrafficDetailsTest::standsAtTheRightWhereThereIsRoom()
{
    receiveNumbered(0, 10);
    choose(3);
    QCOMPARE(place()->orientation(), Qt::Vertical);
    m_page->resize(DetailPlace::WideInLetters * m_page->fontMetrics().averageCharWidth() + 50, 600);
    QTRY_COMPARE(place()->orientation(), Qt::Horizontal);
    QVERIFY(pane()->isVisible());
    QVERIFY(pane()->width() > 250);
    m_page->resize(800, 600);
    QTRY_COMPARE(place()->orientation(), Qt::Vertical);
}

void TrafficDetailsTest::standsWhereTheUserWants()
{
    receiveNumbered(0, 10);
    choose(3);
    const auto trigger = [this](const QString &name) {
        for (QAction *action : place()->sideMenu().actions()) {
            if (action->objectName() == name)
                action->trigger();
        }
    };
    trigger(u"detailRight"_s);
    QCOMPARE(place()->orientation(), Qt::Horizontal);
    m_page->resize(3'000, 600);
    trigger(u"detailBelow"_s);
    QCOMPARE(place()->orientation(), Qt::Vertical);
    trigger(u"detailAutomatic"_s);
    QCOMPARE(place()->orientation(), Qt::Horizontal);
}

void TrafficDetailsTest::remembers()
{
    receiveNumbered(0, 10);
    choose(3);
    place()->setSide(DetailPlace::Side::Right);
    place()->setSizes({ 300, 500 });
    find<QAction>(u"followDetail"_s)->setChecked(true);
    find<JsonTreeView>(u"jsonTree"_s)->setEnvelopeExpanded(true);
    const QList<int> sizes = place()->sizes();
    UiSettings settings;
    m_page->save(settings);

    ConversationWatch watch;
    TrafficCollector collector { TrafficLimits() };
    TrafficPage other(*m_broker, *m_overviews, m_prompts, collector, watch);
    other.resize(800, 600);
    other.restore(settings);
    auto *otherPlace = other.findChild<DetailPlace *>(u"trafficSplitter"_s);
    QCOMPARE(otherPlace->side(), DetailPlace::Side::Right);
    QCOMPARE(otherPlace->orientation(), Qt::Horizontal);
    QVERIFY(other.findChild<QAction *>(u"followDetail"_s)->isChecked());
    QVERIFY(other.findChild<JsonTreeView *>(u"jsonTree"_s)->isEnvelopeExpanded());
    otherPlace->setFilled(true);
    other.show();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QVERIFY(std::abs(otherPlace->sizes()[0] - sizes[0]) <= 2);

    settings.layouts[u"trafficDetailSide"_s] = "nonsense";
    settings.layouts[u"trafficSplitter"_s] = "nonsense";
    settings.layouts[u"trafficSplitterRight"_s] = "nonsense";
    other.restore(settings);
    QCOMPARE(otherPlace->side(), DetailPlace::Side::Automatic);
}

void TrafficDetailsTest::saysThatTheMessageIsDropped()
{
    m_page->restore([] {
        UiSettings settings;
        settings.keptRows = MinKeptRows;
        return settings;
    }());
    receiveNumbered(0, 10);
    choose(3);
    const auto *note = find<QLabel>(u"detailNotice"_s);
    QVERIFY(!note->isVisible());
    receive(numberedBatch(10, 2 * MinKeptRows));
    QVERIFY(model()->store()->first() > 3);
    QVERIFY(note->isVisible());
    QVERIFY(find<JsonTreeView>(u"jsonTree"_s)->currentValue().raw.contains('3'));
    choose(5);
    QVERIFY(!note->isVisible());
}

void TrafficDetailsTest::followsTheNewest()
{
    receiveNumbered(0, 10);
    auto *follow = find<QAction>(u"followDetail"_s);
    follow->trigger();
    QVERIFY(pane()->isVisible());
    QCOMPARE(view()->currentIndex().row(), 9);
    receive(numberedBatch(10, 90));
    QTRY_COMPARE(view()->currentIndex().row(), 99);
    QVERIFY(view()->isFollowing());
    choose(50); // Stops following, so the details stay.
    receive(numberedBatch(100, 10));
    find<QAction>(u"follow"_s)->trigger();
    QTRY_COMPARE(view()->currentIndex().row(), 109);
    follow->trigger();
    receive(numberedBatch(110, 10));
    QTRY_VERIFY(!chip()->isVisible());
    QCOMPARE(view()->currentIndex().row(), 109);
}

void TrafficDetailsTest::finds_data()
{
    QTest::addColumn<int>("tab");
    QTest::newRow("tree") << 0;
    QTest::newRow("raw") << 1;
}

void TrafficDetailsTest::finds()
{
    QFETCH(const int, tab);
    SomeMessage message;
    message.payload = R"(["anna","b","Anna",{"c":"anna"}])";
    receive(BatchMaker().add(message).batch());
    QTRY_VERIFY(view()->isVisible());
    choose(0);
    find<QTabBar>(u"detailTabs"_s)->setCurrentIndex(tab);
    auto *line = find<QLineEdit>(u"findText"_s);
    QVERIFY(!line->isVisible());
    QTest::keyClick(view(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(line->isVisible());
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, u"anna"_s);
    const auto *count = find<QLabel>(u"findCount"_s);
    QCOMPARE(count->text(), u"1 of 3"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(count->text(), u"2 of 3"_s);
    QTest::keyClick(line, Qt::Key_F3);
    QCOMPARE(count->text(), u"3 of 3"_s);
    QTest::keyClick(line, Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(count->text(), u"2 of 3"_s);
    find<QToolButton>(u"findPrevious"_s)->click();
    QCOMPARE(count->text(), u"1 of 3"_s);
    // The other side has the same places.
    find<QTabBar>(u"detailTabs"_s)->setCurrentIndex(1 - tab);
    QCOMPARE(count->text(), u"1 of 3"_s);
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!line->isVisible());
}

void TrafficDetailsTest::findsFromTheTable()
{
    receiveNumbered(10, 10);
    choose(3);
    find<QAction>(u"showDetail"_s)->setChecked(false);
    find<QTabBar>(u"detailTabs"_s)->setCurrentIndex(2);
    QTest::keyClick(view(), Qt::Key_F3);
    auto *line = find<QLineEdit>(u"findText"_s);
    QVERIFY(line->isVisible());
    QCOMPARE(find<QTabBar>(u"detailTabs"_s)->currentIndex(), 0);
    line->setText(u"13"_s);
    QCOMPARE(find<QLabel>(u"findCount"_s)->text(), u"1 of 1"_s);
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Down); // The next message is searched, too.
    QCOMPARE(find<QLabel>(u"findCount"_s)->text(), u"Not found"_s);
    find<QTabBar>(u"detailTabs"_s)->setCurrentIndex(2);
    QVERIFY(!line->isVisible());
}

void TrafficDetailsTest::findsNothing()
{
    receiveNumbered(0, 10);
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!pane()->isVisible()); // No message is chosen.
    QCOMPARE(find<QLabel>(u"deliveryRule"_s)->text(), u"No message is selected."_s);
}

void TrafficDetailsTest::copiesTheMessage()
{
    receiveNumbered(0, 10);
    choose(3);
    auto *tree = find<JsonTreeView>(u"jsonTree"_s);
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QString copied = QGuiApplication::clipboard()->text();
    QCOMPARE(copied.toUtf8(), model()->rowAt(3).message.toByteArray());
    QGuiApplication::clipboard()->clear();
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), copied);
}

void TrafficDetailsTest::chipCountsNewMessages()
{
    receiveNumbered(0, 100);
    QVERIFY(!chip()->isVisible());
    choose(20);
    QVERIFY(!chip()->isVisible());
    receive(numberedBatch(100, 1'234));
    QTRY_VERIFY(chip()->isVisible());
    QCOMPARE(chip()->text(), u"1,234 new"_s);
    // The filter counts: the chip leads to rows of the table.
    m_page->showFilter(u"payload < 110"_s);
    QTRY_COMPARE(chip()->text(), u"10 new"_s);
    m_page->showFilter({});
    QTRY_COMPARE(chip()->text(), u"1,234 new"_s);
    QVERIFY(chip()->geometry().bottom() < find<QWidget>(u"trafficStatus"_s)->y());
}

void TrafficDetailsTest::chipLeadsToTheEnd()
{
    receiveNumbered(0, 100);
    choose(20);
    receive(numberedBatch(100, 50));
    QTRY_VERIFY(chip()->isVisible());
    chip()->click();
    QVERIFY(view()->isFollowing());
    QVERIFY(!chip()->isVisible());
    QCOMPARE(view()->verticalScrollBar()->value(), view()->verticalScrollBar()->maximum());
    find<QAction>(u"pause"_s)->trigger();
    receive(numberedBatch(150, 7));
    QTRY_COMPARE(chip()->text(), u"7 waiting"_s);
    chip()->click();
    QVERIFY(!find<QAction>(u"pause"_s)->isChecked());
    QCOMPARE(model()->rowCount(), 157);
    QTRY_VERIFY(!chip()->isVisible());
}

void TrafficDetailsTest::followsAgainAfterClearing()
{
    receiveNumbered(0, 100);
    choose(20);
    QVERIFY(!view()->isFollowing());
    find<QAction>(u"clear"_s)->trigger();
    QVERIFY(view()->isFollowing());
}

void TrafficDetailsTest::chipIsForThisStoreOnly()
{
    receiveNumbered(0, 100);
    choose(20);
    receive(numberedBatch(100, 5));
    QTRY_VERIFY(chip()->isVisible());
    TrafficStore other({});
    other.append(*numberedBatch(0, 400));
    TrafficStore *live = model()->store();
    model()->setStore(&other);
    QTRY_VERIFY(!chip()->isVisible());
    model()->setStore(live);
}

void TrafficDetailsTest::tellsOfUndelivered()
{
    QSignalSpy alerts(m_page.get(), &Page::alertChanged);
    receiveNumbered(0, 10);
    QVERIFY(!find<QWidget>(u"undelivered"_s)->isVisible());
    receive(BatchMaker().add(lost()).add(lost()).batch());
    QTRY_VERIFY(find<QWidget>(u"undelivered"_s)->isVisible());
    QVERIFY2(words().contains(u"2"_s) && words().contains(u"nobody"_s), qPrintable(words()));
    QVERIFY(!words().contains(u"dropped"_s));
    QCOMPARE(alerts.size(), 1);
    QCOMPARE(alerts[0][0].toString(), u"2"_s);
    find<QToolButton>(u"undeliveredDismiss"_s)->click();
    QVERIFY(!find<QWidget>(u"undelivered"_s)->isVisible());
    QCOMPARE(alerts.last()[0].toString(), QString());
    BatchMaker many;
    for (int i = 0; i < 2'000; ++i)
        many.add(lost());
    receive(many.batch());
    QTRY_VERIFY(find<QWidget>(u"undelivered"_s)->isVisible());
    QCOMPARE(alerts.last()[0].toString(), u"999+"_s);
    // Cleared messages do not come back as new ones.
    find<QToolButton>(u"undeliveredDismiss"_s)->click();
    find<QAction>(u"clear"_s)->trigger();
    find<QPushButton>(u"undoClear"_s)->click();
    receive(numberedBatch(10, 1));
    QTRY_VERIFY(view()->isVisible());
    QVERIFY(!find<QWidget>(u"undelivered"_s)->isVisible());
}

void TrafficDetailsTest::leadsToUndelivered()
{
    QSignalSpy filters(m_page.get(), &Page::filterRequested);
    receiveNumbered(0, 10);
    receive(BatchMaker().add(lost()).batch());
    QTRY_VERIFY(find<QWidget>(u"undelivered"_s)->isVisible());
    find<QPushButton>(u"undeliveredShow"_s)->click();
    QCOMPARE(filters.size(), 1);
    m_page->showFilter(filters[0][0].toString());
    QTRY_COMPARE(model()->rowCount(), 1);
    QVERIFY(!find<QWidget>(u"undelivered"_s)->isVisible());
}

void TrafficDetailsTest::undeliveredAreSeenWhileShown()
{
    receive(BatchMaker().add(lost()).batch());
    m_page->showFilter(UndeliveredCounter::filterText());
    QTRY_COMPARE(model()->rowCount(), 1);
    QTRY_VERIFY(!find<QWidget>(u"undelivered"_s)->isVisible());
    receive(BatchMaker().add(lost()).batch());
    QTRY_COMPARE(model()->rowCount(), 2);
    QVERIFY(!find<QWidget>(u"undelivered"_s)->isVisible());
    view()->select(0); // The table does not follow any more.
    receive(BatchMaker().add(lost()).batch());
    QTRY_VERIFY(find<QWidget>(u"undelivered"_s)->isVisible());
}

void TrafficDetailsTest::undeliveredAreThoseOfTheProject()
{
    SomeMessage other = lost();
    other.project = "other";
    receive(BatchMaker().add(lost()).add(other).add(other).batch());
    QTRY_VERIFY(words().contains(u"3"_s));
    m_page->setScope(*ProjectId::fromUtf8("other"));
    QVERIFY(words().contains(u"2"_s));
    find<QToolButton>(u"undeliveredDismiss"_s)->click();
    QVERIFY(!find<QWidget>(u"undelivered"_s)->isVisible());
    m_page->setScope({});
    QVERIFY(find<QWidget>(u"undelivered"_s)->isVisible());
    QVERIFY(words().contains(u"1"_s));
}

void TrafficDetailsTest::countsDropsOfAPause()
{
    SomeMessage message;
    message.kind = TrafficKind::ToType;
    message.number = 7;
    receiveNumbered(0, 1);
    find<QAction>(u"pause"_s)->trigger();
    receive(BatchMaker()
                .add(message)
                .change({ 7, ClientId::fromText("41d00000-0000-4000-8000-000000000002"),
                    ClientType::DataAgent, DeliveryState::TooSlow, false })
                .batch());
    find<QAction>(u"pause"_s)->trigger();
    QTRY_VERIFY(words().contains(u"dropped"_s));
}

QTEST_MAIN(TrafficDetailsTest)
#include "tst_trafficdetails.moc"
