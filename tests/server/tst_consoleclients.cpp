// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/eventspy.h"
#include "tests/support/testclient.h"

#include "server/base/tuning.h"
#include "server/loopback/loopbackclient.h"

#include <QtTest/QSignalSpy>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

class ConsoleClientsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_test.reset(); }
    void entersWhereAKeyIsRequired();
    void receivesMirrors();
    void sendsByteForByte();
    void sendConnectsFirst();
    void sendsAreBounded();
    void disconnectIsQuiet();
    void disconnectedByAnOperatorIsReported();
    void goesWithTheBroker();
    void refusedForWantOfRoom();
    void atMostSoMany();
    void wrongSecretIsRefused();
    void staysWhenThePortChanges();
    void answersWhileStopped();
    void namesAreEncoded();
    void loopbackUrls_data();
    void loopbackUrls();

private:
    [[nodiscard]] Broker &broker() { return m_test->broker; }
    void connectTo(const ProjectId &project);

    std::unique_ptr<TestBroker> m_test;
};

void ConsoleClientsTest::init()
{
    m_test = std::make_unique<TestBroker>();
    QVERIFY(m_test->start());
}

void ConsoleClientsTest::connectTo(const ProjectId &project)
{
    broker().ask(ConnectConsoleClient { project });
    QTRY_COMPARE(broker().now().consoleClients.value(project), ConsoleClientState::Connected);
}

void ConsoleClientsTest::entersWhereAKeyIsRequired()
{
    QVERIFY(resultOf(broker().ask(SetKeyRequired { projectId("p"), true })).ok());
    EventSpy<ConsoleClientChanged> changed(broker());
    QCOMPARE(broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Disconnected);
    broker().ask(ConnectConsoleClient { projectId("p") });
    QCOMPARE(broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Connecting);
    broker().ask(ConnectConsoleClient { projectId("p") }); // Connecting already.
    QTRY_COMPARE(
        broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Connected);
    QCOMPARE(changed.size(), 2);
    const ProjectInfo project = resultOf(broker().ask(ListProjects()))->constFirst();
    QCOMPARE(project.clients.size(), 1);
    QVERIFY(project.clients.constFirst().isConsole);
    QCOMPARE(project.clients.constFirst().type, ClientType::Admin);
    QCOMPARE(project.clients.constFirst().userAgent, u"Broadcaster console"_s);

    TestClient other(m_test->url(), u"q"_s, u"admin"_s);
    QTRY_VERIFY(other.isGreeted());
    const auto projects = resultOf(broker().ask(ListProjects()));
    for (const ProjectInfo &info : *projects) {
        if (info.id == projectId("q"))
            QVERIFY(!info.clients.constFirst().isConsole);
    }
}

void ConsoleClientsTest::receivesMirrors()
{
    EventSpy<ConsoleClientReceived> received(broker());
    connectTo(projectId("p"));
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QTRY_COMPARE(received.size(), 1);
    QVERIFY(received.constFirst().message.contains("\"connected\""));
    // Spaces, numbers, escapes, U+FEFF and U+FFFF within: as they were sent.
    client.send("{ \"to\": {\"type\":\"data-agent\"},\"n\":12345678901234567890.10, "
                "\"t\":\"\\u00e9\xef\xbb\xbf\xef\xbf\xbf\xf0\x9f\x98\x80\" }");
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(received.constLast().project, projectId("p"));
    const auto message = received.constLast().message;
    QVERIFY(message.endsWith(" \"to\": {\"type\":\"data-agent\"},\"n\":12345678901234567890.10, "
                             "\"t\":\"\\u00e9\xef\xbb\xbf\xef\xbf\xbf\xf0\x9f\x98\x80\" }"));
    QVERIFY(message.contains(client.id().text()));
}

void ConsoleClientsTest::sendsByteForByte()
{
    connectTo(projectId("p"));
    EventSpy<ConsoleClientReceived> texts(broker());
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QSignalSpy frames(&client.socket, &QWebSocket::textMessageReceived);
    QVERIFY(resultOf(broker().ask(SendFromConsoleClient { projectId("p"),
                         "{\"type\":\"hi\", \"n\":1.10,\"t\":\"\xef\xbb\xbf\xf0\x9f\x98\x80\"}" }))
                .ok());
    QTRY_COMPARE(frames.size(), 1);
    QVERIFY(frames.constFirst().constFirst().toString().toUtf8().endsWith(
        "\"type\":\"hi\", \"n\":1.10,\"t\":\"\xef\xbb\xbf\xf0\x9f\x98\x80\"}"));
    QCOMPARE(client.messages.constLast()[u"from"_s][u"type"_s].toString(), u"admin"_s);
    // A text that is not an envelope gets the same answer as from any client.
    QVERIFY(
        resultOf(broker().ask(SendFromConsoleClient { projectId("p"), "\xef\xbb\xbf{}" })).ok());
    QTRY_VERIFY(
        !texts.isEmpty() && texts.constLast().message.contains("Invalid JSON message format"));
}

void ConsoleClientsTest::sendConnectsFirst()
{
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QList<QFuture<Result<Done>>> futures;
    for (const char *text : { "{\"n\":1,\"type\":\"x\"}", "{\"n\":2,\"type\":\"x\"}" })
        futures.append(broker().ask(SendFromConsoleClient { projectId("p"), text }));
    QCOMPARE(broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Connecting);
    QVERIFY(!futures.constFirst().isFinished());
    for (const auto &future : futures)
        QVERIFY(resultOf(future).ok());
    QTRY_COMPARE(client.count(u"x"_s), 2);
    QCOMPARE(client.messages.constLast()[u"n"_s].toInt(), 2);
}

void ConsoleClientsTest::sendsAreBounded()
{
    const QByteArray large(limits::MaxConsoleClientBytes / 2, ' ');
    const auto first = broker().ask(SendFromConsoleClient { projectId("p"), large });
    const auto second = broker().ask(SendFromConsoleClient { projectId("p"), large });
    const auto third = broker().ask(SendFromConsoleClient { projectId("p"), large });
    QCOMPARE(resultOf(third).error().code, ErrorCode::QueueFull);
    broker().ask(DisconnectConsoleClient { projectId("p") });
    QVERIFY(!resultOf(first));
    QVERIFY(!resultOf(second));
}

void ConsoleClientsTest::disconnectIsQuiet()
{
    connectTo(projectId("p"));
    EventSpy<ConsoleClientFailed> failed(broker());
    EventSpy<ConsoleClientChanged> changed(broker());
    broker().ask(DisconnectConsoleClient { projectId("p") });
    QCOMPARE(broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Disconnected);
    QCOMPARE(changed.size(), 1);
    QTRY_VERIFY(resultOf(broker().ask(ListProjects()))->constFirst().clients.isEmpty());
    broker().ask(DisconnectConsoleClient { projectId("p") });
    connectTo(projectId("p")); // Again.
    QCOMPARE(failed.size(), 0);
}

void ConsoleClientsTest::disconnectedByAnOperatorIsReported()
{
    connectTo(projectId("p"));
    EventSpy<ConsoleClientFailed> failed(broker());
    const ProjectInfo project = resultOf(broker().ask(ListProjects()))->constFirst();
    broker().ask(DisconnectClient { projectId("p"), project.clients.constFirst().id });
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Disconnected);
    QVERIFY(failed.constFirst().error.detail.contains(u"operator"_s));
    connectTo(projectId("p"));
}

void ConsoleClientsTest::goesWithTheBroker()
{
    connectTo(projectId("p"));
    EventSpy<ConsoleClientFailed> failed(broker());
    broker().stop();
    QTRY_COMPARE(broker().now().state, State::Stopped);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().error.code, ErrorCode::Stopped);
    QCOMPARE(broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Disconnected);
    QVERIFY(m_test->start());
    connectTo(projectId("p"));
}

void ConsoleClientsTest::refusedForWantOfRoom()
{
    m_test->config.maxConnections = 1;
    QVERIFY(resultOf(broker().ask(Configure { m_test->config })).ok());
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    EventSpy<ConsoleClientFailed> failed(broker());
    const auto sent = broker().ask(SendFromConsoleClient { projectId("p"), "{}" });
    QTRY_COMPARE(failed.size(), 1);
    const QString detail = failed.constFirst().error.detail;
    QVERIFY2(detail.contains(u"as many connections as it may have"_s), qPrintable(detail));
    QVERIFY(!resultOf(sent));
    QCOMPARE(broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Disconnected);
}

void ConsoleClientsTest::atMostSoMany()
{
    EventSpy<ConsoleClientFailed> failed(broker());
    for (int i = 0; i < limits::MaxConsoleClients; ++i)
        broker().ask(ConnectConsoleClient { projectId(qPrintable(u"p%1"_s.arg(i))) });
    QCOMPARE(failed.size(), 0);
    broker().ask(ConnectConsoleClient { projectId("one more") });
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed.constFirst().error.detail.contains(u"64"_s));
    QVERIFY(!resultOf(broker().ask(SendFromConsoleClient { projectId("one more"), "{}" })));
    for (int i = 0; i < limits::MaxConsoleClients; ++i)
        QTRY_COMPARE(broker().now().consoleClients.value(projectId(qPrintable(u"p%1"_s.arg(i)))),
            ConsoleClientState::Connected);
}

void ConsoleClientsTest::wrongSecretIsRefused()
{
    QVERIFY(resultOf(broker().ask(SetKeyRequired { projectId("p"), true })).ok());
    for (const QByteArray &secret : { QByteArray("wrong"), QByteArray(64, '0') }) {
        for (const QString &project : { u"p"_s, u"open to all"_s }) {
            TestClient client(
                m_test->url(), project, u"admin"_s, { { "X-Broadcaster-Console", secret } });
            QTRY_VERIFY(client.isClosed());
            QVERIFY(!client.isGreeted());
            QVERIFY(client.socket.errorString().contains(u"403"_s));
        }
    }
    QVERIFY(resultOf(broker().ask(ListProjects()))->isEmpty());
}

void ConsoleClientsTest::staysWhenThePortChanges()
{
    connectTo(projectId("p"));
    m_test->config.listenAddresses = { u"127.0.0.2"_s };
    QVERIFY(resultOf(broker().ask(Configure { m_test->config })).ok());
    QCOMPARE(broker().now().consoleClients.value(projectId("p")), ConsoleClientState::Connected);
    connectTo(projectId("q"));
}

void ConsoleClientsTest::answersWhileStopped()
{
    Broker stopped;
    EventSpy<ConsoleClientFailed> failed(stopped);
    stopped.ask(ConnectConsoleClient { projectId("p") });
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().error.code, ErrorCode::Stopped);
    QCOMPARE(resultOf(stopped.ask(SendFromConsoleClient { projectId("p"), "{}" })).error().code,
        ErrorCode::Stopped);
    stopped.ask(DisconnectConsoleClient { projectId("p") });
    QCOMPARE(stopped.now().consoleClients.value(projectId("p")), ConsoleClientState::Disconnected);
}

void ConsoleClientsTest::namesAreEncoded()
{
    const ProjectId project = projectId("a+b c&d=\xc3\xa9%41#?/\"");
    connectTo(project);
    QCOMPARE(resultOf(broker().ask(ListProjects()))->constFirst().id, project);
}

void ConsoleClientsTest::loopbackUrls_data()
{
    QTest::addColumn<QStringList>("urls");
    QTest::addColumn<QString>("expected");
    QTest::newRow("loopback") << QStringList { u"ws://127.0.0.1:1"_s } << u"ws://127.0.0.1:1"_s;
    QTest::newRow("any IPv4") << QStringList { u"ws://0.0.0.0:1"_s } << u"ws://127.0.0.1:1"_s;
    QTest::newRow("any IPv6") << QStringList { u"ws://[::]:1"_s } << u"ws://[::1]:1"_s;
    QTest::newRow("prefers loopback")
        << QStringList { u"ws://10.0.0.1:1"_s, u"ws://[::1]:1"_s } << u"ws://[::1]:1"_s;
    QTest::newRow("else the first")
        << QStringList { u"ws://10.0.0.1:1"_s, u"ws://10.0.0.2:1"_s } << u"ws://10.0.0.1:1"_s;
    QTest::newRow("none") << QStringList {} << QString();
}

void ConsoleClientsTest::loopbackUrls()
{
    QFETCH(QStringList, urls);
    QFETCH(QString, expected);
    QCOMPARE(loopbackUrl(urls).toString(), expected);
}

QTEST_GUILESS_MAIN(ConsoleClientsTest)
#include "tst_consoleclients.moc"
