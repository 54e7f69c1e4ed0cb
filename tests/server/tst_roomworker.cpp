// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomworker.h"

#include "server/base/tuning.h"
#include "socketpeer.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QTest>

#include <algorithm>

using namespace broadcaster;
using namespace std::chrono_literals;

namespace {

const ProjectId Project = *ProjectId::fromUtf8("p");

ClientId idIn(const QByteArray &greeting)
{
    return ClientId::fromText(QJsonDocument::fromJson(greeting)
                                  .object()[QLatin1String("payload")][QLatin1String("clientId")]
                                  .toString()
                                  .toLatin1());
}

} // namespace

/// A room thread on the test's own thread, with clients over socket pairs.
class RoomWorkerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void greetsInOneWrite();
    void routesBetweenClients();
    void countsMessagesByProject();
    void forgetsIdleProjects();
    void changesWhileItRuns();
    void closesByKey();
    void closesOneClient();
    void severalObserversGetTheSame();
    void tellsWhoComesAndGoes();
    void saysWhoWasThere();
    void publishes();
    void drains();
    void givesUpClientsThatDoNotEnd();
    void refusesWhoComesTooLate();
    void pingsEachClientAfterItsOwnInterval();

private:
    SocketPeer &connectClient(ClientType type, qint64 keyId = 0);
    void stop();
    [[nodiscard]] RoomMetrics metrics();

    RoomSettings m_settings;
    std::atomic<qint64> m_total { 0 };
    std::unique_ptr<RoomWorker> m_worker;
    std::vector<std::unique_ptr<SocketPeer>> m_peers;
    QList<std::pair<ProjectId, quint16>> m_ended;
    QList<UsageCount> m_counts;
    QList<TrafficBatchPointer> m_batches;
    bool m_isStopped = false;
};

void RoomWorkerTest::init()
{
    m_settings = { { 1 << 20, 16 << 20 }, 1 << 30, 1h, 0, 1h, 1h };
    m_ended.clear();
    m_counts.clear();
    m_batches.clear();
    m_isStopped = false;
    RoomEvents events;
    events.connectionEnded = [this](const ProjectId &project, quint16 code) {
        m_ended.append({ project, code });
    };
    events.usageCounted = [this](const QList<UsageCount> &counts) { m_counts += counts; };
    events.trafficSampled = [this](TrafficBatchPointer batch, const std::function<void()> &taken) {
        m_batches.append(std::move(batch));
        taken();
    };
    events.memoryOverflowed = [] {};
    m_worker = std::make_unique<RoomWorker>(m_settings, events, m_total, 0);
    m_worker->start();
}

void RoomWorkerTest::cleanup()
{
    m_peers.clear();
    stop();
    m_worker.reset();
    QCOMPARE(m_total, 0);
}

void RoomWorkerTest::stop()
{
    if (m_isStopped)
        return;
    m_worker->stop([this] { m_isStopped = true; });
    QTRY_VERIFY(m_isStopped);
}

SocketPeer &RoomWorkerTest::connectClient(ClientType type, qint64 keyId)
{
    Upgrade upgrade;
    upgrade.connection = m_peers.size() + 1;
    upgrade.project = Project;
    upgrade.type = type;
    upgrade.keyId = keyId;
    m_peers.push_back(std::make_unique<SocketPeer>(upgrade));
    SocketPeer &peer = *m_peers.back();
    m_worker->adopt(std::move(upgrade));
    if (!QTest::qWaitFor([&] { return !peer.texts().isEmpty(); }))
        qFatal("not greeted");
    return peer;
}

RoomMetrics RoomWorkerTest::metrics()
{
    std::optional<RoomMetrics> found;
    m_worker->metrics([&](RoomMetrics answer) { found = std::move(answer); });
    if (!QTest::qWaitFor([&] { return found.has_value(); }))
        qFatal("no answer");
    return *found;
}

/// A socket that keeps the boundaries of writes.
void RoomWorkerTest::greetsInOneWrite()
{
    std::array<int, 2> ends {};
    QVERIFY(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends.data()) == 0);
    const OwnedDescriptor client(ends[1]);
    Upgrade upgrade;
    upgrade.connection = 1;
    upgrade.project = Project;
    upgrade.stream = Stream(OwnedDescriptor(ends[0]));
    upgrade.webSocketKey = "dGhlIHNhbXBsZSBub25jZQ==";
    m_worker->adopt(std::move(upgrade));
    QByteArray written(4096, '\0');
    ssize_t size = -1;
    const auto receives = [&] {
        size = ::recv(client.get(), written.data(), static_cast<size_t>(written.size()), 0);
        return size > 0;
    };
    QVERIFY(QTest::qWaitFor(receives));
    written.truncate(size);
    QVERIFY2(written.startsWith("HTTP/1.1 101 "), written.constData());
    QVERIFY2(written.contains(R"("type":"connected")"), written.constData());
}

void RoomWorkerTest::routesBetweenClients()
{
    SocketPeer &runtime = connectClient(ClientType::Runtime);
    SocketPeer &agent = connectClient(ClientType::DataAgent);
    SocketPeer &other = connectClient(ClientType::DataAgent);
    QCOMPARE(m_worker->rooms().totals().clients, 3);
    runtime.sendText(R"({"type":"q","to":{"type":"data-agent"}})");
    QTRY_COMPARE(agent.texts().size(), 2);
    QTRY_COMPARE(other.texts().size(), 2);
    QCOMPARE(agent.texts()[1], other.texts()[1]);
    agent.hangUp();
    QTRY_COMPARE(runtime.texts().size(), 2);
    QVERIFY(runtime.texts()[1].contains("client_left"));
    QTRY_COMPARE(m_ended.size(), 1);
    QCOMPARE(m_ended[0].second, closecode::NoCloseFrame);
}

void RoomWorkerTest::countsMessagesByProject()
{
    SocketPeer &runtime = connectClient(ClientType::Runtime);
    for (int i = 0; i < 3; ++i)
        runtime.sendText(R"({"type":"PING"})");
    QTRY_COMPARE(runtime.texts().size(), 4);
    m_worker->publishUsage();
    qint64 sum = 0;
    for (const UsageCount &count : std::as_const(m_counts)) {
        QCOMPARE(count.project, Project);
        sum += count.count;
    }
    QCOMPARE(sum, 3);
    m_counts.clear();
    m_worker->publishUsage();
    QVERIFY(m_counts.isEmpty());
    QCOMPARE(metrics().total().traffic.messagesIn, 3);
}

void RoomWorkerTest::forgetsIdleProjects()
{
    m_settings.idleProjectTimeout = 0s;
    m_worker->configure(m_settings);
    SocketPeer &runtime = connectClient(ClientType::Runtime);
    runtime.sendText(R"({"type":"PING"})");
    QTRY_COMPARE(runtime.texts().size(), 2);
    QVERIFY(m_worker->rooms().find(Project));
    runtime.hangUp();
    QTRY_VERIFY(!m_worker->rooms().find(Project));
    QCOMPARE(metrics().total().traffic.messagesIn, 1); // Totals never fall.
    const RoomTable::Summaries summaries = m_worker->rooms().summaries();
    QVERIFY(summaries.projects.isEmpty());
    QCOMPARE(summaries.forgotten.messages, 1);
    QCOMPARE(summaries.forgotten.bytes, 15);
    QCOMPARE(m_counts.size(), 1);
}

void RoomWorkerTest::changesWhileItRuns()
{
    SocketPeer &runtime = connectClient(ClientType::Runtime);
    m_settings.socket.maxMessageSize = 10;
    m_worker->configure(m_settings);
    runtime.sendText(R"({"type":"PING"})");
    QTRY_COMPARE(runtime.closeCode(), 1009);
    SocketPeer &other = connectClient(ClientType::Runtime);
    m_settings.socket.maxMessageSize = 1000;
    m_settings.maxMessageRate = 1;
    m_worker->configure(m_settings);
    for (int i = 0; i < 3; ++i)
        other.sendText(R"({"type":"PING"})");
    QTRY_COMPARE(other.closeCode(), 4003);
    QCOMPARE(metrics().tooFast, 2);
}

void RoomWorkerTest::closesByKey()
{
    SocketPeer &with = connectClient(ClientType::Runtime, 5);
    SocketPeer &other = connectClient(ClientType::Runtime, 6);
    m_worker->closeByKey(*ProjectId::fromUtf8("q"), 5);
    m_worker->closeByKey(Project, 5);
    QTRY_COMPARE(with.closeCode(), 4001);
    QCOMPARE(other.closeCode(), 0);
}

void RoomWorkerTest::closesOneClient()
{
    SocketPeer &one = connectClient(ClientType::Runtime);
    QVERIFY(!m_worker->closeClient(Project, ClientId::fromText("nobody")));
    QVERIFY(m_worker->closeClient(Project, idIn(one.texts()[0])));
    QTRY_COMPARE(one.closeCode(), 4000);
}

void RoomWorkerTest::severalObserversGetTheSame()
{
    SocketPeer &runtime = connectClient(ClientType::Runtime);
    const auto ping = [&] {
        const qsizetype before = runtime.texts().size();
        runtime.sendText(R"({"type":"PING"})");
        QTRY_COMPARE(runtime.texts().size(), before + 1);
    };
    ping();
    m_worker->attachObserver(1);
    m_worker->attachObserver(2);
    m_worker->attachObserver(2);
    m_worker->detachObserver(2);
    m_worker->detachObserver(2);
    ping();
    QTRY_COMPARE(m_batches.size(), 1); // The first one is still there.
    QCOMPARE(m_batches[0]->records.size(), 2U);
    m_worker->detachObserver(1);
    m_worker->attachObserver(3);
    m_worker->detachObserver(3);
    ping();
    stop();
    QCOMPARE(m_batches.size(), 1);
}

void RoomWorkerTest::tellsWhoComesAndGoes()
{
    m_worker->attachObserver(1);
    SocketPeer &stays = connectClient(ClientType::Admin);
    SocketPeer &leaves = connectClient(ClientType::Runtime);
    const ClientId id = idIn(leaves.texts()[0]);
    QVERIFY(m_worker->closeClient(Project, id));
    QTRY_COMPARE(leaves.closeCode(), 4000);
    leaves.send(Opcode::Close, QByteArray::fromHex("0fa0"));
    QTRY_VERIFY(leaves.hasEnded());
    leaves.hangUp();
    QTRY_COMPARE(m_ended.size(), 1);
    QTRY_COMPARE(stays.texts().size(), 2);
    stop();

    QList<ClientEvent> events;
    for (const TrafficBatchPointer &batch : std::as_const(m_batches)) {
        for (const ClientEvent &event : batch->events) {
            QCOMPARE(event.project, Project);
            QVERIFY(event.after <= batch->records.size());
            if (event.client == id)
                events += event;
        }
    }
    QCOMPARE(events.size(), 3);
    QCOMPARE(events[0].kind, ClientEvent::Kind::Joined);
    QCOMPARE(events[0].type, ClientType::Runtime);
    QCOMPARE(events[0].code, 0);
    QCOMPARE(events[1].kind, ClientEvent::Kind::Left);
    QCOMPARE(events[2].kind, ClientEvent::Kind::Closed);
    for (qsizetype i = 1; i < 3; ++i) {
        QCOMPARE(events[i].code, 4000);
        QCOMPARE(events[i].reason, "closed by an operator");
    }
}

void RoomWorkerTest::saysWhoWasThere()
{
    m_worker->attachObserver(1);
    SocketPeer &runtime = connectClient(ClientType::Runtime);
    connectClient(ClientType::Admin);
    runtime.sendText(R"({"type":"news"})");
    const auto found = [&]() -> std::optional<TrafficRecord> {
        for (const TrafficBatchPointer &batch : std::as_const(m_batches)) {
            for (const TrafficRecord &record : batch->records) {
                if (record.kind == TrafficKind::Broadcast)
                    return record;
            }
        }
        return std::nullopt;
    };
    QTRY_VERIFY(found());
    const DeliveryQuery query { Project, found()->roster, TrafficKind::Broadcast,
        idIn(runtime.texts()[0]).text(), {} };
    const auto lines = m_worker->delivery(query);
    QVERIFY(lines.ok());
    QCOMPARE(lines->size(), 2);
    QCOMPARE((*lines)[0].verdict, Verdict::SkippedSender);
    QCOMPARE((*lines)[1].verdict, Verdict::SkippedAdmin);
    m_worker->detachObserver(1);
    QCOMPARE(m_worker->delivery(query).error().code, ErrorCode::NotFound);
}

void RoomWorkerTest::publishes()
{
    SocketPeer &runtime = connectClient(ClientType::Runtime);
    const QByteArray message = R"({"type":"news","to":{"type":"runtime"}})";
    QCOMPARE(m_worker->explain({ Project, message })->reach, (Reach { 1, 0, 1 }));
    QCOMPARE(*m_worker->publish(Project, message), (Reach { 1, 0, 1 }));
    QTRY_COMPARE(runtime.texts().size(), 2);
    QVERIFY(runtime.texts()[1].contains(R"("from":{"type":"system"})"));
    QCOMPARE(m_worker->publish(Project, "{").error().code, ErrorCode::InvalidArgument);
    QCOMPARE(
        m_worker->publish(Project, R"({"type":"PING"})").error().code, ErrorCode::InvalidArgument);
    QCOMPARE(m_worker->explain({ Project, QByteArray(2 << 20, 'x') }).error().code,
        ErrorCode::InvalidArgument);
    QCOMPARE(*m_worker->publish(*ProjectId::fromUtf8("q"), message), Reach());
}

void RoomWorkerTest::drains()
{
    for (int i = 0; i < 3; ++i)
        connectClient(ClientType::Runtime);
    bool isDrained = false;
    m_worker->drain(100ms, [&] { isDrained = true; });
    QTRY_VERIFY(isDrained);
    for (const auto &peer : m_peers)
        QTRY_COMPARE(peer->closeCode(), 1001);
}

void RoomWorkerTest::givesUpClientsThatDoNotEnd()
{
    SocketPeer &silent = connectClient(ClientType::Runtime);
    stop(); // It never answers the close frame.
    QCOMPARE(m_ended, (QList<std::pair<ProjectId, quint16>> { { Project, 1001 } }));
    QCOMPARE(silent.closeCode(), 1001);
    QVERIFY(silent.hasEnded());
}

void RoomWorkerTest::refusesWhoComesTooLate()
{
    stop();
    Upgrade upgrade;
    upgrade.project = Project;
    SocketPeer peer(upgrade);
    m_worker->adopt(std::move(upgrade));
    QTRY_VERIFY(peer.hasEnded());
    QCOMPARE(m_ended, (QList<std::pair<ProjectId, quint16>> { { Project, 1001 } }));
    m_worker->publishUsage(); // No destroyed part is called.
    QVERIFY(!m_worker->closeClient(Project, ClientId::create()));
    QCOMPARE(metrics().projects, 0);
}

void RoomWorkerTest::pingsEachClientAfterItsOwnInterval()
{
    m_settings.pingInterval = 1s;
    m_worker->configure(m_settings);
    const auto wasPinged = [](SocketPeer &peer) {
        const QList<SocketPeer::Frame> &frames = peer.frames();
        return std::any_of(frames.begin(), frames.end(),
            [](const SocketPeer::Frame &frame) { return frame.opcode == Opcode::Ping; });
    };
    SocketPeer &early = connectClient(ClientType::Runtime);
    QElapsedTimer sinceEarly;
    sinceEarly.start();
    QTRY_VERIFY(sinceEarly.hasExpired(500));
    SocketPeer &late = connectClient(ClientType::Runtime);
    QTRY_VERIFY(wasPinged(early));
    QVERIFY(!wasPinged(late));
    QTRY_VERIFY(wasPinged(late));
    m_settings.pingInterval = 1h;
    m_worker->configure(m_settings);
    SocketPeer &silent = connectClient(ClientType::Runtime);
    m_settings.pingInterval = 1s;
    m_worker->configure(m_settings);
    QTRY_COMPARE(early.closeCode(), closecode::NoPong);
    QTRY_VERIFY(wasPinged(silent));
}

QTEST_GUILESS_MAIN(RoomWorkerTest)
#include "tst_roomworker.moc"
