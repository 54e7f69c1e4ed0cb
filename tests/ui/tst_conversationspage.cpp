// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/conversationspage.h"

#include "inspect/filter/filter.h"
#include "tests/inspect/talk.h"
#include "tests/support/fakebroker.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/conversations/replychart.h"
#include "ui/conversations/ruleerrortext.h"

#include <QtCore/QElapsedTimer>
#include <QtGui/QAction>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Model = ConversationsModel;

class ConversationsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void listsByTypeAndClient();
    void sortsByEveryColumn_data();
    void sortsByEveryColumn();
    void columnsFillTheWidth();
    void keepsTheChosenLine();
    void showsOneProject();
    void drawsTheChosenLine();
    void leadsToTheMessages_data();
    void leadsToTheMessages();
    void takesARule();
    void saysWhatIsWrongWithARule_data();
    void saysWhatIsWrongWithARule();
    void tellsTheDetectedRule();
    void remembersTheRule();
    void helpsWhileItIsEmpty();
    void usesNothingWhileItIsHidden();
    void costsLittleWhileMuchArrives();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    [[nodiscard]] QTableView *table() const { return find<QTableView>(u"conversationTable"_s); }
    [[nodiscard]] int rows() const { return table()->model()->rowCount(); }
    [[nodiscard]] QString text(int row, Model::Column column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    /// Row of the line with that type and answering side; -1: none.
    [[nodiscard]] int rowOf(const QString &type, const QString &answerer) const
    {
        for (int row = 0; row < rows(); ++row) {
            if (text(row, Model::TypeColumn) == type
                && text(row, Model::AnswererColumn) == answerer)
                return row;
        }
        return -1;
    }
    [[nodiscard]] QString emptyTitle() const
    {
        auto *empty = find<QWidget>(u"conversationsEmpty"_s);
        if (!empty->isVisible())
            return {};
        QString all;
        for (const QLabel *label : empty->findChildren<QLabel *>())
            all += label->text() + u' ';
        return all;
    }
    /// A request to all data agents and the reply of one of them.
    void exchange(const char *agent, const QByteArray &type, qint64 replyMs, bool isError = false,
        const char *project = "demo")
    {
        const QByteArray number = QByteArray::number(++m_number);
        const QByteArray payload = R"({"requestId":)" + number + '}';
        const qint64 now = 1000 * m_number;
        m_talk->say({ "r1", "data-agent", now, type, payload, {}, project });
        const QByteArray answer = isError ? R"({"error":"no","requestId":)" + number + '}'
                                          : payload;
        m_talk->say({ agent, "r1", now + replyMs, type + "_answer", answer, {}, project });
    }
    /// Some of everything: see listsByTypeAndClient().
    void talkOfEverything()
    {
        for (int i = 0; i < 20; ++i)
            exchange("d1", "query", 10 + i);
        for (int i = 0; i < 10; ++i)
            exchange("d2", "query", 1'200, i < 3);
        exchange("d1", "order", 5, false, "shop");
        m_talk->say({ "r1", "data-agent", 0, "query", R"({"requestId":"lost"})" });
    }
    [[nodiscard]] bool isMatch(const Filter &filter, quint64 sequence) const
    {
        const ConversationFacts facts = m_watch->facts(sequence);
        TrafficRow row = m_talk->store().at(sequence);
        row.conversation = &facts;
        return filter.matches(row);
    }
    void show()
    {
        m_page->show();
        QTRY_COMPARE(m_watch->pending(), 0U);
        m_watch->advance(1'738'060'200'000 + 100'000'000);
    }

    std::unique_ptr<Talk> m_talk;
    std::unique_ptr<FakeBroker> m_broker;
    std::unique_ptr<ConversationWatch> m_watch;
    std::unique_ptr<ConversationsPage> m_page;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    int m_number = 0;
};

void ConversationsPageTest::init()
{
    m_number = 0;
    m_talk = std::make_unique<Talk>();
    m_broker = std::make_unique<FakeBroker>();
    m_broker->start({});
    m_watch = std::make_unique<ConversationWatch>();
    m_watch->setStore(&m_talk->store(), ConversationWatch::Source::Live);
    m_page = std::make_unique<ConversationsPage>(*m_broker, *m_watch);
    m_page->resize(1000, 650);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void ConversationsPageTest::cleanup()
{
    m_tester.reset();
    m_page.reset();
    m_watch.reset();
    m_broker.reset();
    m_talk.reset();
}

void ConversationsPageTest::listsByTypeAndClient()
{
    talkOfEverything();
    show();
    QTRY_COMPARE(rows(), 4);
    const int quick = rowOf(u"query"_s, u"data-agent d100\u2026"_s);
    const int slow = rowOf(u"query"_s, u"data-agent d200\u2026"_s);
    const int order = rowOf(u"order"_s, u"data-agent d100\u2026"_s);
    QVERIFY(quick >= 0 && slow >= 0 && order >= 0);
    QCOMPARE(text(quick, Model::ProjectColumn), u"demo"_s);
    QCOMPARE(text(quick, Model::RepliesColumn), u"20"_s);
    QCOMPARE(text(quick, Model::P50Column), u"19 ms"_s);
    QCOMPARE(text(quick, Model::P95Column), u"28 ms"_s);
    QCOMPARE(text(quick, Model::P99Column), u"29 ms"_s);
    QCOMPARE(text(quick, Model::ErrorsColumn), u"0"_s);
    QCOMPARE(text(slow, Model::RepliesColumn), u"10"_s);
    QCOMPARE(text(slow, Model::ErrorsColumn), u"3"_s);
    QVERIFY(text(slow, Model::P50Column).endsWith(u" s"_s));
    QCOMPARE(text(order, Model::ProjectColumn), u"shop"_s);
    QTRY_VERIFY(rowOf(u"query"_s, u"any data-agent"_s) >= 0);
    const int lost = rowOf(u"query"_s, u"any data-agent"_s);
    QCOMPARE(text(lost, Model::UnansweredColumn), u"1"_s);
    QCOMPARE(text(lost, Model::P95Column), u"\u2013"_s);
    exchange("d1", "query", 10); // Live
    QTRY_COMPARE(
        text(rowOf(u"query"_s, u"data-agent d100\u2026"_s), Model::RepliesColumn), u"21"_s);
}

void ConversationsPageTest::sortsByEveryColumn_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("first"); // In descending order.
    QTest::newRow("project") << int(Model::ProjectColumn) << u"shop"_s;
    QTest::newRow("type") << int(Model::TypeColumn) << u"query"_s;
    QTest::newRow("answerer") << int(Model::AnswererColumn) << u"data-agent d200\u2026"_s;
    QTest::newRow("replies") << int(Model::RepliesColumn) << u"20"_s;
    QTest::newRow("errors") << int(Model::ErrorsColumn) << u"3"_s;
    QTest::newRow("unanswered") << int(Model::UnansweredColumn) << u"1"_s;
}

void ConversationsPageTest::sortsByEveryColumn()
{
    QFETCH(int, column);
    talkOfEverything();
    show();
    QTRY_COMPARE(rows(), 4);
    table()->sortByColumn(column, Qt::DescendingOrder);
    QTEST(text(0, static_cast<Model::Column>(column)), "first");
    table()->sortByColumn(column, Qt::AscendingOrder);
    QVERIFY(
        text(0, static_cast<Model::Column>(column)) != text(3, static_cast<Model::Column>(column)));
}

void ConversationsPageTest::columnsFillTheWidth()
{
    talkOfEverything();
    show();
    QTRY_COMPARE(rows(), 4);
    const QHeaderView *header = table()->horizontalHeader();
    m_page->resize(1600, 800);
    QTRY_COMPARE(header->length(), table()->viewport()->width());
    const int wide = header->sectionSize(Model::TypeColumn);
    QVERIFY(!table()->isColumnHidden(Model::P99Column));
    m_page->resize(640, 500); // As beside the composer: less important columns step back.
    QTRY_COMPARE(header->length(), table()->viewport()->width());
    QVERIFY(header->sectionSize(Model::TypeColumn) < wide);
    QVERIFY(table()->isColumnHidden(Model::P99Column));
    for (const int column :
        { Model::TypeColumn, Model::AnswererColumn, Model::P95Column, Model::UnansweredColumn })
        QVERIFY(header->sectionSize(column) >= 60);
}

void ConversationsPageTest::keepsTheChosenLine()
{
    talkOfEverything();
    show();
    QTRY_COMPARE(rows(), 4);
    QCOMPARE(table()->currentIndex().row(), 0); // The slowest, until the user chooses another one.
    const int quick = rowOf(u"query"_s, u"data-agent d100\u2026"_s);
    QVERIFY(quick > 0);
    table()->selectRow(quick);
    for (int i = 0; i < 5; ++i)
        exchange("d1", "query", 60'000); // Now it is the slowest, and moves.
    QTRY_COMPARE(rowOf(u"query"_s, u"data-agent d100\u2026"_s), 0);
    QCOMPARE(table()->currentIndex().row(), 0);
}

void ConversationsPageTest::showsOneProject()
{
    talkOfEverything();
    show();
    QTRY_COMPARE(rows(), 4);
    m_page->setScope(*ProjectId::fromUtf8("shop"));
    QCOMPARE(rows(), 1);
    QCOMPARE(text(0, Model::TypeColumn), u"order"_s);
    QVERIFY(table()->isColumnHidden(Model::ProjectColumn));
    m_page->setScope(*ProjectId::fromUtf8("other"));
    QVERIFY(emptyTitle().contains(u"other"_s));
    m_page->setScope({});
    QCOMPARE(rows(), 4);
}

void ConversationsPageTest::drawsTheChosenLine()
{
    talkOfEverything();
    m_watch->setStore(&m_talk->store(), ConversationWatch::Source::File); // Ends with its last.
    show();
    QTRY_COMPARE(rows(), 4);
    auto *chart = find<ReplyChart>(u"replyChart"_s);
    table()->selectRow(rowOf(u"query"_s, u"data-agent d200\u2026"_s));
    QCOMPARE(chart->message(), QString());
    QVERIFY(find<QLabel>(u"replyChartTitle"_s)->text().contains(u"d200"_s));
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_End);
    QVERIFY2(chart->accessibleDescription().contains(u"1 repl"_s),
        qPrintable(chart->accessibleDescription()));
    QVERIFY(chart->accessibleDescription().contains(u" s,"_s)); // 1.2 s
    QTest::keyClick(chart, Qt::Key_Home);
    QVERIFY(chart->accessibleDescription().contains(u"no replies"_s));
    table()->selectRow(rowOf(u"query"_s, u"any data-agent"_s));
    QVERIFY(!chart->message().isEmpty());
}

void ConversationsPageTest::leadsToTheMessages_data()
{
    QTest::addColumn<QString>("answerer");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("messages"); // Requests and replies.
    const QString slow = u"data-agent d200\u2026"_s;
    const QString quick = u"data-agent d100\u2026"_s;
    QTest::newRow("slow client") << slow << int(Model::TypeColumn) << 20;
    QTest::newRow("its errors") << slow << int(Model::ErrorsColumn) << 6;
    QTest::newRow("nothing unanswered") << slow << int(Model::UnansweredColumn) << 20;
    QTest::newRow("quick client") << quick << int(Model::TypeColumn) << 40;
    QTest::newRow("no errors") << quick << int(Model::ErrorsColumn) << 40;
    QTest::newRow("anybody") << u"any data-agent"_s << int(Model::UnansweredColumn) << 1;
}

void ConversationsPageTest::leadsToTheMessages()
{
    QFETCH(QString, answerer);
    QFETCH(int, column);
    talkOfEverything();
    show();
    QTRY_COMPARE(rows(), 4);
    QSignalSpy filters(m_page.get(), &Page::filterRequested);
    table()->selectRow(rowOf(u"query"_s, answerer));
    table()->setCurrentIndex(table()->currentIndex().siblingAtColumn(column));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_COMPARE(filters.size(), 1);
    const auto parsed = Filter::parse(filters[0][0].toString());
    const Filter &filter = std::get<Filter>(parsed);
    int found = 0;
    for (quint64 at = 0; at < m_talk->end(); ++at)
        found += isMatch(filter, at) ? 1 : 0;
    QTEST(found, "messages");
    find<QAction>(u"showConversationMessages"_s)->trigger();
    QCOMPARE(filters.size(), 2);
}

void ConversationsPageTest::takesARule()
{
    talkOfEverything();
    show();
    QTRY_COMPARE(rows(), 4);
    auto *rule = find<QLineEdit>(u"conversationRule"_s);
    rule->setText(u"payload.jobId"_s);
    QCOMPARE(rows(), 4); // Not while it is typed.
    QTest::keyClick(rule, Qt::Key_Return);
    QCOMPARE(m_watch->rule().text(), u"payload.jobId"_s);
    QTRY_VERIFY(emptyTitle().contains(u"No request"_s));
    QVERIFY(emptyTitle().contains(u"payload."_s));
    rule->clear();
    QTest::keyClick(rule, Qt::Key_Return);
    QCOMPARE(rule->text(), u"auto"_s);
    QTRY_VERIFY(rows() >= 3);
}

void ConversationsPageTest::saysWhatIsWrongWithARule_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << u"id,"_s << u"A path must stand here"_s;
    QTest::newRow("no path") << u"payload..a"_s << u"payload..a is not a path"_s;
    QTest::newRow("twice") << u"id, id"_s << u"id is there already"_s;
    QTest::newRow("auto with others") << u"auto, id"_s << u"stands alone"_s;
    QTest::newRow("next in front") << u"next, id"_s << u"comes last"_s;
    QTest::newRow("too many") << u"a,b,c,d,e,f,g,h,i"_s << u"may have 8"_s;
}

void ConversationsPageTest::saysWhatIsWrongWithARule()
{
    QFETCH(QString, rule);
    QFETCH(QString, words);
    const auto parsed = ConversationRule::parse(rule);
    const QString text = ruleErrorText(std::get<ConversationRuleError>(parsed));
    QVERIFY2(text.contains(words), qPrintable(text));
    show();
    auto *edit = find<QLineEdit>(u"conversationRule"_s);
    auto *error = find<QWidget>(u"ruleError"_s);
    QVERIFY(!error->isVisible());
    edit->setText(rule);
    QVERIFY(error->isVisible());
    QCOMPARE(error->toolTip(), text);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(m_watch->rule().text(), u"auto"_s); // The rule in force stays.
    edit->setText(u"id"_s);
    QVERIFY(!error->isVisible());
}

void ConversationsPageTest::tellsTheDetectedRule()
{
    talkOfEverything();
    show();
    const auto *detected = find<QWidget>(u"detectedRule"_s);
    QTRY_VERIFY(detected->toolTip().contains(u"demo: payload.requestId"_s));
    QVERIFY(detected->toolTip().contains(u"shop: payload.requestId"_s));
    m_watch->setRule(std::get<ConversationRule>(ConversationRule::parse(u"next"_s)));
    QTRY_VERIFY(detected->toolTip().isEmpty());
}

void ConversationsPageTest::remembersTheRule()
{
    UiSettings settings;
    m_page->save(settings);
    QCOMPARE(settings.conversationRule, u"auto"_s);
    settings.conversationRule = u"payload.a, next"_s;
    m_page->restore(settings);
    QCOMPARE(m_watch->rule().text(), u"payload.a, next"_s);
    UiSettings saved;
    m_page->save(saved);
    QCOMPARE(saved.conversationRule, u"payload.a, next"_s);
    settings.conversationRule = u"next, a"_s; // As a hand has edited the file.
    m_page->restore(settings);
    QCOMPARE(m_watch->rule().text(), u"payload.a, next"_s);
}

void ConversationsPageTest::helpsWhileItIsEmpty()
{
    show();
    QVERIFY(emptyTitle().contains(u"No message has arrived yet"_s));
    auto *demo = find<QPushButton>(u"conversationsDemo"_s);
    QVERIFY(demo->isVisible());
    demo->click();
    QVERIFY(m_broker->demoRunning);
    QTRY_VERIFY(!demo->isVisible());
    m_broker->stop();
    QVERIFY(emptyTitle().contains(u"The broker is not running"_s));
    m_talk->say({ "r1", "", 0, "log" });
    QTRY_VERIFY(emptyTitle().contains(u"No request and no reply was found"_s));
    exchange("d1", "query", 1);
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(emptyTitle(), QString());
}

void ConversationsPageTest::usesNothingWhileItIsHidden()
{
    QVERIFY(!m_watch->isUsed());
    show();
    QVERIFY(m_watch->isUsed());
    m_page->hide();
    QVERIFY(!m_watch->isUsed());
    m_page->show();
    m_page.reset();
    QVERIFY(!m_watch->isUsed());
}

void ConversationsPageTest::costsLittleWhileMuchArrives()
{
    constexpr int Turns = 60; // Two seconds at 20,000 a second.
    constexpr int PerTurn = 666;
    m_talk->store().setLimits({ 100'000, 256 * 1024 * 1024 });
    show();
    qint64 longest = 0;
    QElapsedTimer second;
    second.start();
    quint64 number = 0;
    for (int turn = 0; turn < Turns; ++turn) {
        BatchMaker maker;
        for (int i = 0; i < PerTurn / 2; ++i, ++number) {
            const QByteArray payload = R"({"requestId":)" + QByteArray::number(number) + '}';
            const QByteArray type = "query" + QByteArray::number(number % 40);
            const QByteArray agent = "d" + QByteArray::number(number % 10);
            const qint64 now = static_cast<qint64>(number) / 10;
            maker.add(messageOf({ "r1", "data-agent", now, type, payload }, 2 * number + 1));
            maker.add(
                messageOf({ agent.constData(), "r1", now + 3, "answer", payload }, 2 * number + 2));
        }
        const TrafficBatchPointer batch = maker.batch();
        QElapsedTimer clock;
        clock.start();
        m_talk->store().append(*batch);
        if (second.elapsed() > 1000 / 4) {
            m_watch->advance(1'738'060'200'000 + static_cast<qint64>(number) / 10);
            second.restart();
        }
        QCoreApplication::processEvents();
        m_page->grab();
        longest = std::max(longest, clock.elapsed());
    }
    QTRY_COMPARE(m_watch->pending(), 0U);
    QTRY_COMPARE(rows(), 40); // Each type is answered by one of the agents.
    qInfo("longest turn: %lld ms", static_cast<long long>(longest));
    QVERIFY(longest < 500); // The bound for a debug build.
}

QTEST_MAIN(ConversationsPageTest)
#include "tst_conversationspage.moc"
