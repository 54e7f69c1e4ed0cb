// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/testclient.h"

#include "server/base/tuning.h"
#include "server/loopback/loopbackclient.h"

#include <QtTest/QSignalSpy>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using OperatorState = BrokerMonitor::OperatorState;
using State = BrokerMonitor::State;

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
    broker().connectOperator(project);
    QTRY_COMPARE(broker().operatorState(project), OperatorState::Connected);
}

void OperatorTest::entersWhereAKeyIsRequired()
{
    QVERIFY(resultOf(broker().setKeyRequired(projectId("p"), true)).ok());
    QSignalSpy changed(&broker(), &BrokerMonitor::operatorChanged);
    QCOMPARE(broker().operatorState(projectId("p")), OperatorState::Disconnected);
    broker().connectOperator(projectId("p"));
    QCOMPARE(broker().operatorState(projectId("p")), OperatorState::Connecting);
    broker().connectOperator(projectId("p")); // Connecting already.
    QTRY_COMPARE(broker().operatorState(projectId("p")), OperatorState::Connected);
    QCOMPARE(changed.size(), 2);
    const ProjectInfo project = resultOf(broker().projects()).constFirst();
    QCOMPARE(project.clients.size(), 1);
    QVERIFY(project.clients.constFirst().isOperator);
    QCOMPARE(project.clients.constFirst().type, ClientType::Admin);
    QCOMPARE(project.clients.constFirst().userAgent, u"Broadcaster console"_s);

    TestClient other(m_test->url(), u"q"_s, u"admin"_s);
    QTRY_VERIFY(other.isGreeted());
    for (const ProjectInfo &info : resultOf(broker().projects())) {
        if (info.id == projectId("q"))
            QVERIFY(!info.clients.constFirst().isOperator);
    }
}

void OperatorTest::receivesMirrors()
{
    QSignalSpy received(&broker(), &BrokerMonitor::operatorReceived);
    connectTo(projectId("p"));
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QTRY_COMPARE(received.size(), 1);
    QVERIFY(received.constFirst().constLast().toByteArray().contains("\"connected\""));
    // Spaces, numbers, escapes, U+FEFF and U+FFFF within: as they were sent.
    client.send("{ \"to\": {\"type\":\"data-agent\"},\"n\":12345678901234567890.10, "
                "\"t\":\"\\u00e9\xef\xbb\xbf\xef\xbf\xbf\xf0\x9f\x98\x80\" }");
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(received.constLast().constFirst().value<ProjectId>(), projectId("p"));
    const auto message = received.constLast().constLast().toByteArray();
    QVERIFY(message.endsWith(" \"to\": {\"type\":\"data-agent\"},\"n\":12345678901234567890.10, "
                             "\"t\":\"\\u00e9\xef\xbb\xbf\xef\xbf\xbf\xf0\x9f\x98\x80\" }"));
    QVERIFY(message.contains(client.id().text()));
}

void OperatorTest::sendsByteForByte()
{
    connectTo(projectId("p"));
    QSignalSpy texts(&broker(), &BrokerMonitor::operatorReceived);
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QSignalSpy frames(&client.socket, &QWebSocket::textMessageReceived);
    QVERIFY(resultOf(broker().sendAsOperator(projectId("p"),
                         "{\"type\":\"hi\", \"n\":1.10,\"t\":\"\xef\xbb\xbf\xf0\x9f\x98\x80\"}"))
                .ok());
    QTRY_COMPARE(frames.size(), 1);
    QVERIFY(frames.constFirst().constFirst().toString().toUtf8().endsWith(
        "\"type\":\"hi\", \"n\":1.10,\"t\":\"\xef\xbb\xbf\xf0\x9f\x98\x80\"}"));
    QCOMPARE(client.messages.constLast()[u"from"_s][u"type"_s].toString(), u"admin"_s);
    // A text that is not an envelope gets the same answer as from any client.
    QVERIFY(resultOf(broker().sendAsOperator(projectId("p"), "\xef\xbb\xbf{}")).ok());
    QTRY_VERIFY(!texts.isEmpty()
        && texts.constLast().constLast().toByteArray().contains("Invalid JSON message format"));
}

void OperatorTest::sendConnectsFirst()
{
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QList<QFuture<Result<void>>> futures;
    for (const char *text : { "{\"n\":1,\"type\":\"x\"}", "{\"n\":2,\"type\":\"x\"}" })
        futures.append(broker().sendAsOperator(projectId("p"), text));
    QCOMPARE(broker().operatorState(projectId("p")), OperatorState::Connecting);
    QVERIFY(!futures.constFirst().isFinished());
    for (const auto &future : futures)
        QVERIFY(resultOf(future).ok());
    QTRY_COMPARE(client.count(u"x"_s), 2);
    QCOMPARE(client.messages.constLast()[u"n"_s].toInt(), 2);
}

void OperatorTest::sendsAreBounded()
{
    const QByteArray large(limits::MaxOperatorBytes / 2, ' ');
    const auto first = broker().sendAsOperator(projectId("p"), large);
    const auto second = broker().sendAsOperator(projectId("p"), large);
    const auto third = broker().sendAsOperator(projectId("p"), large);
    QCOMPARE(resultOf(third).error().code, ErrorCode::QueueFull);
    broker().disconnectOperator(projectId("p"));
    QVERIFY(!resultOf(first));
    QVERIFY(!resultOf(second));
}

void OperatorTest::disconnectIsQuiet()
{
    connectTo(projectId("p"));
    QSignalSpy failed(&broker(), &BrokerMonitor::operatorFailed);
    QSignalSpy changed(&broker(), &BrokerMonitor::operatorChanged);
    broker().disconnectOperator(projectId("p"));
    QCOMPARE(broker().operatorState(projectId("p")), OperatorState::Disconnected);
    QCOMPARE(changed.size(), 1);
    QTRY_VERIFY(resultOf(broker().projects()).constFirst().clients.isEmpty());
    broker().disconnectOperator(projectId("p"));
    connectTo(projectId("p")); // Again.
    QCOMPARE(failed.size(), 0);
}

void OperatorTest::disconnectedByAnOperatorIsReported()
{
    connectTo(projectId("p"));
    QSignalSpy failed(&broker(), &BrokerMonitor::operatorFailed);
    const ProjectInfo project = resultOf(broker().projects()).constFirst();
    broker().disconnectClient(projectId("p"), project.clients.constFirst().id);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(broker().operatorState(projectId("p")), OperatorState::Disconnected);
    QVERIFY(failed.constFirst().constLast().value<Error>().detail.contains(u"operator"_s));
    connectTo(projectId("p"));
}

void OperatorTest::goesWithTheBroker()
{
    connectTo(projectId("p"));
    QSignalSpy failed(&broker(), &BrokerMonitor::operatorFailed);
    broker().stop();
    QTRY_COMPARE(broker().state(), State::Stopped);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().constLast().value<Error>().code, ErrorCode::Stopped);
    QCOMPARE(broker().operatorState(projectId("p")), OperatorState::Disconnected);
    QVERIFY(m_test->start());
    connectTo(projectId("p"));
}

void OperatorTest::refusedForWantOfRoom()
{
    m_test->config.maxConnections = 1;
    QVERIFY(resultOf(broker().configure(m_test->config)).ok());
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QSignalSpy failed(&broker(), &BrokerMonitor::operatorFailed);
    const auto sent = broker().sendAsOperator(projectId("p"), "{}");
    QTRY_COMPARE(failed.size(), 1);
    const QString detail = failed.constFirst().constLast().value<Error>().detail;
    QVERIFY2(detail.contains(u"as many connections as it may have"_s), qPrintable(detail));
    QVERIFY(!resultOf(sent));
    QCOMPARE(broker().operatorState(projectId("p")), OperatorState::Disconnected);
}

void OperatorTest::atMostSoMany()
{
    QSignalSpy failed(&broker(), &BrokerMonitor::operatorFailed);
    for (int i = 0; i < limits::MaxOperators; ++i)
        broker().connectOperator(projectId(qPrintable(u"p%1"_s.arg(i))));
    QCOMPARE(failed.size(), 0);
    broker().connectOperator(projectId("one more"));
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed.constFirst().constLast().value<Error>().detail.contains(u"64"_s));
    QVERIFY(!resultOf(broker().sendAsOperator(projectId("one more"), "{}")));
    for (int i = 0; i < limits::MaxOperators; ++i)
        QTRY_COMPARE(broker().operatorState(projectId(qPrintable(u"p%1"_s.arg(i)))),
            OperatorState::Connected);
}

void OperatorTest::wrongSecretIsRefused()
{
    QVERIFY(resultOf(broker().setKeyRequired(projectId("p"), true)).ok());
    for (const QByteArray &secret : { QByteArray("wrong"), QByteArray(64, '0') }) {
        for (const QString &project : { u"p"_s, u"open to all"_s }) {
            TestClient client(
                m_test->url(), project, u"admin"_s, { { "X-Broadcaster-Console", secret } });
            QTRY_VERIFY(client.isClosed());
            QVERIFY(!client.isGreeted());
            QVERIFY(client.socket.errorString().contains(u"403"_s));
        }
    }
    QVERIFY(resultOf(broker().projects()).isEmpty());
}

void OperatorTest::staysWhenThePortChanges()
{
    connectTo(projectId("p"));
    m_test->config.listenAddresses = { u"127.0.0.2"_s };
    QVERIFY(resultOf(broker().configure(m_test->config)).ok());
    QCOMPARE(broker().operatorState(projectId("p")), OperatorState::Connected);
    connectTo(projectId("q"));
}

void OperatorTest::answersWhileStopped()
{
    Broker stopped;
    QSignalSpy failed(&stopped, &BrokerMonitor::operatorFailed);
    stopped.connectOperator(projectId("p"));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().constLast().value<Error>().code, ErrorCode::Stopped);
    QCOMPARE(
        resultOf(stopped.sendAsOperator(projectId("p"), "{}")).error().code, ErrorCode::Stopped);
    stopped.disconnectOperator(projectId("p"));
    QCOMPARE(stopped.operatorState(projectId("p")), OperatorState::Disconnected);
}

void OperatorTest::namesAreEncoded()
{
    const ProjectId project = projectId("a+b c&d=\xc3\xa9%41#?/\"");
    connectTo(project);
    QCOMPARE(resultOf(broker().projects()).constFirst().id, project);
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
