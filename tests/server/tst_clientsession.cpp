// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/clientsession.h"

#include "server/api/bytes.h"
#include "server/base/tuning.h"
#include "server/gateway/handshakes.h"
#include "server/protocol/envelope.h"
#include "socketpeer.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace std::chrono_literals;

/// A session over a socket pair; the test is its owner.
class ClientSessionTest : public QObject, private ClientSession::Owner {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void knowsWhoItIs();
    void answersTheHandshakeFirst();
    void handsMessagesOn();
    void answersPingsUnlessTheyAreTooMany();
    void theFirstCloseFrameCounts();
    void answersACloseFrame();
    void endsWithoutACloseFrame();
    void endsInvalidFrames();
    void closesWhoAnswersNoPings();

private:
    void open();

    void onSessionMessage(ClientSession &, std::span<char> message, Opcode) override
    {
        m_messages += QByteArray(message.data(), static_cast<qsizetype>(message.size()));
    }
    bool onSessionControlFrame(ClientSession &) override { return m_admits; }
    void onSessionDelivery(ClientSession &, const OutputBlock &, DeliveryState) override { }
    void onSessionLeft(ClientSession &) override { ++m_left; }
    void onSessionEnded(ClientSession &) override { ++m_ended; }

    struct Thread {
        SocketPoller poller;
        TimerQueue deadlines;
        OutputPool outputPool;
        BufferPool buffers;
        SystemClock clock;
        MessageCompression compression { clock };
        std::atomic<qint64> waiting = 0;
        WaitingBytes queued { deadlines, waiting, [] {} };
        WaitingBytes unfinished { deadlines, waiting, [] {} };
        std::vector<char> receiveBuffer = std::vector<char>(64 * 1024 + size_t { ScanPadding });
        SocketEnvironment environment { poller, outputPool, buffers, compression, queued,
            unfinished, std::span(receiveBuffer).first(64 * 1024), { 1 << 20, 64 << 20 } };
        Handshakes handshakes;
    };
    std::unique_ptr<Thread> m_thread;
    std::unique_ptr<SocketPeer> m_peer;
    std::unique_ptr<ClientSession> m_session;
    QList<QByteArray> m_messages;
    bool m_admits = true;
    int m_left = 0;
    int m_ended = 0;
};

void ClientSessionTest::init()
{
    m_thread = std::make_unique<Thread>();
    m_thread->queued.setLimits(1h, 1 << 30);
    m_thread->unfinished.setLimits(1h, 1 << 30);
    Upgrade upgrade;
    upgrade.connection = 7;
    upgrade.project = *ProjectId::fromUtf8("project");
    upgrade.type = ClientType::DataAgent;
    upgrade.keyId = 3;
    upgrade.userAgent = QStringLiteral("agent");
    m_peer = std::make_unique<SocketPeer>(upgrade);
    m_session = std::make_unique<ClientSession>(std::move(upgrade), m_thread->environment,
        m_thread->deadlines, 1234, static_cast<ClientSession::Owner &>(*this));
    m_messages.clear();
    m_admits = true;
    m_left = m_ended = 0;
}

void ClientSessionTest::cleanup()
{
    m_session.reset();
    m_peer.reset();
    m_thread.reset();
}

void ClientSessionTest::open()
{
    m_session->open(view(m_thread->handshakes.answer("dGhlIHNhbXBsZSBub25jZQ==")));
    m_session->startReceiving();
}

void ClientSessionTest::knowsWhoItIs()
{
    QCOMPARE(m_session->connection(), 7U);
    QCOMPARE(m_session->project().utf8(), "project");
    QCOMPARE(m_session->keyId(), 3);
    QCOMPARE(m_session->type(), ClientType::DataAgent);
    const ClientInfo info = m_session->snapshot();
    QCOMPARE(info.connectedAtMs, 1234);
    QCOMPARE(info.userAgent, QStringLiteral("agent"));
    QVERIFY(m_session->stamp().find(m_session->idText().toStdString()) != std::string_view::npos);
    QVERIFY(!m_session->acceptsOutput()); // Its handshake is not over.
}

void ClientSessionTest::answersTheHandshakeFirst()
{
    open();
    const std::array blocks { OutputBlock { 0, 4 } };
    m_session->send({ "\x81\x02hi", 4 }, blocks);
    QTRY_COMPARE(m_peer->texts(), QList<QByteArray>({ "hi" }));
    QVERIFY(m_peer->answer.startsWith("HTTP/1.1 101"));
    QVERIFY(m_peer->answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")); // RFC 6455 1.3
    QCOMPARE(m_session->counters().messagesOut, 1);
}

void ClientSessionTest::handsMessagesOn()
{
    open();
    m_peer->sendText("one");
    m_peer->send(Opcode::Binary, "two");
    QTRY_COMPARE(m_messages, QList<QByteArray>({ "one", "two" }));
    QCOMPARE(m_session->snapshot().messagesIn, 2);
    QCOMPARE(m_session->snapshot().bytesIn, 6);
}

void ClientSessionTest::answersPingsUnlessTheyAreTooMany()
{
    open();
    m_peer->send(Opcode::Ping, "a");
    QTRY_COMPARE(m_peer->frames().size(), 1);
    QCOMPARE(m_peer->frames()[0].opcode, Opcode::Pong);
    QCOMPARE(m_peer->frames()[0].payload, "a");
    m_admits = false;
    m_peer->send(Opcode::Ping, "b");
    m_peer->sendText("behind it");
    QTRY_COMPARE(m_messages.size(), 1);
    m_admits = true;
    m_peer->send(Opcode::Ping, "c");
    QTRY_COMPARE(m_peer->frames().size(), 2);
    QCOMPARE(m_peer->frames()[1].payload, "c");
}

void ClientSessionTest::theFirstCloseFrameCounts()
{
    open();
    m_session->close(closecode::Disconnected, "because");
    QCOMPARE(m_left, 1);
    m_session->close(closecode::GoingAway, "another");
    QCOMPARE(m_left, 1);
    QTRY_COMPARE(m_peer->closeCode(), 4000);
    m_peer->send(Opcode::Close, QByteArray::fromHex("0fa0"));
    QTRY_VERIFY(m_peer->hasEnded());
    QCOMPARE(m_ended, 0); // The peer has not ended its side yet.
    m_peer->hangUp();
    QTRY_COMPARE(m_ended, 1);
    const ClientEvent closed = m_session->event(
        ClientEvent::Kind::Closed, m_session->project(), 99);
    QCOMPARE(closed.code, 4000);
    QCOMPARE(closed.reason, "because");
    QCOMPARE(closed.timeMs, 99);
    QCOMPARE(closed.client, m_session->info().id);
}

void ClientSessionTest::answersACloseFrame()
{
    open();
    m_peer->send(Opcode::Close, QByteArray::fromHex("0bb8")); // 3000
    QTRY_COMPARE(m_peer->closeCode(), 3000);
    QCOMPARE(m_session->closeCode(), 3000);
    QTRY_VERIFY(m_peer->hasEnded());
    m_peer->hangUp();
    QTRY_COMPARE(m_ended, 1);
    QCOMPARE(m_left, 1);
}

void ClientSessionTest::endsWithoutACloseFrame()
{
    open();
    m_peer->hangUp();
    QTRY_COMPARE(m_ended, 1);
    QCOMPARE(m_left, 1);
    QCOMPARE(m_session->closeCode(), closecode::NoCloseFrame);
}

void ClientSessionTest::endsInvalidFrames()
{
    open();
    m_peer->write(QByteArray::fromHex("8101") + "x"); // Not masked.
    QTRY_COMPARE(m_peer->closeCode(), 1002);
    QCOMPARE(m_session->closeCode(), 1002);
    QTRY_VERIFY(m_peer->hasEnded()); // Its answer is not waited for.
}

void ClientSessionTest::closesWhoAnswersNoPings()
{
    open();
    for (int i = 0; i < limits::MaxUnansweredPings; ++i)
        m_session->heartbeat();
    m_peer->send(Opcode::Pong, {});
    m_peer->sendText("behind it");
    QTRY_COMPARE(m_messages.size(), 1); // One pong answers them all.
    for (int i = 0; i < limits::MaxUnansweredPings; ++i) {
        m_session->heartbeat();
        QCOMPARE(m_left, 0);
    }
    m_session->heartbeat();
    QCOMPARE(m_session->closeCode(), closecode::NoPong);
    QTRY_COMPARE(m_peer->closeCode(), 4004);
}

QTEST_GUILESS_MAIN(ClientSessionTest)
#include "tst_clientsession.moc"
