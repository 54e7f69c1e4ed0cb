// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/socketrun.h"

#include "server/net/upgrade.h"
#include "server/protocol/envelope.h"
#include "server/protocol/utf8check.h"
#include "tests/fuzz/check.h"
#include "tests/protocol/clientframes.h"

#include <QtCore/QAbstractEventDispatcher>

#include <openssl/ssl.h>

#include <array>

namespace broadcaster {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype MaxMessageSize = 256 * 1024;
constexpr int MaxWork = 4'000'000; ///< Bounds a script, so that it does not take long.
constexpr int MaxTurns = 100'000;
constexpr int QuietTurns = 20;

const QByteArray Response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
const QByteArray Request = "GET";

ProjectId project()
{
    return *ProjectId::fromUtf8("project");
}

} // namespace

SocketRun::SocketRun()
    : m_queued(m_deadlines, m_queuedBytes, [this] { m_queued.relieve(0); })
    , m_unfinished(m_deadlines, m_unfinishedBytes, [this] { m_unfinished.relieve(0); })
    , m_receiveBuffer(static_cast<size_t>(limits::ReceiveBufferBytes + ScanPadding))
    , m_environment { m_poller, m_outputPool, m_buffers, m_compression, m_queued, m_unfinished,
        std::span(m_receiveBuffer).first(limits::ReceiveBufferBytes),
        { MaxMessageSize, m_largestQueue } }
    , m_fake([this](std::string_view bytes) {
        const QByteArray data = m_peer ? m_peer->take(bytes) : toBytes(bytes);
        if (m_output)
            m_output->arrive(view(data));
        flushPeer();
    })
    , m_input(MaxMessageSize)
{
    m_poller.setBeforeFlush([this] {
        m_queued.endTurn();
        m_unfinished.endTurn();
    });
}

SocketRun::~SocketRun() = default;

void SocketRun::run(std::string_view text)
{
    const size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
        Script settings(text.substr(0, colon));
        while (const char command = settings.command())
            set(command, settings);
        text.remove_prefix(colon + 1);
    }
    connect();
    Script script(text);
    for (char command = script.command(); command != 0 && m_work < MaxWork;
         command = script.command())
        execute(command, script);
    open();
    finish();
}

void SocketRun::connect()
{
    const std::chrono::milliseconds timeout = m_isAging ? 0ms : 1h;
    m_queued.setLimits(timeout, m_maxQueued);
    m_unfinished.setLimits(timeout, m_maxUnfinished);
    Upgrade upgrade;
    upgrade.stream = m_tlsVersion != 0 ? connectTls() : Stream(m_fake.takeDescriptor());
    upgrade.project = project();
    upgrade.earlyBytes = m_earlyBytes;
    m_input.send(m_earlyBytes);
    m_output = std::make_unique<DeliveryModel>(Response, !m_peer);
    m_socket = std::make_unique<ClientSocket>(
        std::move(upgrade), m_environment, static_cast<ClientSocketHandler &>(*this));
}

/// Ends the handshake, if it has not ended.
void SocketRun::open()
{
    if (std::exchange(m_isOpened, true))
        return;
    if (m_sendsEarly) {
        sendMessage(100, true);
        sendBatch(2, 100, true);
    }
    if (m_closesEarly) {
        m_wasDropped = true; // Without a handshake there is no close frame.
        m_socket->close(1001, {});
        return;
    }
    m_socket->open(view(Response));
    m_socket->startFrames();
}

/// TLS's handshake and a request, as they go before a ClientSocket.
Stream SocketRun::connectTls()
{
    m_peer = std::make_unique<TlsPeer>(m_tlsVersion);
    Stream stream(m_fake.takeDescriptor(), TlsPeer::serverContext());
    std::array<char, 100> buffer;
    for (int i = 0; i < 10; ++i) {
        flushPeer();
        if (i == 2)
            m_peer->write(Request);
        flushPeer();
        const ssize_t count = stream.receive(buffer);
        if (count > 0) {
            check(toBytes({ buffer.data(), static_cast<size_t>(count) }) == Request,
                "the request comes over TLS");
            return stream;
        }
        check(count < 0 && Stream::mayRetry(), "the handshake goes on");
    }
    check(false, "the handshake ends");
    return stream;
}

void SocketRun::clientSends(const QByteArray &bytes)
{
    m_work += static_cast<int>(bytes.size());
    if (bytes.isEmpty() || (m_peer && !m_peer->write(bytes)))
        return;
    m_input.send(bytes);
    if (m_peer)
        flushPeer();
    else
        m_fake.arrive(bytes);
}

void SocketRun::clientSends(Opcode opcode, bool isFinal, const QByteArray &payload)
{
    clientSends(clientFrame(opcode, payload, isFinal));
}

void SocketRun::flushPeer()
{
    if (m_peer)
        m_fake.arrive(m_peer->takeOutput());
}

void SocketRun::sendMessage(int size, bool isRecorded)
{
    m_work += size;
    const bool isAccepted = m_socket->acceptsOutput();
    m_accepted += isAccepted;
    const quint64 number = m_output->addMessage(size, isAccepted, isRecorded);
    m_socket->sendMade(isRecorded ? number : 0, [&](QByteArray &out) {
        appendFrame(out, Opcode::Text, view(DeliveryModel::payload(number, size)));
    });
}

void SocketRun::sendBatch(int count, int size, bool isShared)
{
    QByteArray frames;
    std::vector<OutputBlock> blocks;
    const bool isAccepted = m_socket->acceptsOutput();
    for (int i = 0; i < count; ++i) {
        const bool isRecorded = i % 4 != 3;
        const quint64 number = m_output->addMessage(size + i, isAccepted, isRecorded);
        const QByteArray frame = textFrame(view(DeliveryModel::payload(number, size + i)));
        frames += frame;
        blocks.push_back({ isRecorded ? number : 0, static_cast<quint32>(frame.size()) });
    }
    m_work += static_cast<int>(frames.size());
    if (count == 0)
        return;
    m_accepted += isAccepted ? count : 0;
    if (isShared)
        m_socket->sendShared(view(frames), blocks);
    else
        m_socket->send(view(frames), blocks);
}

void SocketRun::ping()
{
    m_output->addPing(++m_pings);
    m_socket->sendControl(Opcode::Ping, view(QByteArray::number(m_pings)));
}

void SocketRun::close(quint16 code)
{
    if (!m_socket->isClosing())
        m_output->addClose(code);
    m_socket->close(code, "because");
}

void SocketRun::drop()
{
    m_wasDropped = true;
    m_socket->drop();
}

void SocketRun::answer()
{
    m_work += 1000;
    switch (m_answer) {
    case 1:
        sendMessage(100, true);
        break;
    case 2:
        sendBatch(3, 100, true);
        break;
    case 3:
        sendMessage(static_cast<int>(limits::EarlyFlushBytes), true);
        break;
    case 4:
        m_socket->budget().addFanoutDebt(limits::WorkBytesPerTurn, 2);
        break;
    case 5:
        close(4000);
        break;
    case 7:
        drop();
        break;
    case 8:
        ping();
        break;
    default:
        break;
    }
}

void SocketRun::turn()
{
    m_work += 1000;
    QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents);
    const qint64 queued = m_queuedBytes;
    check(queued == 0 || queued == m_socket->bytesToWrite(), "bytes that wait are accounted for");
    check(m_unfinishedBytes >= 0
            && m_unfinishedBytes <= MaxMessageSize + limits::ReceiveBufferBytes + 200,
        "bytes of unfinished messages are bounded");
    check(!m_isOver || (queued == 0 && m_unfinishedBytes == 0 && m_socket->bytesToWrite() == 0),
        "nothing waits at the end");
    // A message that was begun stays, and so do the response and the close frame.
    check(m_socket->bytesToWrite() <= std::max<qsizetype>(m_largestQueue, MaxBytes) + 1000,
        "not more waits than may");
}

/// Turns until no more events happen.
void SocketRun::rest()
{
    int quiet = 0;
    for (int i = 0; quiet < QuietTurns; ++i) {
        check(i < MaxTurns, "the socket comes to rest");
        turn();
        const bool isQuiet = m_poller.hasUnserved() || m_socket->bytesToWrite() > 0
            ? false
            : m_isOver || m_fake.hasToldEnd() || !m_fake.hasIncoming();
        quiet = isQuiet ? quiet + 1 : 0;
    }
}

void SocketRun::finish()
{
    if (m_isAbandoned) {
        m_socket.reset();
        check(m_queuedBytes == 0 && m_unfinishedBytes == 0, "nothing is accounted for at the end");
        return;
    }
    m_fake.failSend(0);
    m_fake.setRoom(FakeSocket::Unlimited);
    m_fake.setMostPerSend(FakeSocket::Unlimited);
    m_fake.setMostPerReceive(FakeSocket::Unlimited);
    m_poller.budget().setMaxQueuedBytes(limits::TurnQueueBytes);
    rest();
    const bool isLossless = !m_isOver && !m_fake.hasFailedSend() && !m_isTampered;
    const bool isComplete = isLossless && !m_isClosing;
    check(!isLossless || m_wasTooSlow || m_pongs == m_output->pongs().size(),
        "each ping is answered");
    if (!m_isOver) {
        m_fake.arriveEnd();
        rest();
    }
    check(m_isOver, "the peer's end ends the socket");
    const TrafficCounts counts = m_socket->counters();
    m_output->finish(isLossless, counts.messagesOut, m_dropped);
    check(counts.messagesOut == m_accepted, "messages that were accepted are counted");
    m_input.finish(isComplete, m_isAging || m_maxUnfinished < Unbounded, m_output->pongs());
    m_socket.reset();
    check(m_queuedBytes == 0 && m_unfinishedBytes == 0, "nothing is accounted for at the end");
}

/// The test gives the socket a reason to end.
bool SocketRun::mayEnd() const
{
    return m_wasDropped || m_isTampered || m_saidGoodbye || m_fake.hasToldEnd()
        || m_fake.hasFailedSend() || m_keyUpdates >= limits::MaxEmptyTlsReads;
}

void SocketRun::onMessage(std::span<char> message, Opcode opcode)
{
    check(m_isReceiving, "nothing is received behind a close, an error or the end");
    check(
        static_cast<qsizetype>(message.size()) <= MaxMessageSize, "a message is within the limit");
    if (m_input.noteMessage(message, opcode))
        answer();
    else
        close(1007);
}

void SocketRun::onFrameError(quint16 closeCode, std::string_view reason)
{
    check(m_isReceiving, "no error comes behind a close, an error or the end");
    check(!reason.empty(), "an error says what it is");
    m_input.noteError(closeCode);
    close(closeCode);
}

bool SocketRun::onControlFrame(Opcode opcode)
{
    check(m_isReceiving, "nothing is received behind a close, an error or the end");
    m_input.noteControl(opcode);
    if (m_answer == 9)
        return false;
    answer();
    m_pongs += opcode == Opcode::Ping && m_socket->acceptsOutput();
    return true;
}

void SocketRun::onCloseFrame(const CloseAnswer &answer)
{
    check(m_isReceiving, "nothing is received behind a close, an error or the end");
    m_input.noteClose(answer.code);
    m_isReceiving = false;
    close(answer.code);
}

void SocketRun::onTooSlow(TooSlow)
{
    check(!m_isClosing, "a socket that closes is not too slow");
    m_wasTooSlow = true;
    close(4002);
}

void SocketRun::onDelivery(const OutputBlock &block, DeliveryState state)
{
    check(!m_isOver || DeliveryModel::isDropped(state), "nothing is sent behind the end");
    if (DeliveryModel::isDropped(state))
        ++m_dropped;
    if (block.message != 0)
        m_output->report(block.message, state);
}

void SocketRun::onCloseStarted()
{
    check(!std::exchange(m_isClosing, true), "closing starts once");
    m_isReceiving = false;
}

void SocketRun::onClosed()
{
    check(m_isClosing && !std::exchange(m_isOver, true), "the end comes once, behind closing");
    check(mayEnd(), "a socket ends for a reason");
    m_fake.noteClosed();
}

} // namespace broadcaster
