// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/server/brokerclient.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpSocket>

#include <algorithm>
#include <map>
#include <set>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;
using States = QList<DeliveryState>;

namespace {

constexpr qsizetype PayloadBytes = 16 * 1024;

/// A client that reads its greeting and then nothing more, until readOn().
class SilentClient {
public:
    explicit SilentClient(const Broker &broker, const QByteArray &type = "runtime")
    {
        const QUrl url(broker.now().urls.constFirst());
        socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        socket.write("GET /websocket?projectId=p&type=" + type
            + " HTTP/1.1\r\nHost: localhost\r\n"
              "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        QByteArray greeting;
        const QByteArray before = "\"clientId\":\"";
        const auto complete = [&] {
            greeting += socket.readAll();
            return greeting.indexOf(before) > 0 && greeting.endsWith('}');
        };
        if (!QTest::qWaitFor(complete))
            qFatal("not greeted");
        socket.setReadBufferSize(1);
        id = ClientId::fromText(greeting.mid(greeting.indexOf(before) + before.size(), 36));
    }
    /// Reads all further bytes.
    void readOn()
    {
        QObject::connect(
            &socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        socket.setReadBufferSize(0);
        received += socket.readAll();
    }
    /// The number of messages that have come whole.
    [[nodiscard]] int messages() const
    {
        return static_cast<int>(received.count(QByteArray("x\"}")));
    }

    QTcpSocket socket;
    ClientId id;
    QByteArray received;
};

QByteArray textTo(const QByteArray &to, qsizetype payload = PayloadBytes)
{
    return "{" + to + "\"payload\":\"" + QByteArray(payload, 'x') + "\"}";
}

QByteArray toClient(const ClientId &id)
{
    return textTo("\"to\":{\"id\":\"" + id.text() + "\"},");
}

bool knowsThatOneLeft(const Client &client)
{
    return std::any_of(client.received.begin(), client.received.end(),
        [](const QByteArray &message) { return message.contains("client_left"); });
}

} // namespace

/// Reports of messages that a client does not take at once.
class BrokerDeliveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void toldOfClientsThatNeverRead();
    void toldOfClientsThatReadLate();
    void toldOfConnectionsThatAreReset();
    void toldOfClientsThatAreClosed();
    void othersAreNotConcerned();
    void toldOfMirrors();
    void toldOfThePublished();
    void countedButNotToldUnlessWanted();
    void nothingIsLeftWaitingByAStop();

private:
    void startBroker();
    void sendUntil(Client &sender, const QByteArray &text, const std::function<bool()> &reached);
    [[nodiscard]] States last(const ClientId &client) const;
    [[nodiscard]] int count(const ClientId &client, DeliveryState state) const;
    [[nodiscard]] QByteArray answerTo(const QByteArray &request, const QByteArray &body = {});
    [[nodiscard]] qint64 metric(const QByteArray &reason);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Broker> m_broker;
    BrokerConfig m_config;
    std::set<quint64> m_numbers; ///< Numbers of the records.
    qsizetype m_messages = 0; ///< Number of clients' messages that had receivers,
    qsizetype m_addressed = 0; ///< and the sum of their receivers.
    std::map<QByteArray, std::map<quint64, States>> m_states; ///< By client and record.
    bool m_isWrong = false; ///< An impossible change was reported.
};

void BrokerDeliveryTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_config = BrokerConfig();
    m_config.port = 0;
    m_config.threads = 2;
    m_config.serviceKey = "k";
    m_config.database = m_folder->filePath(u"broker.db"_s);
    m_broker = std::make_unique<Broker>();
    m_numbers.clear();
    m_messages = 0;
    m_addressed = 0;
    m_states.clear();
    m_isWrong = false;
    m_broker->on<TrafficArrived>(this, [this](const TrafficArrived &event) {
        for (const TrafficRecord &record : event.batch->records) {
            const bool isMessage = record.sender.front() != '\0' && record.addressed > 0;
            m_isWrong |= !m_numbers.insert(record.number).second || record.number == 0;
            m_addressed += isMessage ? record.addressed : 0;
            m_messages += isMessage ? 1 : 0;
        }
        for (const DeliveryChange &change : event.batch->changes) {
            States &states = m_states[change.client.text()][change.message];
            m_isWrong |= change.wasQueued != states.contains(DeliveryState::Queued);
            m_isWrong |= !states.isEmpty() && states.constLast() != DeliveryState::Queued;
            states.append(change.state);
        }
        m_isWrong |= event.batch->droppedChanges != 0;
    });
}

void BrokerDeliveryTest::cleanup()
{
    QVERIFY(!m_isWrong);
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
    m_broker.reset();
}

void BrokerDeliveryTest::startBroker()
{
    m_broker->start(m_config);
    QTRY_COMPARE(m_broker->now().state, State::Listening);
}

/// Sends a few messages at a time, which the broker handles before the next ones.
void BrokerDeliveryTest::sendUntil(
    Client &sender, const QByteArray &text, const std::function<bool()> &reached)
{
    constexpr int AtATime = 8;
    const QDeadlineTimer deadline(std::chrono::seconds(60));
    while (!reached()) {
        if (deadline.hasExpired())
            qFatal("it does not happen");
        const qsizetype before = sender.received.size();
        for (int i = 0; i < AtATime; ++i)
            sender.send(text);
        sender.send(R"({"type":"PING"})");
        QTRY_VERIFY(sender.received.size() > before);
    }
}

/// The last state of each message to the client, if there is one.
States BrokerDeliveryTest::last(const ClientId &client) const
{
    States all;
    if (const auto found = m_states.find(client.text()); found != m_states.end()) {
        for (const auto &[message, states] : found->second)
            all.append(states.constLast());
    }
    return all;
}

int BrokerDeliveryTest::count(const ClientId &client, DeliveryState state) const
{
    return static_cast<int>(last(client).count(state));
}

QByteArray BrokerDeliveryTest::answerTo(const QByteArray &request, const QByteArray &body)
{
    QTcpSocket socket;
    const QUrl url(m_broker->now().urls.constFirst());
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    socket.write(request
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
          "Authorization: Bearer k\r\nContent-Type: application/json\r\n"
          "Content-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }))
        qFatal("no answer");
    return socket.readAll();
}

qint64 BrokerDeliveryTest::metric(const QByteArray &reason)
{
    const QByteArray body = answerTo("GET /metrics");
    const QByteArray name = "broadcaster_messages_dropped_total{reason=\"" + reason + "\"} ";
    const qsizetype at = body.indexOf(name);
    return at < 0 ? -1 : body.mid(at + name.size()).split('\n').constFirst().toLongLong();
}

void BrokerDeliveryTest::toldOfClientsThatNeverRead()
{
    m_config.maxQueueBytes = 1024 * 1024;
    startBroker();
    m_broker->attachObserver(this);
    Client sender(*m_broker, u"runtime"_s);
    SilentClient slow(*m_broker);
    const auto isClosed = [&] { return count(slow.id, DeliveryState::TooSlow) > 0; };
    sendUntil(sender, toClient(slow.id), isClosed);
    QTRY_VERIFY(isClosed());
    QTRY_VERIFY(knowsThatOneLeft(sender));
    // Every sent message arrives, and nothing else.
    slow.readOn();
    QTRY_VERIFY(slow.received.contains("too slow"));
    QTRY_COMPARE(count(slow.id, DeliveryState::Queued), 0);
    const int dropped = count(slow.id, DeliveryState::TooSlow);
    QVERIFY(dropped >= m_config.maxQueueBytes / (PayloadBytes + 1024));
    QCOMPARE(qsizetype { slow.messages() }, m_addressed - dropped);
    QCOMPARE(count(slow.id, DeliveryState::ConnectionLost), 0);
    QCOMPARE(metric("too_slow"), dropped);
    QCOMPARE(resultOf(m_broker->ask(Overview()))->projects.constFirst().dropped, dropped);
    QCOMPARE(metric("connection_lost"), 0);
    QCOMPARE(last(sender.id), States());
}

void BrokerDeliveryTest::toldOfClientsThatReadLate()
{
    startBroker();
    m_broker->attachObserver(this);
    Client sender(*m_broker, u"runtime"_s);
    SilentClient late(*m_broker);
    sendUntil(
        sender, toClient(late.id), [&] { return count(late.id, DeliveryState::Queued) >= 32; });
    const qsizetype messages = m_messages;
    late.readOn();
    QTRY_VERIFY(late.messages() >= messages);
    QTRY_COMPARE(count(late.id, DeliveryState::Queued), 0);
    QCOMPARE(last(late.id).size(), count(late.id, DeliveryState::Sent));
    QVERIFY(last(late.id).size() >= 32);
    QCOMPARE(metric("too_slow") + metric("connection_lost"), 0);
}

void BrokerDeliveryTest::toldOfConnectionsThatAreReset()
{
    startBroker();
    m_broker->attachObserver(this);
    Client sender(*m_broker, u"runtime"_s);
    SilentClient lost(*m_broker);
    sendUntil(
        sender, toClient(lost.id), [&] { return count(lost.id, DeliveryState::Queued) >= 32; });
    lost.socket.abort();
    QTRY_VERIFY(knowsThatOneLeft(sender));
    QTRY_COMPARE(count(lost.id, DeliveryState::Queued), 0);
    const int dropped = count(lost.id, DeliveryState::ConnectionLost);
    QVERIFY(dropped >= 32); // Includes the message that was sent in part.
    QCOMPARE(last(lost.id).size(), dropped);
    QCOMPARE(metric("connection_lost"), dropped);
    QCOMPARE(resultOf(m_broker->ask(Overview()))->projects.constFirst().dropped, dropped);
    QCOMPARE(metric("too_slow"), 0);
}

// The client has left its room when its waiting messages are given up.
void BrokerDeliveryTest::toldOfClientsThatAreClosed()
{
    startBroker();
    m_broker->attachObserver(this);
    Client sender(*m_broker, u"runtime"_s);
    auto closed = std::make_unique<SilentClient>(*m_broker);
    const ClientId id = closed->id;
    sendUntil(sender, toClient(id), [&] { return count(id, DeliveryState::Queued) >= 32; });
    m_broker->ask(DisconnectClient { *ProjectId::fromUtf8("p"), id });
    QTRY_VERIFY(knowsThatOneLeft(sender));
    QVERIFY(count(id, DeliveryState::Queued) >= 32); // The client may still read them.
    closed.reset();
    QTRY_COMPARE(count(id, DeliveryState::Queued), 0);
    QCOMPARE(last(id).size(), count(id, DeliveryState::ConnectionLost));
    QCOMPARE(metric("connection_lost"), last(id).size());
}

void BrokerDeliveryTest::othersAreNotConcerned()
{
    m_config.maxQueueBytes = 1024 * 1024;
    startBroker();
    m_broker->attachObserver(this);
    Client sender(*m_broker, u"runtime"_s);
    Client reader(*m_broker, u"runtime"_s);
    SilentClient slow(*m_broker, "data-agent");
    const SilentClient admin(*m_broker, "admin"); // Gets no broadcasts.
    sendUntil(sender, textTo({}), [&] { return count(slow.id, DeliveryState::TooSlow) > 0; });
    slow.socket.abort(); // It waits for the end of a frame.
    QTRY_COMPARE(count(slow.id, DeliveryState::Queued), 0);
    QCOMPARE(last(admin.id), States());
    QCOMPARE(count(reader.id, DeliveryState::TooSlow), 0);
    // The greeting, the messages, and that the slow client has left.
    QTRY_COMPARE(reader.received.size(), 2 + m_messages);
    QTRY_COMPARE(count(reader.id, DeliveryState::Queued), 0);
    QCOMPARE(metric("too_slow"), count(slow.id, DeliveryState::TooSlow));
}

void BrokerDeliveryTest::toldOfMirrors()
{
    m_config.maxQueueBytes = 1024 * 1024;
    startBroker();
    m_broker->attachObserver(this);
    Client sender(*m_broker, u"runtime"_s);
    Client reader(*m_broker, u"data-agent"_s);
    SilentClient admin(*m_broker, "admin");
    sendUntil(
        sender, toClient(reader.id), [&] { return count(admin.id, DeliveryState::TooSlow) > 0; });
    admin.socket.abort();
    QTRY_COMPARE(count(admin.id, DeliveryState::Queued), 0);
    QCOMPARE(metric("too_slow"), count(admin.id, DeliveryState::TooSlow));
    QCOMPARE(count(reader.id, DeliveryState::TooSlow), 0);
}

void BrokerDeliveryTest::toldOfThePublished()
{
    m_config.maxQueueBytes = 256 * 1024;
    startBroker();
    m_broker->attachObserver(this);
    Client runtime(*m_broker, u"runtime"_s);
    SilentClient slow(*m_broker, "data-agent");
    const QByteArray text = textTo(R"("to":{"type":"data-agent"},)", 4 * PayloadBytes - 1024);
    int published = 0;
    while (count(slow.id, DeliveryState::TooSlow) == 0) {
        QVERIFY(answerTo("POST /publish?projectId=p", text).startsWith("HTTP/1.1 200"));
        ++published;
    }
    slow.socket.abort();
    QTRY_COMPARE(count(slow.id, DeliveryState::Queued), 0);
    QVERIFY(count(slow.id, DeliveryState::TooSlow) >= 3);
    QVERIFY(count(slow.id, DeliveryState::TooSlow) < published);
    QCOMPARE(metric("too_slow"), count(slow.id, DeliveryState::TooSlow));
}

void BrokerDeliveryTest::countedButNotToldUnlessWanted()
{
    m_config.maxQueueBytes = 256 * 1024;
    startBroker();
    m_broker->attachObserver(this);
    Client sender(*m_broker, u"runtime"_s);
    const SilentClient slow(*m_broker);
    sendUntil(sender, toClient(slow.id), [&] { return count(slow.id, DeliveryState::Queued) > 0; });
    m_broker->detachObserver(this);
    const auto told = m_states;
    sendUntil(sender, toClient(slow.id), [&] { return metric("too_slow") > 0; });
    QTRY_VERIFY(metric("too_slow") >= 15);
    QVERIFY(m_states == told);
    // Earlier records are not reported afterwards as if they were new.
    m_broker->attachObserver(this);
    const size_t before = m_numbers.size();
    sendUntil(sender, R"({"type":"end"})", [&] { return m_numbers.size() > before; });
    for (const auto &[client, messages] : m_states)
        QVERIFY(client == slow.id.text());
}

void BrokerDeliveryTest::nothingIsLeftWaitingByAStop()
{
    startBroker();
    m_broker->attachObserver(this);
    Client sender(*m_broker, u"runtime"_s);
    const SilentClient slow(*m_broker);
    sendUntil(
        sender, toClient(slow.id), [&] { return count(slow.id, DeliveryState::Queued) >= 32; });
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
    QTRY_COMPARE(count(slow.id, DeliveryState::Queued), 0);
    QVERIFY(count(slow.id, DeliveryState::ConnectionLost) >= 32);
}

QTEST_GUILESS_MAIN(BrokerDeliveryTest)
#include "tst_brokerdelivery.moc"
