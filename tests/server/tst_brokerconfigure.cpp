// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/eventspy.h"
#include "tests/support/testclient.h"

#include "server/base/tuning.h"

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

quint16 portOf(const QString &url)
{
    return static_cast<quint16>(QUrl(url).port());
}

/// A port that is free at this moment.
quint16 freePort()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    return server.serverPort();
}

bool isRefused(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return QTest::qWaitFor([&] { return socket.error() == QTcpSocket::ConnectionRefusedError; });
}

/// The status of a call with these lines in its head.
int statusWith(const QString &url, const QByteArray &path, const QByteArray &lines)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), portOf(url));
    socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n\r\n");
    QByteArray answer;
    (void)QTest::qWaitFor([&] {
        answer += socket.readAll();
        return answer.contains("\r\n");
    });
    return answer.mid(qstrlen("HTTP/1.1 "), 3).toInt();
}

int statusOf(const QString &url, const QByteArray &path, const QByteArray &authorization)
{
    return statusWith(url, path, "Authorization: " + authorization + "\r\nConnection: close");
}

} // namespace

class BrokerConfigureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_test.reset(); }
    void portChangeKeepsClients();
    void wildcardReplacesLoopback();
    void portInUseChangesNothing();
    void failedWildcardGivesLoopbackBack();
    void anyFreePortStaysTheSame();
    void invalidValuesAreRefused();
    void messageSizeAppliesToConnectedClients();
    void queueLimitAppliesToConnectedClients();
    void connectionLimitsHoldAtOnce();
    void pingIntervalHoldsAtOnce();
    void handshakeTimeoutHoldsAtOnce();
    void idleProjectsAreForgottenSooner();
    void serviceKeyHoldsAtOnce();
    void allowedOriginsHoldAtOnce();
    void databaseChangeRestarts();
    void failedRestartIsReported();
    void stopEndsARestart();
    void inOrder();
    void keptWhileStopped();
    void portForThisRunIsNotLasting();

private:
    [[nodiscard]] Broker &broker() { return m_test->broker; }
    [[nodiscard]] Result<Done> configure()
    {
        return resultOf(broker().ask(Configure { m_test->config }));
    }

    std::unique_ptr<TestBroker> m_test;
};

void BrokerConfigureTest::init()
{
    m_test = std::make_unique<TestBroker>();
    QVERIFY(m_test->start());
}

void BrokerConfigureTest::portChangeKeepsClients()
{
    const QString before = m_test->url();
    TestClient one(before, u"p"_s, u"runtime"_s);
    TestClient two(before, u"p"_s, u"data-agent"_s);
    QTRY_VERIFY(one.isGreeted() && two.isGreeted());

    EventSpy<ConfigChanged> changed(broker());
    EventSpy<StateChanged> states(broker());
    m_test->config.port = freePort();
    QVERIFY(configure().ok());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(states.size(), 0);
    QCOMPARE(broker().config().port, m_test->config.port);
    QCOMPARE(portOf(m_test->url()), m_test->config.port);

    one.send("{\"type\":\"hello\"}");
    QTRY_COMPARE(two.count(u"hello"_s), 1);
    TestClient three(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(three.isGreeted());
    three.send("{\"type\":\"new\"}");
    QTRY_COMPARE(one.count(u"new"_s), 1);
    QVERIFY(isRefused(portOf(before)));
}

void BrokerConfigureTest::wildcardReplacesLoopback()
{
    // The system refuses 0.0.0.0 while a listener on 127.0.0.1 has the same port.
    m_test->config.port = portOf(m_test->url());
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    m_test->config.listenAddresses = { u"0.0.0.0"_s };
    QVERIFY(configure().ok());
    QCOMPARE(broker().now().urls, QStringList { u"ws://0.0.0.0:%1"_s.arg(m_test->config.port) });
    m_test->config.listenAddresses = { u"127.0.0.2"_s, u"127.0.0.1"_s };
    QVERIFY(configure().ok());
    QCOMPARE(broker().now().urls,
        (QStringList { u"ws://127.0.0.2:%1"_s.arg(m_test->config.port),
            u"ws://127.0.0.1:%1"_s.arg(m_test->config.port) }));
    m_test->config.listenAddresses = { u"127.0.0.1"_s, u"127.0.0.2"_s };
    QVERIFY(configure().ok());
    QVERIFY(m_test->url().contains(u"127.0.0.1"_s));
    QVERIFY(!client.isClosed());
}

void BrokerConfigureTest::portInUseChangesNothing()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QStringList before = broker().now().urls;
    const BrokerConfig configBefore = broker().config();
    EventSpy<ConfigChanged> changed(broker());
    m_test->config.port = other.serverPort();
    m_test->config.maxMessageSize = 2048;
    const Result<Done> result = configure();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::AddressInUse);
    QVERIFY(result.error().detail.contains(QString::number(other.serverPort())));
    QCOMPARE(broker().now().urls, before);
    QVERIFY(broker().config() == configBefore);
    QCOMPARE(changed.size(), 0);
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
}

void BrokerConfigureTest::failedWildcardGivesLoopbackBack()
{
    const quint16 port = portOf(m_test->url());
    m_test->config.port = port;
    // Not this machine's address (RFC 5737), tried after 127.0.0.1 was closed for 0.0.0.0.
    m_test->config.listenAddresses = { u"0.0.0.0"_s, u"192.0.2.1"_s };
    QVERIFY(!configure());
    QCOMPARE(broker().now().urls, QStringList { u"ws://127.0.0.1:%1"_s.arg(port) });
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
}

void BrokerConfigureTest::anyFreePortStaysTheSame()
{
    const QString before = m_test->url();
    m_test->config.maxConnections = 100;
    QVERIFY(configure().ok());
    QCOMPARE(m_test->url(), before);
    m_test->config.listenAddresses.append(u"127.0.0.2"_s);
    QVERIFY(configure().ok());
    QCOMPARE(broker().now().urls.size(), 2);
    QCOMPARE(m_test->url(), before);
    QCOMPARE(portOf(broker().now().urls.constLast()), portOf(before));
}

void BrokerConfigureTest::invalidValuesAreRefused()
{
    const BrokerConfig before = broker().config();
    m_test->config.pingInterval = std::chrono::seconds(0);
    const Result<Done> result = configure();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
    QVERIFY(result.error().detail.contains(u"ping-interval"_s));
    QVERIFY(broker().config() == before);
}

void BrokerConfigureTest::messageSizeAppliesToConnectedClients()
{
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    const QByteArray message = "{\"type\":\"PING\",\"payload\":\"" + QByteArray(3000, 'x') + "\"}";
    client.send(message.constData());
    QTRY_COMPARE(client.count(u"PONG"_s), 1);
    m_test->config.maxMessageSize = 2048;
    QVERIFY(configure().ok());
    client.send("{\"type\":\"PING\"}");
    QTRY_COMPARE(client.count(u"PONG"_s), 2);
    client.send(message.constData());
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.closeCode(), 1009);
}

void BrokerConfigureTest::queueLimitAppliesToConnectedClients()
{
    // A receiver that never reads: a bare socket, not a QWebSocket.
    QTcpSocket silent;
    silent.setReadBufferSize(4096);
    silent.connectToHost(QHostAddress(QHostAddress::LocalHost), portOf(m_test->url()));
    silent.write("GET /websocket?projectId=p&type=data-agent HTTP/1.1\r\nHost: localhost\r\n"
                 "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QTRY_VERIFY(silent.bytesAvailable() > 0);
    TestClient sender(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(sender.isGreeted());
    const QByteArray message = "{\"type\":\"x\",\"payload\":\"" + QByteArray(900'000, 'x') + "\"}";
    const auto sendSome = [&] {
        for (int i = 0; i < 8; ++i)
            sender.send(message.constData());
        sender.send("{\"type\":\"PING\"}");
    };
    sendSome(); // 7.2 MB: below 8 MiB, and more than the kernel takes.
    QTRY_COMPARE(sender.count(u"PONG"_s), 1);
    QCOMPARE(sender.count(u"client_left"_s), 0);
    m_test->config.maxQueueBytes = 64 * 1024;
    QVERIFY(configure().ok());
    sender.send(message.constData());
    QTRY_COMPARE(sender.count(u"client_left"_s), 1);
}

void BrokerConfigureTest::connectionLimitsHoldAtOnce()
{
    TestClient one(m_test->url(), u"p"_s, u"runtime"_s);
    TestClient two(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(one.isGreeted() && two.isGreeted());
    m_test->config.maxConnectionsPerProject = 1;
    QVERIFY(configure().ok());
    TestClient refused(m_test->url(), u"p"_s, u"runtime"_s);
    TestClient other(m_test->url(), u"q"_s, u"runtime"_s);
    QTRY_VERIFY(refused.isClosed() && other.isGreeted());
    QVERIFY(!refused.isGreeted());
    QVERIFY(!one.isClosed() && !two.isClosed());
    m_test->config.maxConnections = 3;
    m_test->config.maxConnectionsPerProject = 3;
    QVERIFY(configure().ok());
    TestClient full(m_test->url(), u"r"_s, u"runtime"_s);
    QTRY_VERIFY(full.isClosed());
    m_test->config.maxConnections = 4;
    QVERIFY(configure().ok());
    TestClient welcome(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(welcome.isGreeted());
}

void BrokerConfigureTest::pingIntervalHoldsAtOnce()
{
    // The interval was 30 s when the timer was armed. A silent client is closed at the third ping.
    QTcpSocket silent;
    silent.connectToHost(QHostAddress(QHostAddress::LocalHost), portOf(m_test->url()));
    silent.write("GET /websocket?projectId=p&type=runtime HTTP/1.1\r\nHost: localhost\r\n"
                 "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    TestClient other(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(silent.bytesAvailable() > 0 && other.isGreeted());
    m_test->config.pingInterval = std::chrono::seconds(1);
    QVERIFY(configure().ok());
    QTRY_COMPARE_WITH_TIMEOUT(other.count(u"client_left"_s), 1, 10'000);
    QVERIFY(!other.isClosed());
}

void BrokerConfigureTest::handshakeTimeoutHoldsAtOnce()
{
    m_test->config.handshakeTimeout = std::chrono::seconds(1);
    QVERIFY(configure().ok());
    QTcpSocket silent;
    silent.connectToHost(QHostAddress(QHostAddress::LocalHost), portOf(m_test->url()));
    silent.write("GET / HTTP/1.1\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(silent.peek(12) == "HTTP/1.1 408", 5'000);
}

void BrokerConfigureTest::idleProjectsAreForgottenSooner()
{
    {
        TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
        QTRY_VERIFY(client.isGreeted());
    }
    QTRY_VERIFY(resultOf(broker().ask(ListProjects()))->constFirst().clients.isEmpty());
    m_test->config.idleProjectTimeout = std::chrono::seconds(1);
    QVERIFY(configure().ok());
    QTRY_VERIFY_WITH_TIMEOUT(resultOf(broker().ask(ListProjects()))->isEmpty(), 5'000);
}

void BrokerConfigureTest::serviceKeyHoldsAtOnce()
{
    QCOMPARE(statusOf(m_test->url(), "/api-keys", "Bearer one"), 503);
    m_test->config.serviceKey = "one";
    QVERIFY(configure().ok());
    QCOMPARE(statusOf(m_test->url(), "/api-keys", "Bearer one"), 200);
    m_test->config.serviceKey = "two";
    QVERIFY(configure().ok());
    QCOMPARE(statusOf(m_test->url(), "/api-keys", "Bearer one"), 401);
    QCOMPARE(statusOf(m_test->url(), "/api-keys", "Bearer two"), 200);
}

void BrokerConfigureTest::allowedOriginsHoldAtOnce()
{
    const auto connected = [this] {
        return statusWith(m_test->url(), "/websocket?projectId=p&type=runtime",
            "Origin: https://a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
    };
    QCOMPARE(connected(), 403);
    QCOMPARE(connected(), 403);
    const QList<RefusedOrigin> refused = resultOf(broker().ask(Overview()))->refusedOrigins;
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused.constFirst().origin, u"https://a.example"_s);
    QCOMPARE(refused.constFirst().count, 2);
    m_test->config.allowedOrigins = { refused.constFirst().origin };
    QVERIFY(configure().ok());
    QVERIFY(resultOf(broker().ask(Overview()))->refusedOrigins.isEmpty());
    QCOMPARE(connected(), 101);
    m_test->config.allowedOrigins.clear();
    QVERIFY(configure().ok());
    QCOMPARE(connected(), 403);
}

void BrokerConfigureTest::databaseChangeRestarts()
{
    TestClient client(m_test->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted());
    QVERIFY(resultOf(broker().ask(IssueKey { projectId("p"), {}, {} })).ok());
    const QString first = std::exchange(
        m_test->config.database, m_test->folder.filePath(u"other.db"_s));
    EventSpy<ConfigChanged> changed(broker());
    QVERIFY(configure().ok());
    QCOMPARE(broker().now().state, State::Listening);
    QCOMPARE(changed.size(), 1);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.closeCode(), 1001);
    QVERIFY(resultOf(broker().ask(ListKeys()))->isEmpty());
    m_test->config.database = first;
    m_test->config.threads = 1;
    QVERIFY(configure().ok());
    QCOMPARE(resultOf(broker().ask(ListKeys()))->size(), 1);
}

void BrokerConfigureTest::failedRestartIsReported()
{
    EventSpy<StartFailed> failed(broker());
    m_test->config.database = m_test->folder.path(); // A directory.
    const Result<Done> result = configure();
    QVERIFY(!result);
    QVERIFY(result.error().detail.contains(m_test->folder.path()));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(broker().now().state, State::Stopped);
    m_test->config.database = m_test->folder.filePath(u"good.db"_s);
    QVERIFY(m_test->start());
}

void BrokerConfigureTest::stopEndsARestart()
{
    m_test->config.threads = 1;
    const auto restarted = broker().ask(Configure { m_test->config });
    QCOMPARE(broker().now().state, State::Stopping);
    broker().stop();
    QCOMPARE(resultOf(restarted).error().code, ErrorCode::Stopped);
    QTRY_COMPARE(broker().now().state, State::Stopped);
    QVERIFY(m_test->start());
}

void BrokerConfigureTest::inOrder()
{
    m_test->config.threads = 1;
    const auto first = broker().ask(Configure { m_test->config }); // Restarts.
    m_test->config.maxConnections = 7;
    const auto second = broker().ask(Configure { m_test->config });
    m_test->config.maxConnections = 0;
    const auto third = broker().ask(Configure { m_test->config });
    m_test->config.maxConnections = 9;
    const auto fourth = broker().ask(Configure { m_test->config });
    QVERIFY(resultOf(first).ok());
    QVERIFY(resultOf(second).ok());
    QVERIFY(!resultOf(third));
    QVERIFY(resultOf(fourth).ok());
    QCOMPARE(broker().config().maxConnections, 9);
    QCOMPARE(broker().config().threads, 1);
}

void BrokerConfigureTest::keptWhileStopped()
{
    broker().stop();
    QTRY_COMPARE(broker().now().state, State::Stopped);
    EventSpy<ConfigChanged> changed(broker());
    m_test->config.maxConnections = 5;
    QVERIFY(configure().ok());
    QCOMPARE(broker().now().state, State::Stopped);
    QCOMPARE(broker().config().maxConnections, 5);
    QCOMPARE(changed.size(), 1);
    m_test->config.maxConnections = 0;
    QVERIFY(!configure());
    QCOMPARE(broker().config().maxConnections, 5);
}

void BrokerConfigureTest::portForThisRunIsNotLasting()
{
    const auto restart = [this](quint16 port) {
        BrokerConfig config = broker().config();
        config.port = port;
        broker().stop();
        QTRY_COMPARE(broker().now().state, BrokerState::Stopped);
        QVERIFY(resultOf(broker().ask(StartBroker { config, true })).ok());
        QTRY_COMPARE(broker().now().state, BrokerState::Listening);
        QCOMPARE(portOf(m_test->url()), port);
    };
    const quint16 usual = broker().config().port;
    QVERIFY(!broker().now().usualPort);
    restart(freePort());
    QCOMPARE(broker().now().usualPort, std::optional(usual));
    restart(freePort()); // The first one stays the usual one.
    QCOMPARE(broker().now().usualPort, std::optional(usual));
    m_test->config = broker().config();
    m_test->config.maxConnections = 123; // Another option does not make the port lasting.
    QVERIFY(configure().ok());
    QCOMPARE(broker().now().usualPort, std::optional(usual));
    m_test->config.port = freePort();
    QVERIFY(configure().ok());
    QVERIFY(!broker().now().usualPort);
}

QTEST_GUILESS_MAIN(BrokerConfigureTest)
#include "tst_brokerconfigure.moc"
