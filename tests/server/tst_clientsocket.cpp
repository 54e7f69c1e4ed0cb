// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/clientsocket.h"

#include "server/net/upgrade.h"
#include "server/protocol/envelope.h"

#include <QtTest/QTest>

#include <array>

using namespace broadcaster;
using namespace std::chrono_literals;

/// Reports of a socket to its owner. tests/fuzz/clientsocket.cpp tries everything at once.
class ClientSocketTest : public QObject, private ClientSocketHandler {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aBrokenConnectionLosesASharedBatch();
    void aCloseFrameIsAccountedFor();
    void nothingIsAccountedForBehindADrop();

private:
    void fillTheKernel();

    void onMessage(std::span<char>, Opcode) override { m_socket->drop(); }
    void onFrameError(quint16, std::string_view) override { }
    [[nodiscard]] bool onControlFrame(Opcode) override { return true; }
    void onCloseFrame(const CloseAnswer &) override { }
    void onTooSlow(TooSlow) override { }
    void onDelivery(const OutputBlock &block, DeliveryState state) override
    {
        if (block.message != 0)
            m_deliveries += { block.message, state };
    }
    void onCloseStarted() override { }
    void onClosed() override { m_isClosed = true; }

    struct Thread {
        SocketPoller poller;
        TimerQueue deadlines;
        OutputPool outputPool;
        BufferPool buffers;
        SystemClock clock;
        MessageCompression compression { clock };
        std::atomic<qint64> queuedBytes = 0;
        std::atomic<qint64> unfinishedBytes = 0;
        WaitingBytes queued { deadlines, queuedBytes, [] {} };
        WaitingBytes unfinished { deadlines, unfinishedBytes, [] {} };
        std::vector<char> receiveBuffer = std::vector<char>(64 * 1024 + size_t { ScanPadding });
        SocketEnvironment environment { poller, outputPool, buffers, compression, queued,
            unfinished, std::span(receiveBuffer).first(64 * 1024), { 1 << 20, 64 << 20 } };
    };
    std::unique_ptr<Thread> m_thread;
    OwnedDescriptor m_peer;
    std::unique_ptr<ClientSocket> m_socket;
    QList<std::pair<quint64, DeliveryState>> m_deliveries;
    bool m_isClosed = false;
};

void ClientSocketTest::init()
{
    std::array<int, 2> ends {};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    m_peer = OwnedDescriptor(ends[1]);
    m_thread = std::make_unique<Thread>();
    m_thread->queued.setLimits(1h, 1 << 30);
    m_thread->unfinished.setLimits(1h, 1 << 30);
    Upgrade upgrade;
    upgrade.stream = Stream(OwnedDescriptor(ends[0]));
    upgrade.project = *ProjectId::fromUtf8("project");
    m_socket = std::make_unique<ClientSocket>(
        std::move(upgrade), m_thread->environment, static_cast<ClientSocketHandler &>(*this));
    m_socket->open("response");
    m_socket->startFrames();
    QTRY_COMPARE(m_socket->bytesToWrite(), 0);
}

void ClientSocketTest::cleanup()
{
    m_socket.reset();
    QCOMPARE(m_thread->queuedBytes, 0);
    QCOMPARE(m_thread->unfinishedBytes, 0);
    m_thread.reset();
    m_peer.reset();
    m_deliveries.clear();
    m_isClosed = false;
}

void ClientSocketTest::fillTheKernel()
{
    const QByteArray message(4 << 20, 'x');
    m_socket->sendMade(0, [&](QByteArray &out) { out += message; });
    QVERIFY(m_thread->queuedBytes > 0);
}

void ClientSocketTest::aBrokenConnectionLosesASharedBatch()
{
    m_peer.reset();
    const std::array blocks { OutputBlock { 7, 3 }, OutputBlock { 0, 3 }, OutputBlock { 9, 3 } };
    m_socket->sendShared("onetwosix", blocks);
    QCOMPARE(m_deliveries,
        (QList<std::pair<quint64, DeliveryState>> {
            { 7, DeliveryState::ConnectionLost }, { 9, DeliveryState::ConnectionLost } }));
    QTRY_VERIFY(m_isClosed);
}

void ClientSocketTest::aCloseFrameIsAccountedFor()
{
    fillTheKernel();
    const qint64 before = m_thread->queuedBytes;
    m_socket->close(1001, "bye");
    QCOMPARE(m_thread->queuedBytes - before, 2 + 2 + 3);
    QCOMPARE(m_thread->queuedBytes, m_socket->bytesToWrite());
}

void ClientSocketTest::nothingIsAccountedForBehindADrop()
{
    // The frame's size is 20,000, with a mask that changes nothing. It comes in two parts, so that
    // the reader still holds the message while it is handled.
    const QByteArray head = QByteArray::fromHex("82fe4e2000000000");
    const QByteArray half(10'000, 'x');
    QCOMPARE(::send(m_peer.get(), head.constData(), size_t(head.size()), 0), head.size());
    QCOMPARE(::send(m_peer.get(), half.constData(), size_t(half.size()), 0), half.size());
    QTRY_VERIFY(m_thread->unfinishedBytes > 0);
    QCOMPARE(::send(m_peer.get(), half.constData(), size_t(half.size()), 0), half.size());
    QTRY_VERIFY(m_isClosed);
    QCOMPARE(m_thread->unfinishedBytes, 0);
}

QTEST_GUILESS_MAIN(ClientSocketTest)
#include "tst_clientsocket.moc"
