// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficpage.h"

#include "inspect/clients/clientnames.h"
#include "inspect/filter/filterfield.h"
#include "inspect/traffic/trafficcollector.h"
#include "server/api/quantity.h"
#include "tests/inspect/talk.h"
#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "tests/support/trafficbatches.h"
#include "ui/base/text.h"
#include "ui/base/uisettings.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/filter/filteredit.h"
#include "ui/json/jsontreeview.h"
#include "ui/theme/theme.h"
#include "ui/traffic/detailpane.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/note.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class TrafficPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void wantsTrafficWhileTheBrokerListens();
    void teachesWhileNobodyIsConnected();
    void saysWhyItIsEmpty();
    void filtersAndClearsTheFilter();
    void pausesAndGoesOn();
    void spacePressesButtons();
    void follows();
    void clears();
    void actsOnTheChosenMessage();
    void narrowsByTheCell();
    void tellsOfATimeWithoutConnection();
    void showsAFieldAsColumn();
    void comparesWithTheMarked();
    void jumpsToTheOtherHalf();
    void tellsTheConversation();
    void pairsWhileTheColumnIsShown();
    void opensWhatItExported();
    void saysWhatIsWrongWithAFile();
    void showsOneProject();
    void leavesMessagesOfOtherProjects();
    void explainsAFailedStart();
    void offersAnotherDatabase();
    void clearingCanBeUndone();
    void toolbarDoesNotJump();
    void toolbarHasNoCutWords();
    void keysMeanTheSameInTableAndTree();
    void remembers();
    void keptLimitsAreSetByKeyboard();
    void oldClientIdsAreTold_data();
    void oldClientIdsAreTold();

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
    void receive(const TrafficBatchPointer &batch) { m_broker->tell(TrafficArrived { batch }); }
    /// Messages of two types, one project each.
    void receiveSome()
    {
        SomeMessage first;
        first.payload = R"("text")";
        SomeMessage other = first;
        other.project = "other";
        other.type = "log";
        BatchMaker maker;
        for (int i = 0; i < 10; ++i)
            maker.add(first).add(other);
        receive(maker.batch());
        QTRY_VERIFY(view()->isVisible());
    }
    void choose(int row, int column = 0)
    {
        view()->setCurrentIndex(model()->index(row, column));
        view()->setFocus();
    }
    [[nodiscard]] QList<QByteArray> messages() const
    {
        QList<QByteArray> all;
        for (int row = 0; row < model()->rowCount(); ++row)
            all.append(model()->rowAt(row).message.toByteArray());
        return all;
    }

    std::unique_ptr<FakeBroker> m_broker;
    std::unique_ptr<OverviewFeed> m_overviews;
    std::unique_ptr<TrafficCollector> m_collector;
    std::unique_ptr<ConversationWatch> m_conversations;
    std::unique_ptr<ClientNames> m_names;
    ScriptedPrompts m_prompts;
    std::unique_ptr<TrafficPage> m_page;
};

void TrafficPageTest::init()
{
    m_prompts.file.reset();
    m_broker = std::make_unique<FakeBroker>();
    m_broker->shownUrls = { u"ws://127.0.0.1:8787"_s };
    m_collector = std::make_unique<TrafficCollector>(TrafficLimits());
    m_conversations = std::make_unique<ConversationWatch>();
    m_names = std::make_unique<ClientNames>();
    m_overviews = std::make_unique<OverviewFeed>(*m_broker);
    m_page = std::make_unique<TrafficPage>(
        *m_broker, *m_overviews, m_prompts, *m_collector, *m_conversations);
    m_page->setNames(*m_names);
    m_page->resize(1000, 650);
    m_page->show();
    m_page->activateWindow();
    m_broker->start({});
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TrafficPageTest::cleanup()
{
    m_page.reset();
    m_overviews.reset();
    m_broker.reset();
}

void TrafficPageTest::wantsTrafficWhileTheBrokerListens()
{
    QVERIFY(m_broker->observers.contains(m_page.get()));
    m_page->hide();
    receive(numberedBatch(0, 5)); // Collects also while another page is shown.
    QCOMPARE(model()->rowCount(), 5);
    m_page.reset();
    QVERIFY(m_broker->observers.isEmpty());
}

void TrafficPageTest::teachesWhileNobodyIsConnected()
{
    QVERIFY(find<QWidget>(u"nobodyConnected"_s)->isVisible());
    QVERIFY(!view()->isVisible());
    auto *url = find<QWidget>(u"connectUrl"_s)->findChild<QLineEdit *>();
    QVERIFY(url->text().startsWith(u"ws://127.0.0.1:8787/websocket?"_s));
    find<QPushButton>(u"demoTraffic"_s)->click();
    QVERIFY(m_broker->demoRunning);
    receiveSome();
    QVERIFY(!find<QWidget>(u"nobodyConnected"_s)->isVisible());
}

void TrafficPageTest::saysWhyItIsEmpty()
{
    m_broker->shownOverview.figures.connections = 3;
    m_overviews->refresh();
    QTRY_VERIFY(find<QWidget>(u"nothingSaid"_s)->isVisible());
    m_broker->stop();
    QVERIFY(find<QWidget>(u"notListening"_s)->isVisible());
    receiveSome();
    m_page->setScope(*ProjectId::fromUtf8("third"));
    QTRY_VERIFY(find<QWidget>(u"nothingInProject"_s)->isVisible());
}

void TrafficPageTest::filtersAndClearsTheFilter()
{
    receiveSome();
    m_page->showFilter(u"type == \"log\""_s);
    QTRY_COMPARE(model()->rowCount(), 10);
    QTRY_VERIFY(find<QLabel>(u"matches"_s)->text().contains(u"10 of 20"_s));
    m_page->showFilter(u"type == \"never\""_s);
    QTRY_VERIFY(find<QWidget>(u"nothingMatches"_s)->isVisible());
    find<QPushButton>(u"clearFilter"_s)->click();
    QTRY_COMPARE(model()->rowCount(), 20);
    QTRY_VERIFY(view()->isVisible());
}

void TrafficPageTest::pausesAndGoesOn()
{
    receiveSome();
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Space);
    receive(numberedBatch(0, 1'204));
    QCOMPARE(model()->rowCount(), 20);
    QCOMPARE(find<QAction>(u"pause"_s)->text(), u"Paused"_s);
    QTRY_COMPARE(find<QPushButton>(u"newRows"_s)->text(), u"1,204 waiting"_s);
    QTest::keyClick(view(), Qt::Key_Space);
    QCOMPARE(model()->rowCount(), 1'224);
    QCOMPARE(find<QAction>(u"pause"_s)->text(), u"Pause"_s);
}

void TrafficPageTest::spacePressesButtons()
{
    receiveSome();
    auto *follow = find<QWidget>(u"followButton"_s);
    follow->setFocus();
    QTest::keyClick(follow, Qt::Key_Space);
    QVERIFY(!find<QAction>(u"pause"_s)->isChecked());
    QVERIFY(!find<QAction>(u"follow"_s)->isChecked());
}

void TrafficPageTest::follows()
{
    receive(numberedBatch(0, 200));
    auto *follow = find<QAction>(u"follow"_s);
    QTRY_VERIFY(view()->isVisible());
    QVERIFY(follow->isChecked());
    view()->select(100);
    QVERIFY(!follow->isChecked());
    follow->trigger();
    QVERIFY(view()->isFollowing());
}

void TrafficPageTest::clears()
{
    receiveSome();
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_F5);
    QCOMPARE(model()->rowCount(), 0);
    QTRY_VERIFY(!view()->isVisible());
}

void TrafficPageTest::actsOnTheChosenMessage()
{
    receiveSome();
    choose(3, TrafficModel::Type);
    QClipboard *clipboard = QApplication::clipboard();
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard->text(), u"log"_s);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(clipboard->text().toUtf8(), model()->rowAt(3).message.toByteArray());
    QTest::keyClick(view(), Qt::Key_J, Qt::ControlModifier);
    QVERIFY(clipboard->text().startsWith(u'{'));
    QVERIFY(clipboard->text().contains(u"\"other\""_s));
    QTest::keyClick(view(), Qt::Key_Z);
    QCOMPARE(model()->zero(), std::optional<quint64>(3));
    QTest::keyClick(view(), Qt::Key_Z, Qt::ShiftModifier);
    QVERIFY(!model()->zero());
    QTest::keyClick(view(), Qt::Key_M);
    QCOMPARE(model()->marked(), std::optional<quint64>(3));
    QTest::keyClick(view(), Qt::Key_M);
    QVERIFY(!model()->marked());

    QSignalSpy sent(m_page.get(), &Page::sendRequested);
    QSignalSpy composed(m_page.get(), &Page::composeRequested);
    QTest::keyClick(view(), Qt::Key_R, Qt::ControlModifier);
    QTest::keyClick(view(), Qt::Key_E);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0][0].value<ProjectId>().utf8(), "other");
    QCOMPARE(sent[0][1].toByteArray(), model()->rowAt(3).message.toByteArray());
    QCOMPARE(composed.size(), 1);

    auto *detail = find<QWidget>(u"detailPane"_s);
    QVERIFY(detail->isVisible());
    QTest::keyClick(view(), Qt::Key_D, Qt::ControlModifier);
    QVERIFY(!detail->isVisible());
}

void TrafficPageTest::narrowsByTheCell()
{
    receiveSome();
    choose(1, TrafficModel::Type);
    QTest::keyClick(view(), Qt::Key_F);
    QTRY_COMPARE(model()->rowCount(), 10);
    QCOMPARE(model()->filter().text(), u"type == \"log\""_s);
    choose(0, TrafficModel::Project);
    QTest::keyClick(view(), Qt::Key_X);
    QTRY_COMPARE(model()->rowCount(), 0);
    m_page->showFilter({});
    QTRY_COMPARE(model()->rowCount(), 20);
    choose(0, TrafficModel::From);
    QTest::keyClick(view(), Qt::Key_C);
    QVERIFY(model()->filter().text().contains(u"||"_s));
    QTRY_VERIFY(!model()->isFiltering());
    QCOMPARE(model()->rowCount(), 20);
    // Every cell's condition holds for its own message, and its path is a name of the language.
    const QMap<int, QString> paths { { TrafficModel::Time, u"time"_s },
        { TrafficModel::Project, u"project"_s }, { TrafficModel::From, u"from.id"_s },
        { TrafficModel::To, u"to.id"_s }, { TrafficModel::Type, u"type"_s },
        { TrafficModel::Size, u"size"_s }, { TrafficModel::Delivered, u"delivered"_s },
        { TrafficModel::Preview, u"payload"_s } };
    for (int column = 0; column < TrafficModel::ColumnCount; ++column) {
        m_page->showFilter({});
        choose(5, column);
        QAction *filter = find<QAction>(u"filterOnThis"_s);
        if (column == TrafficModel::Delta || column == TrafficModel::Reply) {
            QVERIFY(!filter->isEnabled());
            continue;
        }
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), paths[column]);
        filter->trigger();
        QTRY_VERIFY(!model()->isFiltering());
        QVERIFY2(model()->rowOf(5) >= 0, qPrintable(model()->filter().text()));
        QVERIFY(!model()->filter().isEmpty());
    }
}

void TrafficPageTest::tellsOfATimeWithoutConnection()
{
    receiveSome();
    const auto *line = find<Note>(u"dropped"_s);
    QVERIFY(!line->isVisible());
    receive(BatchMaker().unseen(1'000, 61'000).batch());
    QTRY_VERIFY(line->isVisible()); // Nobody has sent a message since.
    QVERIFY2(line->text().startsWith(u"no connection"_s), qPrintable(line->text()));
    QVERIFY(line->text().contains(timeOfDayText(61'000)));
    receive(numberedBatch(0, 1));
    QTRY_VERIFY(!line->isVisible()); // The table has it now.
    QVERIFY(model()->gapAbove(20).hasUnseen());
    m_page->showFilter(u"type == \"nothing\""_s);
    QTRY_VERIFY(line->isVisible());
}

void TrafficPageTest::showsAFieldAsColumn()
{
    receiveSome();
    choose(3);
    auto *tree = find<JsonTreeView>(u"jsonTree"_s);
    Q_EMIT tree->columnRequested(*filterPath(u"payload"));
    QCOMPARE(model()->fields().size(), 1);
    QCOMPARE(model()->index(3, TrafficModel::ColumnCount).data().toString(),
        model()->index(3, TrafficModel::Preview).data().toString());
    choose(3, TrafficModel::ColumnCount);
    find<QAction>(u"filterOnThis"_s)->trigger();
    QVERIFY(model()->filter().text().startsWith(u"payload == "_s));
    QTRY_VERIFY(!model()->isFiltering());
    QVERIFY(model()->rowOf(3) >= 0);
    UiSettings settings;
    m_page->save(settings);
    TrafficCollector collector { TrafficLimits() };
    TrafficPage other(*m_broker, *m_overviews, m_prompts, collector, *m_conversations);
    other.restore(settings);
    QCOMPARE(other.findChild<TrafficModel *>()->fields(), model()->fields());
}

void TrafficPageTest::comparesWithTheMarked()
{
    receiveSome();
    choose(0);
    QTest::keyClick(view(), Qt::Key_M);
    choose(1);
    find<QTabBar>(u"detailTabs"_s)->setCurrentIndex(DetailPane::Compare);
    QVERIFY(find<QWidget>(u"compareView"_s)->isVisible());
}

void TrafficPageTest::jumpsToTheOtherHalf()
{
    const QByteArray one = R"({"requestId":1})";
    BatchMaker maker;
    maker.add(messageOf({ "r1", "data-agent", 0, "query", one }, 1));
    maker.add(messageOf({ "r1", "", 100, "log" }, 2));
    maker.add(messageOf({ "d1", "r1", 312, "answer", one }, 3));
    maker.add(messageOf({ "r1", "data-agent", 400, "query", R"({"requestId":2})" }, 4));
    receive(maker.batch());
    QTRY_COMPARE(m_conversations->pending(), 0U);
    QTRY_VERIFY(view()->isVisible());
    const auto jumpFrom = [&](int row) {
        choose(row);
        QTest::keyClick(view(), Qt::Key_G);
        return view()->currentIndex().row();
    };
    const auto said = [this](const QString &words) {
        for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (widget->toolTip() == words)
                return true;
        }
        return false;
    };
    const auto conditionOf = [&](int row) {
        choose(row, TrafficModel::Reply);
        QAction *filter = find<QAction>(u"filterOnThis"_s);
        return filter->isEnabled() ? filter->text() : QString();
    };
    QCOMPARE(conditionOf(0), u"Filter on reply.time >= 312ms"_s);
    QCOMPARE(conditionOf(2), u"Filter on reply.time >= 312ms"_s);
    QCOMPARE(conditionOf(3), u"Filter on reply.state == unanswered"_s);
    QCOMPARE(conditionOf(1), QString());
    QCOMPARE(jumpFrom(0), 2);
    QCOMPARE(jumpFrom(2), 0);
    QCOMPARE(jumpFrom(1), 1);
    QVERIFY(said(u"This message is neither a request nor a reply."_s));
    QCOMPARE(jumpFrom(3), 3);
    QVERIFY(said(u"This request has no reply."_s));
    m_page->showFilter(u"type == \"answer\""_s);
    QTRY_COMPARE(model()->rowCount(), 1);
    QCOMPARE(jumpFrom(0), 0);
    QVERIFY(said(u"The filter hides the request."_s));
}

void TrafficPageTest::tellsTheConversation()
{
    const QByteArray one = R"({"requestId":1})";
    receive(BatchMaker().add(messageOf({ "r1", "data-agent", 0, "query", one }, 1)).batch());
    QTRY_COMPARE(m_conversations->pending(), 0U);
    QTRY_VERIFY(view()->isVisible());
    choose(0);
    find<QTabBar>(u"detailTabs"_s)->setCurrentIndex(DetailPane::Delivery);
    const auto *words = find<QLabel>(u"deliveryConversation"_s);
    const qint64 asked = model()->rowAt(0).record->timeMs;
    m_conversations->advance(asked + 7'000);
    QVERIFY(words->isVisible());
    QVERIFY2(words->text().contains(u"Request query"_s), qPrintable(words->text()));
    QVERIFY2(words->text().endsWith(u"unanswered for 7 s"_s), qPrintable(words->text()));
    BatchMaker maker;
    for (int i = 0; i < 6; ++i)
        maker.add(messageOf({ "d1", "r1", 312 + i, "answer", one }, quint64(2 + i)));
    receive(maker.batch());
    QTRY_VERIFY(words->text().contains(clockText(asked + 312) + u", after 312 ms"_s));
    QVERIFY(words->text().contains(clockText(asked)));
    QCOMPARE(words->text().count(u"Reply answer"_s), 4);
    QVERIFY2(words->text().endsWith(u"2 more replies"_s), qPrintable(words->text()));
    choose(6); // The last reply is listed when it is the chosen one.
    QCOMPARE(words->text().count(u"Reply answer"_s), 5);
    QVERIFY2(words->text().endsWith(u"1 more replies"_s), qPrintable(words->text()));
    find<QAction>(u"clear"_s)->trigger();
    QCOMPARE(words->text(), QString());
}

void TrafficPageTest::pairsWhileTheColumnIsShown()
{
    QVERIFY(m_conversations->isUsed());
    auto *columns = view()->findChild<ColumnLayout *>();
    columns->setShown(TrafficModel::Reply, false);
    QVERIFY(view()->isColumnHidden(TrafficModel::Reply));
    QVERIFY(!m_conversations->isUsed());
    columns->setShown(TrafficModel::Reply, true);
    QVERIFY(m_conversations->isUsed());
    m_page.reset();
    QVERIFY(!m_conversations->isUsed());
    QVERIFY(m_conversations->store() == nullptr);
}

void TrafficPageTest::opensWhatItExported()
{
    const QTemporaryDir folder;
    receiveSome();
    m_page->showFilter(u"type == \"log\""_s);
    QTRY_COMPARE(model()->rowCount(), 10);
    const QList<QByteArray> exported = messages();
    m_prompts.file = Prompts::File { folder.filePath(u"a.jsonl"_s), ExportFormat::JsonLines };
    find<QAction>(u"export"_s)->trigger();
    QTRY_VERIFY(find<QWidget>(u"trafficMessage"_s)->accessibleName().contains(u"10"_s));
    m_page->showFilter({});

    find<QAction>(u"open"_s)->trigger();
    QTRY_COMPARE(messages(), exported);
    QTRY_COMPARE(find<QLabel>(u"captureName"_s)->text(), u"Showing a.jsonl"_s);
    QCOMPARE(model()->rowAt(0).project->utf8(), "other");
    receive(numberedBatch(0, 5)); // Goes on behind it.
    QCOMPARE(messages(), exported);
    choose(0);
    find<QTabBar>(u"detailTabs"_s)->setCurrentIndex(DetailPane::Delivery);
    QCOMPARE(m_broker->deliveryQueries.size(), 0);
    find<QPushButton>(u"backToLive"_s)->click();
    QCOMPARE(model()->rowCount(), 25);
    QVERIFY(!find<QWidget>(u"captureBanner"_s)->isVisible());

    m_prompts.file = Prompts::File { folder.filePath(u"a.csv"_s), ExportFormat::Csv };
    find<QAction>(u"export"_s)->trigger();
    QTRY_VERIFY(QFile::exists(m_prompts.file->path));
}

void TrafficPageTest::saysWhatIsWrongWithAFile()
{
    receiveSome();
    m_prompts.file = Prompts::File { u"/nowhere/at all.jsonl"_s, ExportFormat::JsonLines };
    find<QAction>(u"open"_s)->trigger();
    QVERIFY(find<QWidget>(u"trafficError"_s)->accessibleName().contains(u"at all.jsonl"_s));
    QCOMPARE(model()->rowCount(), 20);
    m_prompts.file = Prompts::File { u"/nowhere/at all.jsonl"_s, ExportFormat::JsonLines };
    find<QAction>(u"export"_s)->trigger();
    QTRY_VERIFY(!find<QWidget>(u"progress"_s)->isVisible());
    QTRY_VERIFY(!find<QWidget>(u"trafficError"_s)->accessibleName().isEmpty());
}

void TrafficPageTest::showsOneProject()
{
    receiveSome();
    m_page->setScope(*ProjectId::fromUtf8("other"));
    QTRY_COMPARE(model()->rowCount(), 10);
    QVERIFY(view()->isColumnHidden(TrafficModel::Project));
    m_page->setScope({});
    QVERIFY(!view()->isColumnHidden(TrafficModel::Project));
}

void TrafficPageTest::leavesMessagesOfOtherProjects()
{
    receiveSome();
    const auto *pane = find<DetailPane>(u"detailPane"_s);
    const auto *title = find<ElidedLabel>(u"detailTitle"_s);
    const auto *tree = find<JsonTreeView>(u"jsonTree"_s);
    choose(1); // One of the project `other`.
    QTRY_VERIFY(pane->isVisible());
    QVERIFY(title->text().startsWith(u"log"_s));
    m_page->setScope(*ProjectId::fromUtf8("other"));
    QVERIFY(title->text().startsWith(u"log"_s)); // It is still in the table.
    QCOMPARE(view()->currentIndex().row(), 0);
    m_page->setScope(*ProjectId::fromUtf8("demo"));
    QVERIFY(title->text().isEmpty());
    QVERIFY(pane->isVisible());
    QCOMPARE(tree->hint(), u"No message is selected."_s);
    QVERIFY(!view()->chosenSequence());
    choose(3);
    QVERIFY(!title->text().isEmpty());
    m_page->setScope({}); // All projects have it, too.
    QVERIFY(!title->text().isEmpty());
    QVERIFY(view()->chosenSequence());
}

void TrafficPageTest::explainsAFailedStart()
{
    m_broker->stop();
    auto *tryAgain = find<QPushButton>(u"startBroker"_s);
    auto *otherPort = find<QPushButton>(u"useOtherPort"_s);
    QTRY_VERIFY(tryAgain->isVisible());
    QVERIFY(!otherPort->isVisible());
    m_broker->tell(StartFailed { { ErrorCode::AddressInUse, {}, ErrorReason::PortInUse,
        { u"127.0.0.1:8787"_s, u"nginx (process 812)"_s, u"8788"_s } } });
    const auto texts = [this] {
        QString all;
        for (const QLabel *label : find<QWidget>(u"notListening"_s)->findChildren<QLabel *>())
            all += label->text() + u'\n';
        return all;
    };
    QVERIFY(texts().contains(u"127.0.0.1:8787 is in use by nginx (process 812)"_s));
    QVERIFY(!find<QPushButton>(u"otherDatabase"_s)->isVisible());
    QCOMPARE(otherPort->text(), u"Use port 8788 this time"_s);
    otherPort->click();
    QCOMPARE(m_broker->now().state, BrokerState::Listening);
    QCOMPARE(m_broker->shownConfig.port, quint16 { 8788 });

    m_broker->setState(BrokerState::Starting);
    m_broker->stop();
    QTRY_VERIFY(tryAgain->isVisible());
    QVERIFY(!texts().contains(u"nginx"_s)); // Stopped by the user.
    m_broker->tell(StartFailed { { ErrorCode::AddressRefused, {} } });
    QVERIFY(!otherPort->isVisible());
    tryAgain->click();
    QCOMPARE(m_broker->now().state, BrokerState::Listening);
    QCOMPARE(m_broker->shownConfig.port, quint16 { 8788 });
}

void TrafficPageTest::offersAnotherDatabase()
{
    m_broker->stop();
    m_broker->tell(StartFailed { { ErrorCode::DatabaseForbidden, {} } });
    QSignalSpy wanted(m_page.get(), &Page::databaseWanted);
    QTRY_VERIFY(find<QPushButton>(u"otherDatabase"_s)->isVisible());
    find<QPushButton>(u"otherDatabase"_s)->click();
    QCOMPARE(wanted.size(), 1);
}

void TrafficPageTest::clearingCanBeUndone()
{
    receiveSome();
    const QList<QByteArray> before = messages();
    auto *undo = find<QPushButton>(u"undoClear"_s);
    QVERIFY(!undo->isVisible());
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_F5);
    QTRY_COMPARE(model()->rowCount(), 0);
    QVERIFY(undo->isVisible());
    QVERIFY(!undo->isFlat());
    const auto *words = find<QWidget>(u"trafficMessage"_s);
    const int gap = undo->x()
        - words->geometry().right(); // The button is right behind its sentence.
    QVERIFY2(gap > 0 && gap < 30, qPrintable(QString::number(gap)));
    receive(BatchMaker().add({}).batch());
    find<QAction>(u"clear"_s)->trigger(); // A second time, which must not lose the first ones.
    receive(BatchMaker().add({}).batch());
    undo->click();
    QCOMPARE(model()->rowCount(), before.size() + 2);
    QCOMPARE(messages().mid(0, before.size()), before);
    QVERIFY(!undo->isVisible());
}

void TrafficPageTest::toolbarDoesNotJump()
{
    receiveSome();
    const auto *filter = find<QLineEdit>(u"filter"_s);
    const int top = view()->mapTo(m_page.get(), QPoint()).y();
    m_page->showFilter(u"type =="_s);
    QTRY_VERIFY(find<QLabel>(u"filterError"_s)->isVisible());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCOMPARE(view()->mapTo(m_page.get(), QPoint()).y(), top);
    m_page->showFilter({});
    const int width = filter->width();
    find<QAction>(u"pause"_s)->trigger();
    receive(BatchMaker().add({}).batch());
    QTRY_VERIFY(find<QPushButton>(u"newRows"_s)->text().contains(u'1'));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    receive(numberedBatch(0, 2'000));
    QTRY_VERIFY(find<QPushButton>(u"newRows"_s)->text().contains(u"2,001"_s));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCOMPARE(filter->width(), width);
}

void TrafficPageTest::toolbarHasNoCutWords()
{
    for (const int width : { 1000, 700, 500, 320 }) {
        m_page->resize(width, 600);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        for (const char *name : { "follow", "pause", "clear", "export", "open" }) {
            const auto *button = find<QToolButton>(QLatin1StringView(name) + u"Button"_s);
            QVERIFY2(button->width() >= button->sizeHint().width(), name);
        }
    }
}

void TrafficPageTest::keysMeanTheSameInTableAndTree()
{
    QHash<QString, QString> table;
    for (const QAction *action : view()->actions())
        table.insert(action->shortcut().toString(), action->objectName());
    QHash<QString, QString> tree;
    for (const QAction *action : find<JsonTreeView>(u"jsonTree"_s)->actions())
        tree.insert(action->shortcut().toString(), action->text());
    QCOMPARE(tree.value(table.key(u"filterOnThis"_s)), u"Filter on this"_s);
    QCOMPARE(tree.value(table.key(u"excludeThis"_s)), u"Exclude this"_s);
    QCOMPARE(tree.value(table.key(u"copyValue"_s)), u"Copy value"_s);
    QVERIFY(!table.key(u"copyMessage"_s).isEmpty());
    QVERIFY(!tree.contains(table.key(u"copyMessage"_s)));
}

void TrafficPageTest::remembers()
{
    receiveSome();
    m_page->showFilter(u"type == \"log\""_s);
    find<QSpinBox>(u"keptRows"_s)->setValue(5'000);
    find<QAction>(u"showDetail"_s)->setChecked(false);
    QCOMPARE(model()->store()->limits().rows, 5'000);
    UiSettings settings;
    m_page->save(settings);
    QCOMPARE(settings.keptRows, 5'000);

    ConversationWatch otherWatch;
    TrafficCollector collector { TrafficLimits() };
    TrafficPage other(*m_broker, *m_overviews, m_prompts, collector, otherWatch);
    other.restore(settings);
    auto *shown = static_cast<TrafficModel *>(
        other.findChild<TrafficView *>(u"trafficView"_s)->model());
    QCOMPARE(shown->filter().text(), u"type == \"log\""_s);
    QCOMPARE(shown->store()->limits().rows, 5'000);
    QVERIFY(!other.findChild<QAction *>(u"showDetail"_s)->isChecked());
}

void TrafficPageTest::keptLimitsAreSetByKeyboard()
{
    auto *kept = find<QToolButton>(u"kept"_s);
    auto *rows = find<QSpinBox>(u"keptRows"_s);
    auto *mebibytes = find<QSpinBox>(u"keptMebibytes"_s);
    const auto limits = [this] { return model()->store()->limits(); };
    kept->setFocus();
    QTest::keyClick(kept, Qt::Key_Space);
    QTRY_VERIFY(rows->hasFocus());
    QTest::keyClicks(rows, u"5000"_s); // Replaces the number.
    QCOMPARE(limits().rows, UiSettings().keptRows); // Typed halfway it does not hold.
    QTest::keyClick(rows, Qt::Key_Tab);
    QTRY_VERIFY(mebibytes->hasFocus());
    QCOMPARE(limits().rows, 5'000);
    QTest::keyClicks(mebibytes, u"64"_s);
    QTest::keyClick(mebibytes, Qt::Key_Return);
    QTRY_VERIFY(!rows->isVisible());
    QCOMPARE(limits().bytes, 64 * Mebibyte);

    QTest::keyClick(kept, Qt::Key_Space);
    QTRY_VERIFY(rows->hasFocus());
    QWidget *popUp = rows->window();
    const QImage drawn = popUp->grab().toImage();
    QVERIFY(drawn.pixelColor(0, popUp->height() / 2) != drawn.pixelColor(3, popUp->height() / 2));
    QTest::keyClicks(rows, u"500"_s); // Too few.
    QTest::keyClick(rows, Qt::Key_Tab);
    QTRY_VERIFY(mebibytes->hasFocus());
    QCOMPARE(limits().rows, MinKeptRows);
    rows->setValue(5'000);
    rows->setFocus();
    rows->selectAll();
    QTest::keyClicks(rows, u"1000"_s);
    QTest::keyClick(rows, Qt::Key_Escape);
    QTRY_VERIFY(!rows->isVisible());
    QCOMPARE(limits().rows, 5'000);
    QCOMPARE(rows->value(), 5'000);
}

void TrafficPageTest::oldClientIdsAreTold_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("type") << u"type == \"log\" && from.id exists"_s << false;
    QTest::newRow("sender") << u"from.id == \"8f1c\""_s << true;
    QTest::newRow("both ends") << u"type == \"log\" && !(to.id == \"a\" || from.id == \"b\")"_s
                               << true;
}

void TrafficPageTest::oldClientIdsAreTold()
{
    QFETCH(const QString, filter);
    QFETCH(const bool, isTold);
    UiSettings settings;
    settings.filter = filter;
    m_page->restore(settings);
    const auto *hint = find<QWidget>(u"filterOldIds"_s);
    QCOMPARE(hint->isVisible(), isTold);
    if (isTold) {
        find<QPushButton>(u"filterOldIdsClear"_s)->click();
        QVERIFY(model()->filter().isEmpty());
        QVERIFY(!hint->isVisible());
    }
    m_page->showFilter(u"from.id == \"8f1c\""_s);
    QVERIFY(hint->isVisible());
    m_names->add(*ProjectId::fromUtf8("p"), "8f1c", ClientType::Runtime);
    QTRY_VERIFY(!hint->isVisible());
    m_page->showFilter({});
    m_page->showFilter(u"from.id == \"8f1c\""_s);
    QVERIFY(!hint->isVisible());
    // A filter from the history or one of the saved ones, of another run.
    auto *field = find<FilterEdit>(u"filter"_s);
    field->setText(u"to.id == \"7e0b\""_s);
    QVERIFY(!hint->isVisible()); // Not while it is typed.
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(hint->isVisible());
}

QTEST_MAIN(TrafficPageTest)
#include "tst_trafficpage.moc"
