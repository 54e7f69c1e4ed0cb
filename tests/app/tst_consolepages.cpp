// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
// The pages that only look, and those of the server, on the broker itself, with real clients.
#include "tests/app/windowsession.h"

#include "tests/support/brokerprocess.h"
#include "tests/support/redisserver.h"
#include "ui/cluster/clustermodel.h"
#include "ui/conversations/conversationsmodel.h"
#include "ui/sequence/sequenceview.h"
#include "ui/server/logmodel.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/usage/figure.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString TrafficTable = u"trafficView"_s;
const QString ConversationTable = u"conversationTable"_s;
const QString LogTable = u"logTable"_s;
const QString BrokerTable = u"clusterTable"_s;

} // namespace

class ConsolePagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_session = std::make_unique<WindowSession>(); }
    void cleanup();
    void usageCountsMessages();
    void conversationsPairReplies();
    void sequenceDrawsTheMessages();
    void serverShowsEverySection();
    void limitHoldsAtOnce();
    void wrongValueChangesNothing();
    void logFollowsTheBroker();
    void clusterListsTheBrokers();
    void onlyTheWishedTrafficComes();

private:
    [[nodiscard]] WindowSession &session() { return *m_session; }
    /// Opens the session, with a runtime and an agent of the project `p`.
    void connectClients();
    /// Questions with their answers.
    void talk(int questions);
    [[nodiscard]] int rowOf(const QString &type)
    {
        return session().rowWith(TrafficTable, TrafficModel::Type, type);
    }
    void chooseSection(const QString &title);
    void writeLimit(const QString &text);

    std::unique_ptr<WindowSession> m_session;
    std::unique_ptr<TestClient> m_runtime;
    std::unique_ptr<TestClient> m_agent;
};

void ConsolePagesTest::cleanup()
{
    m_runtime.reset();
    m_agent.reset();
    m_session.reset();
}

void ConsolePagesTest::connectClients()
{
    QVERIFY(session().open());
    m_runtime = std::make_unique<TestClient>(session().url(), u"p"_s, u"runtime"_s);
    m_agent = std::make_unique<TestClient>(session().url(), u"p"_s, u"data-agent"_s);
    QTRY_VERIFY(m_runtime->isGreeted() && m_agent->isGreeted());
    QTRY_COMPARE(session().count(TrafficTable), 2); // The greetings.
}

void ConsolePagesTest::talk(int questions)
{
    for (int i = 0; i < questions; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray begin = R"({"id":")" + number;
        const QByteArray question = begin + R"(","type":"question","to":{"type":"data-agent"}})";
        m_runtime->send(question.constData());
        QTRY_COMPARE(m_agent->count(u"question"_s), i + 1);
        const QByteArray answer = begin + R"(","type":"answer","to":{"type":"runtime"}})";
        m_agent->send(answer.constData());
        QTRY_COMPARE(m_runtime->count(u"answer"_s), i + 1);
    }
    QTRY_COMPARE(session().count(TrafficTable), 2 + 2 * questions);
}

void ConsolePagesTest::chooseSection(const QString &title)
{
    session().go(WindowSession::Server);
    auto &list = session().widget<QListWidget>(u"serverSections"_s);
    const QList<QListWidgetItem *> found = list.findItems(title, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    QTRY_VERIFY(!found.first()->isHidden());
    QTest::mouseClick(list.viewport(), Qt::LeftButton, Qt::NoModifier,
        list.visualItemRect(found.first()).center());
    QCOMPARE(list.currentItem(), found.first());
}

void ConsolePagesTest::writeLimit(const QString &text)
{
    chooseSection(u"Limits"_s);
    session().write(session().widget<QLineEdit>(u"maxMessageSize"_s), text);
}

void ConsolePagesTest::usageCountsMessages()
{
    connectClients();
    talk(3);
    session().go(WindowSession::Usage);
    const auto &total = session().widget<Figure>(u"usageTotal"_s);
    QTRY_COMPARE_WITH_TIMEOUT(total.value(), u"6"_s, session().Patience);
    const auto &live = session().widget<Figure>(u"liveMessages"_s);
    QTRY_COMPARE_WITH_TIMEOUT(live.value(), u"6"_s, session().Patience);
}

void ConsolePagesTest::conversationsPairReplies()
{
    connectClients();
    session().go(WindowSession::Conversations);
    talk(5);
    QTRY_COMPARE_WITH_TIMEOUT(session().count(ConversationTable), 1, session().Patience);
    using Model = ConversationsModel;
    QCOMPARE(session().cell(ConversationTable, 0, Model::TypeColumn), u"question"_s);
    QCOMPARE(session().cell(ConversationTable, 0, Model::ProjectColumn), u"p"_s);
    QCOMPARE(session().cell(ConversationTable, 0, Model::AnswererColumn), u"data-agent 1"_s);
    QTRY_COMPARE(session().cell(ConversationTable, 0, Model::RepliesColumn), u"5"_s);
}

void ConsolePagesTest::sequenceDrawsTheMessages()
{
    connectClients();
    talk(1);
    session().window().findChild<QAction *>(u"showSequence"_s)->trigger();
    auto &view = session().widget<SequenceView>(u"sequenceView"_s);
    QTRY_VERIFY(view.isVisible());
    QTRY_COMPARE(view.laneWords().size(), 3); // With the broker's.
    session().click(u"copyMermaid"_s);
    const auto copied = [] { return QGuiApplication::clipboard()->text(); };
    QTRY_VERIFY2(copied().startsWith(u"sequenceDiagram"_s), qPrintable(copied()));
    QVERIFY2(
        copied().contains(u"question"_s) && copied().contains(u"answer"_s), qPrintable(copied()));
}

void ConsolePagesTest::serverShowsEverySection()
{
    connectClients();
    const auto &list = session().widget<QListWidget>(u"serverSections"_s);
    QCOMPARE(list.count(), 7);
    for (const auto &[title, widget] : { std::pair(u"Connect"_s, u"urlSection"_s),
             std::pair(u"Listening"_s, u"listeningSection"_s), std::pair(u"TLS"_s, u"tlsSection"_s),
             std::pair(u"Access"_s, u"keySection"_s), std::pair(u"Limits"_s, u"limitsSection"_s),
             std::pair(u"Database"_s, u"databaseSection"_s), std::pair(u"Log"_s, u"log"_s) }) {
        chooseSection(title);
        QVERIFY2(session().widget<QWidget>(widget).isVisible(), qPrintable(widget));
    }
    const BrokerConfig &config = session().broker.console().now().config;
    QCOMPARE(session().widget<QLineEdit>(u"port"_s).text(), QString::number(config.port));
    QVERIFY2(session().words(u"databaseLocation"_s).contains(u"broker.db"_s),
        qPrintable(session().words(u"databaseLocation"_s)));
    QCOMPARE(session().widget<QLineEdit>(u"maxMessageSize"_s).text(), u"1 MiB"_s);
}

void ConsolePagesTest::limitHoldsAtOnce()
{
    connectClients();
    const QByteArray large = R"({"type":"large","payload":")" + QByteArray(3000, 'x') + "\"}";
    m_runtime->send(large.constData());
    QTRY_COMPARE(m_agent->count(u"large"_s), 1);
    writeLimit(u"2 KiB"_s);
    session().click(u"apply"_s);
    QTRY_COMPARE(session().broker.console().now().config.maxMessageSize, 2048);
    m_runtime->send(large.constData());
    QTRY_VERIFY(m_runtime->isClosed());
    QCOMPARE(m_runtime->closeCode(), 1009);
    QVERIFY(!m_agent->isClosed());
}

void ConsolePagesTest::wrongValueChangesNothing()
{
    QVERIFY(session().open());
    const qint64 before = session().broker.console().now().config.maxMessageSize;
    writeLimit(u"a lot"_s);
    QTRY_VERIFY(!session().words(u"maxMessageSizeNote"_s).isEmpty());
    QVERIFY(!session().canClick(u"apply"_s));
    session().click(u"revert"_s);
    QCOMPARE(session().widget<QLineEdit>(u"maxMessageSize"_s).text(), u"1 MiB"_s);
    QCOMPARE(session().broker.console().now().config.maxMessageSize, before);
}

void ConsolePagesTest::logFollowsTheBroker()
{
    session().broker.tellLog();
    connectClients();
    m_runtime->socket.sendBinaryMessage(QByteArray((1 << 20) + 1, 'x'));
    QTRY_COMPARE(m_runtime->closeCode(), 1009);
    chooseSection(u"Log"_s);
    const auto line = [this] {
        for (int row = 0; row < session().count(LogTable); ++row) {
            const QString text = session().cell(LogTable, row, LogModel::TextColumn).toString();
            if (text.contains(QString::fromLatin1(m_runtime->id().text())))
                return text;
        }
        return QString();
    };
    QTRY_VERIFY2(line().contains(u"too big"_s), qPrintable(line()));
}

void ConsolePagesTest::clusterListsTheBrokers()
{
    RedisServer redis;
    QVERIFY2(redis.start(), qPrintable(redis.errorText()));
    QVERIFY(session().open(redis.url()));
    BrokerProcess other;
    QVERIFY(other.start(freePort(),
        { u"--cluster"_s, redis.url(), u"--cluster-namespace"_s, session().ClusterNamespace,
            u"--cluster-name"_s, u"the-other"_s }));
    TestClient here(session().url(), u"p"_s, u"runtime"_s);
    TestClient there(other.url(), u"p"_s, u"data-agent"_s);
    QTRY_VERIFY(here.isGreeted() && there.isGreeted());
    const auto showsCluster = [this] { // The window offers it when it knows of the cluster.
        session().go(WindowSession::Cluster);
        return session().widget<QWidget>(u"cluster"_s).isVisible();
    };
    QTRY_VERIFY_WITH_TIMEOUT(showsCluster(), session().Patience);
    QTRY_VERIFY_WITH_TIMEOUT(
        session().rowWith(BrokerTable, ClusterModel::NameColumn, u"the-other"_s) == 1,
        session().Patience);
    here.send(R"({"type":"hello","to":{"type":"data-agent"}})");
    QTRY_COMPARE_WITH_TIMEOUT(there.count(u"hello"_s), 1, session().Patience);
    QTRY_COMPARE_WITH_TIMEOUT(
        session().cell(BrokerTable, 1, ClusterModel::DeliveredColumn), u"1"_s, session().Patience);
    session().go(WindowSession::Clients);
    QTRY_COMPARE(session().count(u"clientTable"_s), 2);
    other.kill();
    session().go(WindowSession::Cluster);
    QTRY_COMPARE_WITH_TIMEOUT(session().count(BrokerTable), 1, 2 * session().Patience);
    redis.kill();
    QTRY_VERIFY_WITH_TIMEOUT(
        session().words(u"clusterState"_s).contains(u"cannot be reached"_s), session().Patience);
}

// A broker inside reports everything; one elsewhere sends what the window wishes.
void ConsolePagesTest::onlyTheWishedTrafficComes()
{
    connectClients();
    auto &wish = session().widget<QToolButton>(u"wish"_s);
    QCOMPARE(wish.isVisible(), SessionBroker::IsElsewhere);
    if (!wish.isVisible())
        return;
    session().click(u"wish"_s);
    session().write(session().widget<QLineEdit>(u"wishFilter"_s), u"delivery == \"dropped\""_s);
    QVERIFY(!session().canClick(u"wishApply"_s)); // The broker cannot know it yet.
    session().write(session().widget<QLineEdit>(u"wishFilter"_s), u"type == \"wanted\""_s);
    session().click(u"wishApply"_s);
    QTRY_COMPARE(wish.text(), u"Only type == \"wanted\""_s);
    const auto sendWanted = [this] {
        m_runtime->send(R"({"type":"wanted"})");
        return QTest::qWaitFor([this] { return rowOf(u"wanted"_s) >= 0; }, 1000);
    };
    QTRY_VERIFY_WITH_TIMEOUT(sendWanted(), session().Patience); // The broker knows the wish.
    const int rows = session().count(TrafficTable);
    m_runtime->send(R"({"type":"other"})");
    m_runtime->send(R"({"type":"wanted"})");
    QTRY_VERIFY(session().count(TrafficTable) > rows);
    QTRY_COMPARE(m_agent->count(u"other"_s), 1);
    QCOMPARE(rowOf(u"other"_s), -1);

    QTRY_COMPARE(session().count(u"projects"_s), 2);
    session().clickRow(u"projects"_s, 1);
    session().click(u"wish"_s);
    session().click(u"wishTake"_s);
    auto &filter = session().widget<QLineEdit>(u"wishFilter"_s);
    QCOMPARE(filter.text(), u"project == \"p\""_s);
    filter.selectAll();
    QTest::keyClick(&filter, Qt::Key_Delete);
    session().widget<QSpinBox>(u"wishMebibytes"_s).setValue(1);
    session().click(u"wishApply"_s);
    QTRY_COMPARE(wish.text(), u"All traffic, up to 1 MiB/s"_s);
}

QTEST_MAIN(ConsolePagesTest)
#include "tst_consolepages.moc"
