// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/eventspy.h"
#include "tests/support/testclient.h"

#include "server/loopback/demoscript.h"
#include "server/loopback/demotraffic.h"

#include <set>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

class DemoTrafficTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scriptIsTheSameForASeed();
    void scriptHasEverything();
    void agentAnswers();
    void clientsSeeAllKinds();
    void aClosedClientComesAgain();
    void startsAndStops();
    void endsWithTheBroker();
    void endsWhereItIsRefused();
};

void DemoTrafficTest::scriptIsTheSameForASeed()
{
    DemoScript one(7);
    DemoScript same(7);
    DemoScript other(8);
    int different = 0;
    for (int i = 0; i < 100; ++i) {
        const DemoLine line = one.next(i);
        QCOMPARE(same.next(i).message, line.message);
        different += other.next(i).message != line.message;
    }
    QVERIFY(different > 50);
}

void DemoTrafficTest::scriptHasEverything()
{
    DemoScript script(1);
    constexpr int Lines = 3'000;
    std::chrono::milliseconds time {};
    std::set<QByteArray> kinds;
    int answers = 0;
    qsizetype shortest = 1'000'000;
    qsizetype longest = 0;
    for (int i = 0; i < Lines; ++i) {
        const DemoLine line = script.next(i);
        time += line.after;
        const QJsonObject message = QJsonDocument::fromJson(line.message).object();
        const QString type = message[u"type"_s].toString();
        const bool isMisaddressed = message[u"to"_s].isString();
        const bool isLost = message[u"to"_s][u"id"_s].isString();
        kinds.insert(message.isEmpty() ? "not JSON"
                : isMisaddressed       ? "misaddressed"
                : isLost               ? "to nobody"
                                       : type.toLatin1());
        if (!isLost && !isMisaddressed && (type == u"graphql_query"_s || type == u"get_docs"_s)) {
            const auto answer = script.hear(ClientType::DataAgent, line.message);
            QVERIFY(answer);
            ++answers;
            QVERIFY(!QJsonDocument::fromJson(answer->message).object().isEmpty());
            shortest = std::min(shortest, answer->message.size());
            longest = std::max(longest, answer->message.size());
        }
    }
    QCOMPARE(kinds,
        (std::set<QByteArray> { "PING", "announcement", "clear_cache", "get_docs", "graphql_query",
            "log", "misaddressed", "not JSON", "to nobody" }));
    const double perSecond = 1000.0 * (Lines + answers) / static_cast<double>(time.count());
    QVERIFY2(perSecond > 4 && perSecond < 8, qPrintable(QString::number(perSecond)));
    QVERIFY2(shortest < 600, qPrintable(QString::number(shortest)));
    QVERIFY2(longest > 12'000 && longest < 40'000, qPrintable(QString::number(longest)));
}

void DemoTrafficTest::agentAnswers()
{
    DemoScript script(1);
    QVERIFY(!script.hear(
        ClientType::DataAgent, "{\"type\":\"connected\",\"payload\":{\"clientId\":\"agent-1\"}}"));
    const QByteArray query
        = "{\"id\":\"q-1\",\"type\":\"graphql_query\",\"from\":{\"id\":\"runtime-1\"}}";
    QVERIFY(!script.hear(ClientType::Admin, query)); // A mirrored one.
    const auto answer = script.hear(ClientType::DataAgent, query);
    QVERIFY(answer);
    QCOMPARE(answer->sender, ClientType::DataAgent);
    const QJsonObject message = QJsonDocument::fromJson(answer->message).object();
    QCOMPARE(message[u"type"_s].toString(), u"query_response"_s);
    QCOMPARE(message[u"to"_s][u"id"_s].toString(), u"runtime-1"_s);
    QCOMPARE(message[u"payload"_s][u"inReplyTo"_s].toString(), u"q-1"_s);
    bool addressesTheAgent = false;
    for (int i = 0; i < 100; ++i)
        addressesTheAgent |= script.next(i).message.contains("\"id\":\"agent-1\"");
    QVERIFY(addressesTheAgent);
    QVERIFY(!script.hear(ClientType::DataAgent, "no JSON"));
    QVERIFY(!script.hear(ClientType::DataAgent, "{\"type\":\"docs\"}"));
}

void DemoTrafficTest::clientsSeeAllKinds()
{
    std::set<TrafficKind> kinds; // They outlive the broker, which reports traffic to its end.
    int toNobody = 0;
    TestBroker test;
    QVERIFY(test.start());
    TestClient admin(test.url(), u"demo"_s, u"admin"_s);
    TestClient runtime(test.url(), u"demo"_s, u"runtime"_s);
    QTRY_VERIFY(admin.isGreeted() && runtime.isGreeted());
    test.broker.on<TrafficArrived>(this, [&](const TrafficArrived &event) {
        for (const TrafficRecord &record : event.batch->records) {
            kinds.insert(record.kind);
            toNobody += record.kind == TrafficKind::ToClient && record.addressed == 0;
        }
    });
    test.broker.attachObserver(this);
    DemoTraffic demo(3, 50);
    demo.start({ test.broker.now().urls, {} });
    QVERIFY(demo.isRunning());
    for (const char *type :
        { "get_docs", "docs", "graphql_query", "query_response", "log", "clear_cache" })
        QTRY_VERIFY_WITH_TIMEOUT(admin.count(QString::fromLatin1(type)) > 0, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(runtime.count(u"announcement"_s) > 0, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(toNobody > 0, 20'000);
    for (const TrafficKind kind : { TrafficKind::ToClient, TrafficKind::ToType,
             TrafficKind::Broadcast, TrafficKind::Ping, TrafficKind::Rejected, TrafficKind::Error })
        QTRY_VERIFY_WITH_TIMEOUT(kinds.contains(kind), 20'000);
    const ProjectInfo project = resultOf(test.broker.ask(ListProjects()))->constFirst();
    QCOMPARE(project.clients.size(), 5);
    QCOMPARE(std::count_if(project.clients.begin(), project.clients.end(),
                 [](const ClientInfo &client) { return client.isConsole; }),
        0);
    demo.stop();
    QTRY_COMPARE(resultOf(test.broker.ask(ListProjects()))->constFirst().clients.size(), 2);
}

void DemoTrafficTest::aClosedClientComesAgain()
{
    TestBroker test;
    QVERIFY(test.start());
    test.broker.ask(SetDemoRunning { true });
    QTRY_VERIFY(!resultOf(test.broker.ask(ListProjects()))->isEmpty()
        && resultOf(test.broker.ask(ListProjects()))->constFirst().clients.size() == 3);
    const ClientId id
        = resultOf(test.broker.ask(ListProjects()))->constFirst().clients.constFirst().id;
    test.broker.ask(DisconnectClient { projectId("demo"), id });
    QTRY_COMPARE(resultOf(test.broker.ask(ListProjects()))->constFirst().clients.size(), 2);
    QTRY_COMPARE(resultOf(test.broker.ask(ListProjects()))->constFirst().clients.size(), 3);
    QVERIFY(test.broker.now().isDemoRunning);
}

void DemoTrafficTest::startsAndStops()
{
    TestBroker test;
    EventSpy<DemoChanged> changed(test.broker);
    test.broker.ask(SetDemoRunning { true }); // The broker does not run.
    QVERIFY(!test.broker.now().isDemoRunning);
    QVERIFY(test.start());
    test.broker.ask(SetDemoRunning { true });
    test.broker.ask(SetDemoRunning { true });
    QVERIFY(test.broker.now().isDemoRunning);
    QCOMPARE(changed.size(), 1);
    test.broker.ask(SetDemoRunning { false });
    QVERIFY(!test.broker.now().isDemoRunning);
    QCOMPARE(changed.size(), 2);
    test.broker.ask(SetDemoRunning { true });
    QTRY_VERIFY(resultOf(test.broker.ask(ShowUsage { projectId("demo") }))->total > 1);
}

void DemoTrafficTest::endsWithTheBroker()
{
    TestBroker test;
    QVERIFY(test.start());
    test.broker.ask(SetDemoRunning { true });
    test.broker.stop();
    QVERIFY(!test.broker.now().isDemoRunning);
    QTRY_COMPARE(test.broker.now().state, State::Stopped);
}

void DemoTrafficTest::endsWhereItIsRefused()
{
    TestBroker test;
    QVERIFY(test.start());
    QVERIFY(resultOf(test.broker.ask(SetKeyRequired { projectId("demo"), true })).ok());
    test.broker.ask(SetDemoRunning { true });
    QTRY_VERIFY(!test.broker.now().isDemoRunning);
}

QTEST_GUILESS_MAIN(DemoTrafficTest)
#include "tst_demotraffic.moc"
