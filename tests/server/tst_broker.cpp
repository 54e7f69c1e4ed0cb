// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/broker.h"

#include "tests/support/eventspy.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QTcpServer>
#include <QtTest/QTest>
#include <QtWebSockets/QWebSocket>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

/// A Qt client of one project, which keeps its messages.
class Client {
public:
    Client(
        const Broker &broker, const QString &project, const QString &type, const QString &key = {})
    {
        QObject::connect(
            &socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
                messages.append(QJsonDocument::fromJson(text.toUtf8()).object());
            });
        QUrl url(broker.now().urls.constFirst() + u"/websocket"_s);
        QUrlQuery query { { u"projectId"_s, project }, { u"type"_s, type } };
        if (!key.isEmpty())
            query.addQueryItem(u"apiKey"_s, key);
        url.setQuery(query);
        socket.open(url);
    }
    [[nodiscard]] bool isGreeted() const { return !messages.isEmpty(); }
    [[nodiscard]] ClientId id() const
    {
        return ClientId::fromText(
            messages.constFirst()[u"payload"_s][u"clientId"_s].toString().toLatin1());
    }
    [[nodiscard]] int closeCode() const { return socket.closeCode(); }
    [[nodiscard]] bool isClosed() const
    {
        return socket.state() == QAbstractSocket::UnconnectedState;
    }

    QWebSocket socket;
    QList<QJsonObject> messages;
};

ProjectId projectId(const char *name)
{
    return *ProjectId::fromUtf8(name);
}

/// Turns the event loop until the future has its result.
template <typename T>
T resultOf(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }))
        qFatal("the future does not finish");
    return future.result();
}

} // namespace

class BrokerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void startsAndStopsAgainAndAgain();
    void showsProjectsAndClients();
    void disconnectsAClient();
    void revokingAKeyClosesItsConnections();
    void requiredKeyHoldsAtOnce();
    void usageIsCountedAndKept();
    void portInUse();
    void badAddress();
    void unusableDatabase();
    void answersWhileStopped();
    void stopsWhileStarting();

private:
    void startBroker();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Broker> m_broker;
    BrokerConfig m_config;
};

void BrokerTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_config = BrokerConfig();
    m_config.port = 0;
    m_config.threads = 2;
    m_config.database = m_folder->filePath(u"broker.db"_s);
    m_broker = std::make_unique<Broker>();
}

void BrokerTest::cleanup()
{
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
    m_broker.reset();
}

void BrokerTest::startBroker()
{
    m_broker->start(m_config);
    QTRY_COMPARE(m_broker->now().state, State::Listening);
}

void BrokerTest::startsAndStopsAgainAndAgain()
{
    for (int i = 0; i < 3; ++i) {
        startBroker();
        QCOMPARE(m_broker->now().urls.size(), 1);
        QVERIFY(m_broker->now().urls.constFirst().startsWith(u"ws://127.0.0.1:"_s));
        Client client(*m_broker, u"p"_s, u"runtime"_s);
        QTRY_VERIFY(client.isGreeted());
        m_broker->stop();
        QTRY_COMPARE(m_broker->now().state, State::Stopped);
        QVERIFY(m_broker->now().urls.isEmpty());
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.closeCode(), 1001);
        QVERIFY(!m_broker->lostUsage());
    }
}

void BrokerTest::showsProjectsAndClients()
{
    startBroker();
    Client runtime(*m_broker, u"one"_s, u"runtime"_s);
    Client agent(*m_broker, u"one"_s, u"data-agent"_s);
    Client admin(*m_broker, u"two"_s, u"admin"_s);
    QTRY_VERIFY(runtime.isGreeted() && agent.isGreeted() && admin.isGreeted());
    const QList<ProjectInfo> projects = *resultOf(m_broker->ask(ListProjects()));
    QCOMPARE(projects.size(), 2);
    for (const ProjectInfo &project : projects) {
        const bool isOne = project.id == projectId("one");
        QCOMPARE(project.clients.size(), isOne ? 2 : 1);
        QVERIFY(project.lastActivityMs > 0);
        QVERIFY(project.clients.constFirst().address.startsWith(u"127.0.0.1:"_s));
        QVERIFY(project.clients.constFirst().connectedAtMs > 0);
        if (!isOne)
            QCOMPARE(project.clients.constFirst().id, admin.id());
    }
}

void BrokerTest::disconnectsAClient()
{
    startBroker();
    Client target(*m_broker, u"p"_s, u"runtime"_s);
    Client other(*m_broker, u"p"_s, u"runtime"_s);
    QTRY_VERIFY(target.isGreeted() && other.isGreeted());
    m_broker->ask(DisconnectClient { projectId("nowhere"), target.id() });
    m_broker->ask(DisconnectClient { projectId("p"), target.id() });
    QTRY_VERIFY(target.isClosed());
    QCOMPARE(target.closeCode(), 4000);
    QTRY_COMPARE(other.messages.size(), 2);
    QCOMPARE(other.messages.constLast()[u"type"_s].toString(), u"client_left"_s);
    QVERIFY(!other.isClosed());
}

void BrokerTest::revokingAKeyClosesItsConnections()
{
    startBroker();
    const auto issued = resultOf(
        m_broker->ask(IssueKey { projectId("p"), u"for a test"_s, u"me"_s }));
    QVERIFY(issued.ok());
    QVERIFY(!resultOf(m_broker->ask(IssueKey { projectId("p"), {}, {} })).ok());
    Client with(*m_broker, u"p"_s, u"runtime"_s, QString::fromLatin1(issued->key.secret()));
    Client without(*m_broker, u"p"_s, u"runtime"_s);
    QTRY_VERIFY(with.isGreeted() && without.isGreeted());
    QTRY_VERIFY(resultOf(m_broker->ask(ListKeys()))->constFirst().lastUsedAt.isValid());

    QVERIFY(resultOf(m_broker->ask(RevokeKey { projectId("p") })).ok());
    QTRY_VERIFY(with.isClosed());
    QCOMPARE(with.closeCode(), 4001);
    QVERIFY(!without.isClosed());
    QVERIFY(resultOf(m_broker->ask(ListKeys()))->isEmpty());
    QCOMPARE(
        resultOf(m_broker->ask(RevokeKey { projectId("p") })).error().code, ErrorCode::NotFound);
}

void BrokerTest::requiredKeyHoldsAtOnce()
{
    startBroker();
    QVERIFY(resultOf(m_broker->ask(SetKeyRequired { projectId("p"), true })).ok());
    QVERIFY(resultOf(m_broker->ask(ListProjectsRequiringKey()))->contains(projectId("p")));
    Client refused(*m_broker, u"p"_s, u"runtime"_s);
    Client other(*m_broker, u"q"_s, u"runtime"_s);
    QTRY_VERIFY(refused.isClosed() && other.isGreeted());
    QVERIFY(!refused.isGreeted());
    QVERIFY(resultOf(m_broker->ask(SetKeyRequired { projectId("p"), false })).ok());
    Client welcome(*m_broker, u"p"_s, u"runtime"_s);
    QTRY_VERIFY(welcome.isGreeted());
}

void BrokerTest::usageIsCountedAndKept()
{
    startBroker();
    {
        Client client(*m_broker, u"p"_s, u"runtime"_s);
        QTRY_VERIFY(client.isGreeted());
        for (int i = 0; i < 5; ++i)
            client.socket.sendTextMessage(u"{\"type\":\"PING\"}"_s);
        client.socket.sendTextMessage(u"not JSON"_s);
        QTRY_COMPARE(client.messages.size(), 7);
    }
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
    startBroker();
    const auto report = resultOf(m_broker->ask(ShowUsage { projectId("p") }));
    QVERIFY(report.ok());
    QCOMPARE(report->total, 6);
    QCOMPARE(resultOf(m_broker->ask(ShowUsage { ProjectId() }))->total, 6);
}

void BrokerTest::portInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    m_config.port = other.serverPort();
    EventSpy<StartFailed> failed(*m_broker);
    m_broker->start(m_config);
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed.constFirst().error;
    QCOMPARE(error.code, ErrorCode::AddressInUse);
    QVERIFY(error.detail.contains(QString::number(other.serverPort())));
    QCOMPARE(m_broker->now().state, State::Stopped);
}

void BrokerTest::badAddress()
{
    m_config.listenAddresses = { u"127.0.0.1"_s, u"300.1.2.3"_s };
    EventSpy<StartFailed> failed(*m_broker);
    m_broker->start(m_config);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().error.code, ErrorCode::InvalidArgument);
}

void BrokerTest::unusableDatabase()
{
    m_config.database = m_folder->path(); // A directory.
    EventSpy<StartFailed> failed(*m_broker);
    m_broker->start(m_config);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.constFirst().error.detail.contains(m_folder->path()));
    QCOMPARE(m_broker->now().state, State::Stopped);
}

void BrokerTest::answersWhileStopped()
{
    QCOMPARE(resultOf(m_broker->ask(ListProjects())).error().code, ErrorCode::Stopped);
    QCOMPARE(resultOf(m_broker->ask(ListKeys())).error().code, ErrorCode::Stopped);
    QCOMPARE(
        resultOf(m_broker->ask(ShowUsage { projectId("p") })).error().code, ErrorCode::Stopped);
    m_broker->ask(DisconnectClient { projectId("p"), ClientId::create() });
}

void BrokerTest::stopsWhileStarting()
{
    m_broker->start(m_config);
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
    startBroker();
}

QTEST_GUILESS_MAIN(BrokerTest)
#include "tst_broker.moc"
