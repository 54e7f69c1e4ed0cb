// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/gateway.h"

#include "fakeconsoledoor.h"
#include "fakedirectory.h"
#include "server/store/database.h"

#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace broadcaster;

namespace {

const ProjectId Project = *ProjectId::fromUtf8("p");

/// Answers with the path; upgrades every request that asks for it, where there is a place.
class EchoHandler final : public RequestHandler {
public:
    explicit EchoHandler(const Gate &gate)
        : m_places(gate.places)
    {
    }

    void configure(const BrokerConfig &) override { }
    void handle(const HttpRequest &request, const QHostAddress &, HttpReply reply) override
    {
        if (!request.wantsWebSocket()) {
            reply(HttpResponse { 200, request.path(), {} });
        } else if (m_places.take(Project) != ConnectionQuota::Answer::Taken) {
            reply(tooManyConnections({}));
        } else {
            Upgrade upgrade;
            upgrade.project = Project;
            upgrade.webSocketKey = request.header("Sec-WebSocket-Key");
            reply(std::move(upgrade));
        }
    }
    bool mayBeLarge(const HttpRequest &) const override { return false; }
    HttpResponse refusal(int status, const QString &, const QByteArray &) const override
    {
        return { status, "refused", {} };
    }
    HttpResponse tooManyConnections(const QByteArray &) const override
    {
        return { 503, "full", {} };
    }

private:
    ConnectionQuota &m_places;
};

const QByteArray Upgrading = "GET /websocket HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\n"
                             "Upgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\n";

} // namespace

/// The gateway on the test's own thread, with real sockets and without rooms.
class GatewayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void answersHttp();
    void handsUpgradesOn();
    void aPlaceIsFreeWhenItsConnectionHasEnded();
    void refusesWhatIsNoRequest();
    void drains();
    void listensElsewhere();
    void failsWhereItCannotListen();
    void stopsAfterAFailedStart();
    void silentConnectionsGiveWay();

private:
    [[nodiscard]] std::unique_ptr<Gateway> gatewayWith(const BrokerConfig &config);
    [[nodiscard]] std::unique_ptr<QTcpSocket> connected(const QByteArray &request);
    /// All that has come once `part` has.
    [[nodiscard]] static QByteArray answerWith(QTcpSocket &socket, const QByteArray &part);

    std::unique_ptr<QTemporaryDir> m_folder;
    BrokerConfig m_config;
    FakeDirectory m_directory;
    FakeConsoleDoor m_consoles;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Gateway> m_gateway;
    quint16 m_port = 0;
};

void GatewayTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_directory.adopted.clear();
    m_database = std::make_unique<Database>(m_folder->filePath(QStringLiteral("broker.db")));
    m_config = BrokerConfig();
    m_config.port = 0;
    m_config.maxConnections = 1;
    m_gateway = gatewayWith(m_config);
    const auto listening = m_gateway->start({});
    QVERIFY(listening.ok());
    m_port = static_cast<quint16>(QUrl(listening->urls.constFirst()).port());
}

void GatewayTest::cleanup()
{
    m_gateway->stop();
    QVERIFY(m_database->shutdown(std::chrono::seconds(5)));
    m_gateway.reset();
    m_database.reset();
}

std::unique_ptr<Gateway> GatewayTest::gatewayWith(const BrokerConfig &config)
{
    return std::make_unique<Gateway>(config, QByteArray(), m_directory, m_consoles, *m_database,
        std::make_shared<ProcessHealth>(),
        [](const RequestHandler::Gate &gate) { return std::make_unique<EchoHandler>(gate); });
}

std::unique_ptr<QTcpSocket> GatewayTest::connected(const QByteArray &request)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QStringLiteral("127.0.0.1"), m_port);
    socket->write(request);
    return socket;
}

QByteArray GatewayTest::answerWith(QTcpSocket &socket, const QByteArray &part)
{
    QByteArray answer;
    if (!QTest::qWaitFor([&] { return (answer += socket.readAll()).contains(part); }))
        qWarning("only this came: %s", answer.constData());
    return answer;
}

void GatewayTest::answersHttp()
{
    const auto socket = connected(
        "GET /one HTTP/1.1\r\nHost: h\r\n\r\nGET /two HTTP/1.1\r\nHost: h\r\n\r\n");
    const QByteArray answer = answerWith(*socket, "/two");
    QVERIFY(answer.startsWith("HTTP/1.1 200"));
    QVERIFY(answer.contains("/one"));
    QVERIFY(m_directory.adopted.empty());
}

void GatewayTest::handsUpgradesOn()
{
    const auto socket = connected(Upgrading + "early");
    QTRY_COMPARE(m_directory.adopted.size(), 1U);
    const Upgrade &upgrade = m_directory.adopted[0];
    QVERIFY(upgrade.connection > 0);
    QCOMPARE(upgrade.webSocketKey, "k");
    QVERIFY(upgrade.stream.isOpen());
    QVERIFY(QByteArray("early").startsWith(upgrade.earlyBytes)); // The rest is in the socket.
    QCOMPARE(m_gateway->places().open(), 1);
    QCOMPARE(socket->bytesAvailable(), 0); // The room answers.
}

void GatewayTest::aPlaceIsFreeWhenItsConnectionHasEnded()
{
    const auto first = connected(Upgrading);
    QTRY_COMPARE(m_directory.adopted.size(), 1U);
    const auto second = connected(Upgrading);
    QVERIFY(answerWith(*second, "full").startsWith("HTTP/1.1 503"));
    m_gateway->onConnectionEnded(Project, 4000);
    QCOMPARE(m_gateway->places().endedByCode().value(4000), 1);
    const auto third = connected(Upgrading);
    QTRY_COMPARE(m_directory.adopted.size(), 2U);
    QVERIFY(m_directory.adopted[1].connection != m_directory.adopted[0].connection);
}

void GatewayTest::refusesWhatIsNoRequest()
{
    const auto socket = connected("what is this\r\n\r\n");
    QVERIFY(answerWith(*socket, "refused").startsWith("HTTP/1.1 400"));
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
}

void GatewayTest::drains()
{
    const auto open = connected("GET /one HTTP/1.1\r\nHost: h\r\n\r\n");
    (void)answerWith(*open, "/one");
    m_gateway->drain();
    open->write(Upgrading); // Answered, but not let in.
    QVERIFY(answerWith(*open, "full").startsWith("HTTP/1.1 503"));
    QTcpSocket late;
    late.connectToHost(QStringLiteral("127.0.0.1"), m_port);
    QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
}

void GatewayTest::listensElsewhere()
{
    const auto before = connected("GET /one HTTP/1.1\r\nHost: h\r\n\r\n");
    (void)answerWith(*before, "/one");
    m_config.maxConnections = 2;
    m_config.listenAddresses = { QStringLiteral("127.0.0.2") };
    const auto listening = m_gateway->configure(m_config);
    QVERIFY(listening.ok());
    QVERIFY(listening->urls.constFirst().contains(QStringLiteral("127.0.0.2")));
    before->write("GET /two HTTP/1.1\r\nHost: h\r\n\r\n"); // Connections stay.
    QVERIFY(answerWith(*before, "/two").startsWith("HTTP/1.1 200"));
}

void GatewayTest::failsWhereItCannotListen()
{
    BrokerConfig elsewhere = m_config;
    elsewhere.listenAddresses = { QStringLiteral("192.0.2.1") };
    QVERIFY(!m_gateway->configure(elsewhere).ok());
    const auto socket = connected("GET /one HTTP/1.1\r\nHost: h\r\n\r\n"); // All is as it was.
    QVERIFY(answerWith(*socket, "/one").startsWith("HTTP/1.1 200"));
}

void GatewayTest::stopsAfterAFailedStart()
{
    BrokerConfig elsewhere = m_config;
    elsewhere.listenAddresses = { QStringLiteral("192.0.2.1") };
    const auto gateway = gatewayWith(elsewhere);
    QVERIFY(!gateway->start({}).ok());
    gateway->stop();
}

void GatewayTest::silentConnectionsGiveWay()
{
    m_config.maxPendingHandshakes = 1;
    QVERIFY(m_gateway->configure(m_config).ok());
    const auto silent = connected({});
    QTRY_COMPARE(silent->state(), QAbstractSocket::ConnectedState);
    // Both come from one network, so the second waits until the grace of the first is over.
    const auto speaking = connected("GET /one HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(answerWith(*speaking, "/one").startsWith("HTTP/1.1 200"));
    QTRY_COMPARE(silent->state(), QAbstractSocket::UnconnectedState);
}

QTEST_GUILESS_MAIN(GatewayTest)
#include "tst_gateway.moc"
