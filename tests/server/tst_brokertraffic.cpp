// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/server/brokerclient.h"

#include "server/base/tuning.h"

#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpSocket>

#include <algorithm>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

const ProjectId Project = *ProjectId::fromUtf8("p");

/// One record with the text it points to.
struct Seen {
    TrafficRecord record;
    ProjectId project;
    QByteArray message;
    QByteArray type;
    QByteArray target;

    [[nodiscard]] ClientId sender() const
    {
        return record.sender.front() == '\0'
            ? ClientId()
            : ClientId::fromText(QByteArray(record.sender.data(), TrafficRecord::ClientIdSize));
    }
    [[nodiscard]] DeliveryQuery query() const
    {
        return { project, record.roster, record.kind, sender().text(), target };
    }
};

QList<Seen> seenIn(const TrafficBatch &batch)
{
    QList<Seen> all;
    for (const TrafficRecord &record : batch.records) {
        all.append(
            { record, batch.projects.at(record.project), batch.bytes.mid(record.begin, record.size),
                batch.bytes.mid(record.typeBegin, record.typeSize),
                batch.bytes.mid(record.targetBegin, record.targetSize) });
    }
    return all;
}

bool isIn(Verdict verdict)
{
    return verdict == Verdict::Delivered || verdict == Verdict::Mirrored;
}

} // namespace

class BrokerTrafficTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsNothingUnlessWanted();
    void tellsEveryKind_data();
    void tellsEveryKind();
    void tellsOfRejectedBytes();
    void tellsOfComingAndGoing();
    void tellsTheReceivers();
    void tellsPublishedMessages();
    void joinedFramesCountForAll();
    void knowsNoOtherRun();

private:
    void startBroker();
    void stopBroker();
    [[nodiscard]] QList<Seen> routed() const;
    void checkDeliveries(const QList<const Client *> &clients);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Broker> m_broker;
    BrokerConfig m_config;
    QList<Seen> m_seen;
    quint64 m_dropped = 0;
};

void BrokerTrafficTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_config = BrokerConfig();
    m_config.port = 0;
    m_config.threads = 2;
    m_config.database = m_folder->filePath(u"broker.db"_s);
    m_broker = std::make_unique<Broker>();
    m_seen.clear();
    m_dropped = 0;
    m_broker->on<TrafficArrived>(this, [this](const TrafficArrived &event) {
        QVERIFY(QThread::currentThread() == thread());
        m_seen += seenIn(*event.batch);
        m_dropped += event.batch->dropped;
        QCOMPARE(event.batch->droppedChanges, 0U);
    });
}

void BrokerTrafficTest::cleanup()
{
    stopBroker();
    m_broker.reset();
}

void BrokerTrafficTest::startBroker()
{
    m_broker->start(m_config);
    QTRY_COMPARE(m_broker->now().state, State::Listening);
}

void BrokerTrafficTest::stopBroker()
{
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
}

/// Without the broker's own messages.
QList<Seen> BrokerTrafficTest::routed() const
{
    QList<Seen> all = m_seen;
    all.removeIf([](const Seen &seen) { return seen.sender() == ClientId(); });
    return all;
}

/// Compares delivery() for every record with the messages that each client has received.
void BrokerTrafficTest::checkDeliveries(const QList<const Client *> &clients)
{
    for (const Seen &seen : std::as_const(m_seen)) {
        const auto lines = resultOf(m_broker->ask(ShowDelivery { seen.query() }));
        QVERIFY2(lines.ok(), seen.message.constData());
        qsizetype got = 0;
        for (const DeliveryLine &line : *lines) {
            const auto client = std::find_if(clients.begin(), clients.end(),
                [&](const Client *one) { return one->id == line.client; });
            QVERIFY(client != clients.end());
            QVERIFY2((*client)->received.contains(seen.message) == isIn(line.verdict),
                seen.message.constData());
            got += isIn(line.verdict) ? 1 : 0;
        }
        QCOMPARE(got, static_cast<qsizetype>(seen.record.delivered + seen.record.mirrored));
        const auto receivers = std::count_if(clients.begin(), clients.end(),
            [&](const Client *one) { return one->received.contains(seen.message); });
        QCOMPARE(receivers, got);
    }
}

void BrokerTrafficTest::tellsNothingUnlessWanted()
{
    startBroker();
    Client client(*m_broker, u"runtime"_s);
    client.send("{\"type\":\"PING\",\"n\":1}");
    QTRY_COMPARE(client.received.size(), 2);
    m_broker->attachObserver(this);
    client.send("{\"type\":\"PING\",\"n\":2}");
    QTRY_COMPARE(m_seen.size(), 2);
    QVERIFY(m_seen.constFirst().message.contains("\"n\":2"));
    const DeliveryQuery query = m_seen.constFirst().query();
    QVERIFY(resultOf(m_broker->ask(ShowDelivery { query })).ok());

    m_broker->detachObserver(this);
    client.send("{\"type\":\"PING\",\"n\":3}");
    QTRY_COMPARE(client.received.size(), 4);
    QCOMPARE(resultOf(m_broker->ask(ShowDelivery { query })).error().code, ErrorCode::NotFound);
    m_broker->attachObserver(this);
    client.send("{\"type\":\"PING\",\"n\":4}");
    QTRY_COMPARE(m_seen.size(), 4);
    QVERIFY(m_seen.at(2).message.contains("\"n\":4"));
    QCOMPARE(resultOf(m_broker->ask(ShowDelivery { query })).error().code, ErrorCode::NotFound);
}

void BrokerTrafficTest::tellsEveryKind_data()
{
    QTest::addColumn<QByteArray>("sender");
    QTest::addColumn<QByteArray>("text"); // $ stands for the first runtime's id.
    QTest::addColumn<TrafficKind>("kind");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("targetType");
    QTest::addColumn<QList<int>>("counts"); // Addressed, mirrored.
    // In the room: two runtimes, one agent, two admins.
    using enum TrafficKind;
    constexpr int Nobody = -1;
    constexpr int Runtime = static_cast<int>(ClientType::Runtime);
    constexpr int Agent = static_cast<int>(ClientType::DataAgent);
    constexpr int Admin = static_cast<int>(ClientType::Admin);
    const auto row = [](const char *name, const char *sender, const char *text, TrafficKind kind,
                         const char *type, const char *target, int targetType,
                         const QList<int> &counts) {
        QTest::newRow(name) << QByteArray(sender) << QByteArray(text) << kind << QByteArray(type)
                            << QByteArray(target) << targetType << counts;
    };
    row("to a client", "agent", R"({"to":{"id":"$"},"type":"a"})", ToClient, "a", "$", Runtime,
        { 1, 2 });
    row("to itself", "runtime", R"({"type":"b","to":{"id":"$"}})", ToClient, "b", "$", Runtime,
        { 1, 2 });
    row("an admin's to a client", "admin", R"({"from":{"x":1},"type":"c","to":{"id":"$"}})",
        ToClient, "c", "$", Runtime, { 1, 1 });
    row("to nobody", "runtime", R"({"type":"d\u0041","from":7,"to":{"id":"g\u006fne"}})", ToClient,
        "d\\u0041", "gone", Nobody, { 0, 2 });
    row("to agents", "runtime", R"({"type":"e","to":{"type":"data-agent"}})", ToType, "e",
        "data-agent", Agent, { 1, 2 });
    row("to the other runtimes", "runtime", R"({ "to":{"type":"runtime"}, "type" : "f" })", ToType,
        "f", "runtime", Runtime, { 1, 2 });
    row("to admins", "runtime", R"({"type":"g","to":{"type":"admin"}})", ToType, "g", "admin",
        Admin, { 2, 0 });
    row("an admin's to admins", "admin", R"({"type":"h","to":{"type":"admin"}})", ToType, "h",
        "admin", Admin, { 1, 0 });
    row("to a type nobody has", "runtime", R"({"type":"i","to":{"type":"x"}})", ToType, "i", "x",
        Nobody, { 0, 2 });
    row("to all", "runtime", R"({"type":"j","from":{}})", Broadcast, "j", "", Nobody, { 2, 0 });
    row("an admin's to all", "admin", R"({"payload":{"type":"no"}})", Broadcast, "", "", Nobody,
        { 3, 0 });
    row("no string as type", "agent", R"({"type":1})", Broadcast, "", "", Nobody, { 2, 0 });
    row("a ping", "runtime", R"({"type":"PING","payload":{"timestamp":1}})", Ping, "PING", "",
        Nobody, { 0, 0 });
    row("broken", "runtime", R"({"type":"k",)", Rejected, "", "", Nobody, { 0, 0 });
    row("wrong to", "runtime", R"({"type":"l","to":1})", Rejected, "l", "", Nobody, { 0, 0 });
    row("twice from", "runtime", R"({"from":1,"from":2,"type":"m"})", Rejected, "m", "", Nobody,
        { 0, 0 });
}

void BrokerTrafficTest::tellsEveryKind()
{
    QFETCH(const QByteArray, sender);
    QFETCH(QByteArray, text);
    QFETCH(const TrafficKind, kind);
    QFETCH(QByteArray, target);
    QFETCH(const int, targetType);
    QFETCH(const QList<int>, counts);
    startBroker();
    m_broker->attachObserver(this);
    Client runtime(*m_broker, u"runtime"_s);
    Client other(*m_broker, u"runtime"_s);
    Client agent(*m_broker, u"data-agent"_s);
    Client admin(*m_broker, u"admin"_s);
    Client witness(*m_broker, u"admin"_s);
    Client &from = sender == "agent" ? agent : sender == "admin" ? admin : runtime;
    text.replace('$', runtime.id.text());
    target.replace('$', runtime.id.text());
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    from.send(text);
    QTRY_COMPARE(routed().size(), 1);

    const Seen seen = routed().constFirst();
    QCOMPARE(seen.project, Project);
    QCOMPARE(seen.record.kind, kind);
    QTEST(seen.type, "type");
    QCOMPARE(seen.target, target);
    QCOMPARE(seen.record.hasTargetType ? static_cast<int>(seen.record.targetType) : -1, targetType);
    QCOMPARE(seen.record.addressed, static_cast<quint32>(counts[0]));
    QCOMPARE(seen.record.delivered, static_cast<quint32>(counts[0]));
    QCOMPARE(seen.record.mirrored, static_cast<quint32>(counts[1]));
    QCOMPARE(seen.sender(), from.id);
    QCOMPARE(seen.record.senderType,
        &from == &agent       ? ClientType::DataAgent
            : &from == &admin ? ClientType::Admin
                              : ClientType::Runtime);
    QVERIFY(seen.record.timeMs >= before);
    if (kind == TrafficKind::Rejected)
        QCOMPARE(seen.message, text);
    else
        QVERIFY(seen.message.contains(from.id.text()));

    // A last message to everybody: all earlier ones have arrived.
    other.send(R"({"type":"end","to":{"type":"runtime"}})");
    admin.send(R"({"type":"end"})");
    QTRY_VERIFY(runtime.received.constLast().contains("\"end\""));
    QTRY_VERIFY(other.received.constLast().contains("\"end\""));
    QTRY_VERIFY(agent.received.constLast().contains("\"end\""));
    QTRY_VERIFY(witness.received.constLast().contains("\"end\""));
    QTRY_COMPARE(routed().size(), 3);
    checkDeliveries({ &runtime, &other, &agent, &admin, &witness });
    QCOMPARE(m_dropped, 0U);
}

void BrokerTrafficTest::tellsOfRejectedBytes()
{
    startBroker();
    m_broker->attachObserver(this);
    Client client(*m_broker, u"runtime"_s);
    const QByteArray invalid = "{\"a\":\"\xff\"}";
    client.socket.sendBinaryMessage(invalid);
    QTRY_COMPARE(m_seen.size(), 3);
    QCOMPARE(m_seen.at(1).record.kind, TrafficKind::Rejected);
    QCOMPARE(m_seen.at(1).message, invalid);
    QCOMPARE(m_seen.at(2).record.kind, TrafficKind::Error);
    QCOMPARE(m_seen.at(2).type, "error");
    QCOMPARE(m_seen.at(2).target, client.id.text());
    QCOMPARE(m_seen.at(2).record.delivered, 1U);
    QTRY_VERIFY(client.received.contains(m_seen.at(2).message));
    const auto lines = resultOf(m_broker->ask(ShowDelivery { m_seen.at(1).query() }));
    QCOMPARE(lines->size(), 1);
    QCOMPARE(lines->constFirst().verdict, Verdict::NotRouted);
}

void BrokerTrafficTest::tellsOfComingAndGoing()
{
    startBroker();
    m_broker->attachObserver(this);
    Client first(*m_broker, u"admin"_s);
    Client second(*m_broker, u"runtime"_s);
    second.leave();
    QTRY_COMPARE(m_seen.size(), 3);
    const Seen &connected = m_seen.at(1);
    QCOMPARE(connected.record.kind, TrafficKind::SystemToOne);
    QCOMPARE(connected.message, second.received.constFirst());
    QCOMPARE(connected.type, "connected");
    QCOMPARE(connected.target, second.id.text());
    QCOMPARE(connected.record.targetType, ClientType::Runtime);
    QCOMPARE(connected.sender(), ClientId());
    QCOMPARE(*resultOf(m_broker->ask(ShowDelivery { connected.query() })),
        (QList<DeliveryLine> { { first.id, ClientType::Admin, Verdict::SkippedOtherClient },
            { second.id, ClientType::Runtime, Verdict::Delivered } }));

    const Seen &left = m_seen.at(2);
    QCOMPARE(left.record.kind, TrafficKind::SystemToAll);
    QCOMPARE(left.type, "client_left");
    QVERIFY(left.target.isEmpty() && !left.record.hasTargetType);
    QCOMPARE(left.record.addressed, 1U);
    QTRY_COMPARE(first.received.constLast(), left.message);
    QCOMPARE(*resultOf(m_broker->ask(ShowDelivery { left.query() })),
        (QList<DeliveryLine> { { first.id, ClientType::Admin, Verdict::Delivered } }));
}

void BrokerTrafficTest::tellsTheReceivers()
{
    startBroker();
    m_broker->attachObserver(this);
    Client elsewhere(*m_broker, u"runtime"_s, u"another project"_s);
    Client runtime(*m_broker, u"runtime"_s);
    Client agent(*m_broker, u"data-agent"_s);
    Client admin(*m_broker, u"admin"_s);
    runtime.send(R"({"type":"one"})");
    runtime.send(R"({"type":"two","to":{"type":"data-agent"}})");
    QTRY_COMPARE(agent.received.size(), 3);
    agent.leave();
    QTRY_VERIFY(runtime.received.constLast().contains("client_left"));
    QTRY_VERIFY(admin.received.constLast().contains("client_left"));
    Client late(*m_broker, u"data-agent"_s);
    runtime.send(R"({"type":"three"})");
    elsewhere.send(R"({"type":"four"})");
    QTRY_COMPARE(late.received.size(), 2);
    QTRY_COMPARE(routed().size(), 4);
    const QList<const Client *> all { &elsewhere, &runtime, &agent, &admin, &late };
    checkDeliveries(all);
    const auto lines = resultOf(m_broker->ask(ShowDelivery { routed().constFirst().query() }));
    QCOMPARE(*lines,
        (QList<DeliveryLine> { { runtime.id, ClientType::Runtime, Verdict::SkippedSender },
            { agent.id, ClientType::DataAgent, Verdict::Delivered },
            { admin.id, ClientType::Admin, Verdict::SkippedAdmin } }));

    // Nobody is left, but the earlier members are known.
    const auto size = m_seen.size();
    late.leave();
    QTRY_VERIFY(runtime.received.constLast().contains(late.id.text()));
    QTRY_VERIFY(admin.received.constLast().contains(late.id.text()));
    runtime.leave();
    QTRY_VERIFY(admin.received.constLast().contains(runtime.id.text()));
    admin.leave();
    QTRY_VERIFY(resultOf(m_broker->ask(ShowProject { Project }))->clients.isEmpty());
    QTRY_COMPARE(m_seen.size(), size + 2);
    checkDeliveries(all);
    QCOMPARE(*resultOf(m_broker->ask(ShowDelivery { routed().constFirst().query() })), *lines);
}

void BrokerTrafficTest::tellsPublishedMessages()
{
    m_config.serviceKey = "k";
    startBroker();
    m_broker->attachObserver(this);
    Client runtime(*m_broker, u"runtime"_s);
    Client admin(*m_broker, u"admin"_s);
    QTRY_COMPARE(m_seen.size(), 2);
    QTcpSocket socket;
    const QUrl url(m_broker->now().urls.constFirst());
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    const QByteArray envelope = R"({"type":"news","to":{"type":"runtime"}})";
    socket.write("POST /publish?projectId=p HTTP/1.1\r\nHost: localhost\r\n"
                 "Authorization: Bearer k\r\nContent-Type: application/json\r\n"
                 "Content-Length: "
        + QByteArray::number(envelope.size()) + "\r\n\r\n" + envelope);
    QTRY_COMPARE(runtime.received.size(), 2);
    QTRY_COMPARE(admin.received.size(), 2);
    QTRY_COMPARE(m_seen.size(), 3);
    const Seen &published = m_seen.constLast();
    QCOMPARE(published.record.kind, TrafficKind::ToType);
    QCOMPARE(published.sender(), ClientId());
    QCOMPARE(published.type, "news");
    QCOMPARE(published.target, "runtime");
    checkDeliveries({ &runtime, &admin });
}

void BrokerTrafficTest::joinedFramesCountForAll()
{
    startBroker();
    m_broker->attachObserver(this);
    Client sender(*m_broker, u"admin"_s);
    Client one(*m_broker, u"runtime"_s);
    Client two(*m_broker, u"data-agent"_s);
    constexpr int Messages = 300; // Many of them in one turn.
    for (int i = 0; i < Messages; ++i)
        sender.send("{\"n\":" + QByteArray::number(i) + '}');
    QTRY_COMPARE(two.received.size(), 1 + Messages);
    QTRY_COMPARE(one.received.size(), 1 + Messages);
    QTRY_COMPARE(routed().size(), Messages);
    const QList<Seen> told = routed();
    for (qsizetype i = 0; i < Messages; ++i) {
        QCOMPARE(told.at(i).message, one.received.at(i + 1));
        QCOMPARE(told.at(i).record.delivered, 2U);
    }
    const ProjectInfo project = *resultOf(m_broker->ask(ShowProject { Project }));
    for (const ClientInfo &info : project.clients)
        QCOMPARE(info.messagesOut, info.id == sender.id ? 1 : 1 + Messages);
}

void BrokerTrafficTest::knowsNoOtherRun()
{
    m_broker->attachObserver(this); // Before it runs.
    DeliveryQuery query;
    query.project = Project;
    QCOMPARE(resultOf(m_broker->ask(ShowDelivery { query })).error().code, ErrorCode::Stopped);
    startBroker();
    QCOMPARE(resultOf(m_broker->ask(ShowDelivery { query })).error().code, ErrorCode::NotFound);
    {
        const Client client(*m_broker, u"runtime"_s);
        QTRY_COMPARE(m_seen.size(), 1);
        query = m_seen.constFirst().query();
        QVERIFY(resultOf(m_broker->ask(ShowDelivery { query })).ok());
    }
    stopBroker();
    startBroker();
    const Client client(*m_broker, u"runtime"_s);
    QTRY_COMPARE(m_seen.size(), 2);
    QCOMPARE(resultOf(m_broker->ask(ShowDelivery { query })).error().code, ErrorCode::NotFound);
    QVERIFY(resultOf(m_broker->ask(ShowDelivery { m_seen.constLast().query() })).ok());
}

QTEST_GUILESS_MAIN(BrokerTrafficTest)
#include "tst_brokertraffic.moc"
