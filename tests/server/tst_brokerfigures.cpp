// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/server/brokerclient.h"

#include <QtCore/QTemporaryDir>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

const ProjectId Project = *ProjectId::fromUtf8("p");

} // namespace

class BrokerFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void countsClients();
    void givesAnOverview();
    void foretellsReach_data();
    void foretellsReach();
    void listsProjectsWithUsage();

private:
    void startBroker();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Broker> m_broker;
    BrokerConfig m_config;
};

void BrokerFiguresTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_config = BrokerConfig();
    m_config.port = 0;
    m_config.threads = 2;
    m_config.database = m_folder->filePath(u"broker.db"_s);
    m_broker = std::make_unique<Broker>();
}

void BrokerFiguresTest::cleanup()
{
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
    m_broker.reset();
}

void BrokerFiguresTest::startBroker()
{
    m_broker->start(m_config);
    QTRY_COMPARE(m_broker->now().state, State::Listening);
}

void BrokerFiguresTest::countsClients()
{
    startBroker();
    const auto issued = resultOf(m_broker->ask(IssueKey { Project, {}, {} }));
    Client runtime(*m_broker, u"runtime"_s, u"p"_s, QString::fromLatin1(issued->key.secret()));
    Client agent(*m_broker, u"data-agent"_s);
    Client admin(*m_broker, u"admin"_s);
    const QList<QByteArray> sent { R"({"type":"PING"})", R"({"to":{"type":"data-agent"}})",
        R"({"a":")" + QByteArray(200, 'x') + R"("})", "broken" };
    qint64 bytesIn = 0;
    for (const QByteArray &text : sent) {
        runtime.send(text);
        bytesIn += text.size();
    }
    QTRY_COMPARE(runtime.received.size(), 3); // connected, PONG, error
    QTRY_COMPARE(agent.received.size(), 3);
    QTRY_COMPARE(admin.received.size(), 2);
    const ProjectInfo project = *resultOf(m_broker->ask(ShowProject { Project }));
    QCOMPARE(project.id, Project);
    QVERIFY(project.lastActivityMs > 0);
    QCOMPARE(project.clients.size(), 3);
    const auto check = [](const ClientInfo &info, const Client &client, qint64 in, qint64 bytes) {
        QCOMPARE(info.id, client.id);
        QCOMPARE(info.messagesIn, in);
        QCOMPARE(info.lastMessageMs >= info.connectedAtMs, in > 0);
        QCOMPARE(info.bytesIn, bytes);
        QCOMPARE(info.messagesOut, client.received.size());
        QCOMPARE(info.bytesOut, client.bytes);
        QCOMPARE(info.bytesWaiting, 0);
        QVERIFY(!info.isConsole);
    };
    check(project.clients.at(0), runtime, sent.size(), bytesIn);
    check(project.clients.at(1), agent, 0, 0);
    check(project.clients.at(2), admin, 0, 0);
    QCOMPARE(project.clients.at(0).keyId, issued->info.keyId);
    QVERIFY(issued->info.keyId != 0);
    QCOMPARE(project.clients.at(1).keyId, 0);
    QVERIFY(
        resultOf(m_broker->ask(ShowProject { *ProjectId::fromUtf8("none") }))->clients.isEmpty());
}

void BrokerFiguresTest::givesAnOverview()
{
    QCOMPARE(resultOf(m_broker->ask(Overview())).error().code, ErrorCode::Stopped);
    m_config.maxConnections = 3;
    startBroker();
    Client runtime(*m_broker, u"runtime"_s);
    Client agent(*m_broker, u"data-agent"_s);
    Client other(*m_broker, u"runtime"_s, u"q"_s);
    QWebSocket refused;
    refused.open(QUrl(m_broker->now().urls.constFirst() + u"/websocket?projectId=p&type=admin"_s));
    QTRY_COMPARE(resultOf(m_broker->ask(Overview()))->figures.refused, 1);
    for (int i = 0; i < 3; ++i)
        runtime.send(R"({"type":"PING"})");
    agent.send("broken");
    QTRY_COMPARE(runtime.received.size(), 4);
    QTRY_COMPARE(agent.received.size(), 2);
    // Also when the counters have been taken to be written.
    QTRY_COMPARE(resultOf(m_broker->ask(ShowUsage { Project }))->total, 4);
    QTRY_COMPARE(resultOf(m_broker->ask(Overview()))->figures.unwrittenMessages, 0);
    const BrokerOverview overview = *resultOf(m_broker->ask(Overview()));
    QCOMPARE(overview.projects.size(), 2);
    for (const ProjectSummary &project : overview.projects) {
        const bool isP = project.id == Project;
        QCOMPARE(project.clients, isP ? 2 : 1);
        QCOMPARE(project.messages, isP ? 4 : 0);
        QCOMPARE(project.bytes, isP ? 3 * 15 + 6 : 0);
        QCOMPARE(project.rejected, isP ? 1 : 0);
        QVERIFY(project.lastActivityMs > 0);
    }
    QCOMPARE(overview.figures.connections, 3);
    QVERIFY(overview.figures.databaseConnected);
    QCOMPARE(overview.figures.failedWrites, 0);
    QVERIFY(!overview.lastDatabaseError);
    other.leave();
    QTRY_COMPARE(resultOf(m_broker->ask(Overview()))->figures.connections, 2);
    QCOMPARE(resultOf(m_broker->ask(Overview()))->figures.endedByCloseCode,
        (QMap<quint16, qint64> { { 1000, 1 } }));
}

void BrokerFiguresTest::foretellsReach_data()
{
    QTest::addColumn<QByteArray>("text"); // $ stands for the agent's id.
    QTest::addColumn<Reach>("reach");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *text, const Reach &reach, const char *error = "") {
        QTest::newRow(text) << QByteArray(text) << reach << QString::fromLatin1(error);
    };
    // In the room: two runtimes, one agent, one admin.
    row("{}", { 3, 0, 4 });
    row(R"({"to":{"id":"$"}})", { 1, 1, 4 });
    row(R"({"to":{"id":"gone"}})", { 0, 1, 4 });
    row(R"({"to":{"type":"runtime"}})", { 2, 1, 4 });
    row(R"({"to":{"type":"admin"}})", { 1, 0, 4 });
    row(R"({"to":{"type":"x"}})", { 0, 1, 4 });
    row(R"({"type":"PING"})", { 0, 0, 4 });
    row("", {}, "Invalid JSON message format");
    row("[]", {}, "Invalid JSON message format");
    row("{\"a\":\"\xff\"}", {}, "Invalid JSON message format");
    row(R"({"to":1})", {}, "Invalid to field: must be an object or null");
}

void BrokerFiguresTest::foretellsReach()
{
    QFETCH(QByteArray, text);
    QFETCH(const Reach, reach);
    QFETCH(const QString, error);
    startBroker();
    const Client one(*m_broker, u"runtime"_s);
    const Client two(*m_broker, u"runtime"_s);
    const Client agent(*m_broker, u"data-agent"_s);
    const Client admin(*m_broker, u"admin"_s);
    text.replace('$', agent.id.text());
    const auto result = resultOf(m_broker->ask(Explain { Project, text }));
    const auto empty = resultOf(m_broker->ask(Explain { *ProjectId::fromUtf8("none"), text }));
    QCOMPARE(result.ok(), error.isEmpty());
    QCOMPARE(empty.ok(), error.isEmpty());
    if (result.ok()) {
        QCOMPARE(result->reach, reach);
        QCOMPARE(empty->reach, Reach());
        const auto count = [&](Verdict verdict) {
            return std::count_if(result->lines.begin(), result->lines.end(),
                [&](const DeliveryLine &line) { return line.verdict == verdict; });
        };
        QCOMPARE(result->lines.size(), reach.clients);
        QCOMPARE(count(Verdict::Delivered), reach.addressed);
        QCOMPARE(count(Verdict::Mirrored), reach.mirrored);
    } else {
        QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(result.error().detail, error);
    }
    const QByteArray large(m_config.maxMessageSize + 1, ' ');
    QVERIFY(!resultOf(m_broker->ask(Explain { Project, large })).ok());
    QCOMPARE(one.received.size() + two.received.size() + admin.received.size(), 3); // Nothing sent.
}

void BrokerFiguresTest::listsProjectsWithUsage()
{
    QCOMPARE(resultOf(m_broker->ask(ListCountedProjects())).error().code, ErrorCode::Stopped);
    startBroker();
    QVERIFY(resultOf(m_broker->ask(ListCountedProjects()))->isEmpty());
    Client client(*m_broker, u"runtime"_s);
    const Client silent(*m_broker, u"runtime"_s, u"q"_s);
    client.send("{}");
    QTRY_COMPARE(*resultOf(m_broker->ask(ListCountedProjects())), QList<ProjectId> { Project });
}

QTEST_GUILESS_MAIN(BrokerFiguresTest)
#include "tst_brokerfigures.moc"
