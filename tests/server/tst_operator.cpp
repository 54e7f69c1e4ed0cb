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

class OperatorTest : public QObject {
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

void OperatorTest::init()
{
    m_test = std::make_unique<TestBroker>();
    QVERIFY(m_test->start());
}

void OperatorTest::connectTo(const ProjectId &project)
{
    broker().ask(ConnectOperator { project });
    QTRY_COMPARE(broker().now().operators.value(project), OperatorState::Connected);
}

void OperatorTest::entersWhereAKeyIsRequired()
{
    QVERIFY(resultOf(broker().ask(SetKeyRequired { projectId("p"), true })).ok());
    EventSpy<OperatorChanged> changed(broker());
    QCOMPARE(broker().now().operators.value(projectId("p")), OperatorState::Disconnected);
    broker().ask(ConnectOperator { projectId("p") });
    QCOMPARE(broker().now().operators.value(projectId("p")), OperatorState::Connecting);
    broker().ask(ConnectOperator { projectId("p") }); // Connecting already.
    QTRY_COMPARE(broker().now().operators.value(projectId("p")), OperatorState::Connected);
    QCOMPARE(changed.size(), 2);
    const ProjectInfo project = resultOf(broker().ask(ListProjects()))->constFirst();
    QCOMPARE(project.clients.size(), 1);
    QVERIFY(project.clients.constFirst().isOperator);
    QCOMPARE(project.clients.constFirst().type, ClientType::Admin);
    QCOMPARE(project.clients.constFirst().userAgent, u"Broadcaster console"_s);

    TestClient other(m_test->url(), u"q"_s, u"admin"_s);
    QTRY_VERIFY(other.isGreeted());
    const auto projects = resultOf(broker().ask(ListProjects()));
    for (const ProjectInfo &info : *projects) {
        if (info.id == projectId("q"))
            QVERIFY(!info.clients.constFirst().isOperator);
    }
}

void OperatorTest::receivesMirrors()
{
    EventSpy<OperatorReceived> received(broker());
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

void OperatorTest::sendsByteForByte()
{
    connectTo(projectId("p"));
    EventSpy<OperatorReceived> texts(broker());
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QSignalSpy frames(&client.socket, &QWebSocket::textMessageReceived);
    QVERIFY(resultOf(broker().ask(SendAsOperator { projectId("p"),
                         "{\"type\":\"hi\", \"n\":1.10,\"t\":\"\xef\xbb\xbf\xf0\x9f\x98\x80\"}" }))
                .ok());
    QTRY_COMPARE(frames.size(), 1);
    QVERIFY(frames.constFirst().constFirst().toString().toUtf8().endsWith(
        "\"type\":\"hi\", \"n\":1.10,\"t\":\"\xef\xbb\xbf\xf0\x9f\x98\x80\"}"));
    QCOMPARE(client.messages.constLast()[u"from"_s][u"type"_s].toString(), u"admin"_s);
    // A text that is not an envelope gets the same answer as from any client.
    QVERIFY(resultOf(broker().ask(SendAsOperator { projectId("p"), "\xef\xbb\xbf{}" })).ok());
    QTRY_VERIFY(
        !texts.isEmpty() && texts.constLast().message.contains("Invalid JSON message format"));
}

void OperatorTest::sendConnectsFirst()
{
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QList<QFuture<Result<Done>>> futures;
    for (const char *text : { "{\"n\":1,\"type\":\"x\"}", "{\"n\":2,\"type\":\"x\"}" })
        futures.append(broker().ask(SendAsOperator { projectId("p"), text }));
    QCOMPARE(broker().now().operators.value(projectId("p")), OperatorState::Connecting);
    QVERIFY(!futures.constFirst().isFinished());
    for (const auto &future : futures)
        QVERIFY(resultOf(future).ok());
    QTRY_COMPARE(client.count(u"x"_s), 2);
    QCOMPARE(client.messages.constLast()[u"n"_s].toInt(), 2);
}

void OperatorTest::sendsAreBounded()
{
    const QByteArray large(limits::MaxOperatorBytes / 2, ' ');
    const auto first = broker().ask(SendAsOperator { projectId("p"), large });
    const auto second = broker().ask(SendAsOperator { projectId("p"), large });
    const auto third = broker().ask(SendAsOperator { projectId("p"), large });
    QCOMPARE(resultOf(third).error().code, ErrorCode::QueueFull);
    broker().ask(DisconnectOperator { projectId("p") });
    QVERIFY(!resultOf(first));
    QVERIFY(!resultOf(second));
}

void OperatorTest::disconnectIsQuiet()
{
    connectTo(projectId("p"));
    EventSpy<OperatorFailed> failed(broker());
    EventSpy<OperatorChanged> changed(broker());
    broker().ask(DisconnectOperator { projectId("p") });
    QCOMPARE(broker().now().operators.value(projectId("p")), OperatorState::Disconnected);
    QCOMPARE(changed.size(), 1);
    QTRY_VERIFY(resultOf(broker().ask(ListProjects()))->constFirst().clients.isEmpty());
    broker().ask(DisconnectOperator { projectId("p") });
    connectTo(projectId("p")); // Again.
    QCOMPARE(failed.size(), 0);
}

void OperatorTest::disconnectedByAnOperatorIsReported()
{
    connectTo(projectId("p"));
    EventSpy<OperatorFailed> failed(broker());
    const ProjectInfo project = resultOf(broker().ask(ListProjects()))->constFirst();
    broker().ask(DisconnectClient { projectId("p"), project.clients.constFirst().id });
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(broker().now().operators.value(projectId("p")), OperatorState::Disconnected);
    QVERIFY(failed.constFirst().error.detail.contains(u"operator"_s));
    connectTo(projectId("p"));
}

void OperatorTest::goesWithTheBroker()
{
    connectTo(projectId("p"));
    EventSpy<OperatorFailed> failed(broker());
    broker().stop();
    QTRY_COMPARE(broker().now().state, State::Stopped);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().error.code, ErrorCode::Stopped);
    QCOMPARE(broker().now().operators.value(projectId("p")), OperatorState::Disconnected);
    QVERIFY(m_test->start());
    connectTo(projectId("p"));
}

void OperatorTest::refusedForWantOfRoom()
{
    m_test->config.maxConnections = 1;
    QVERIFY(resultOf(broker().ask(Configure { m_test->config })).ok());
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    EventSpy<OperatorFailed> failed(broker());
    const auto sent = broker().ask(SendAsOperator { projectId("p"), "{}" });
    QTRY_COMPARE(failed.size(), 1);
    const QString detail = failed.constFirst().error.detail;
    QVERIFY2(detail.contains(u"as many connections as it may have"_s), qPrintable(detail));
    QVERIFY(!resultOf(sent));
    QCOMPARE(broker().now().operators.value(projectId("p")), OperatorState::Disconnected);
}

void OperatorTest::atMostSoMany()
{
    EventSpy<OperatorFailed> failed(broker());
    for (int i = 0; i < limits::MaxOperators; ++i)
        broker().ask(ConnectOperator { projectId(qPrintable(u"p%1"_s.arg(i))) });
    QCOMPARE(failed.size(), 0);
    broker().ask(ConnectOperator { projectId("one more") });
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed.constFirst().error.detail.contains(u"64"_s));
    QVERIFY(!resultOf(broker().ask(SendAsOperator { projectId("one more"), "{}" })));
    for (int i = 0; i < limits::MaxOperators; ++i)
        QTRY_COMPARE(broker().now().operators.value(projectId(qPrintable(u"p%1"_s.arg(i)))),
            OperatorState::Connected);
}

void OperatorTest::wrongSecretIsRefused()
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

void OperatorTest::staysWhenThePortChanges()
{
    connectTo(projectId("p"));
    m_test->config.listenAddresses = { u"127.0.0.2"_s };
    QVERIFY(resultOf(broker().ask(Configure { m_test->config })).ok());
    QCOMPARE(broker().now().operators.value(projectId("p")), OperatorState::Connected);
    connectTo(projectId("q"));
}

void OperatorTest::answersWhileStopped()
{
    Broker stopped;
    EventSpy<OperatorFailed> failed(stopped);
    stopped.ask(ConnectOperator { projectId("p") });
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().error.code, ErrorCode::Stopped);
    QCOMPARE(resultOf(stopped.ask(SendAsOperator { projectId("p"), "{}" })).error().code,
        ErrorCode::Stopped);
    stopped.ask(DisconnectOperator { projectId("p") });
    QCOMPARE(stopped.now().operators.value(projectId("p")), OperatorState::Disconnected);
}

void OperatorTest::namesAreEncoded()
{
    const ProjectId project = projectId("a+b c&d=\xc3\xa9%41#?/\"");
    connectTo(project);
    QCOMPARE(resultOf(broker().ask(ListProjects()))->constFirst().id, project);
}

void OperatorTest::loopbackUrls_data()
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

void OperatorTest::loopbackUrls()
{
    QFETCH(QStringList, urls);
    QFETCH(QString, expected);
    QCOMPARE(loopbackUrl(urls).toString(), expected);
}

QTEST_GUILESS_MAIN(OperatorTest)
#include "tst_operator.moc"
