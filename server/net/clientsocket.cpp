// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/clientsocket.h"

#include "server/api/limits.h"
#include "server/net/upgrade.h"

#include <cerrno>
#include <cstring>

namespace broadcaster {

namespace {

constexpr quint16 PolicyViolation = 1008; // RFC 6455 7.4.1

/// Written anew from what the gateway has checked, so that QWebSocketServer's own parser meets
/// nothing it would stumble on. It keeps this as long as the client stays, so it is short. The path
/// carries the connection's number back to us.
QByteArray canonicalHead(const Upgrade &upgrade)
{
    return "GET /" + QByteArray::number(upgrade.connection)
        + " HTTP/1.1\r\nHost: b\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + upgrade.webSocketKey + "\r\n\r\n";
}

} // namespace

ClientSocket::ClientSocket(
    Upgrade &&upgrade, const SocketEnvironment &environment, Handler &handler)
    : m_stream(std::move(upgrade.stream))
    , m_environment(environment)
    , m_handler(handler)
    , m_reader(environment.limits.maxMessageSize, environment.messageBuffers)
    , m_output(environment.outputBuffers)
    , m_head(canonicalHead(upgrade))
    , m_early(std::move(upgrade.earlyBytes))
    , m_receiveBytes(limits::FirstReceiveBytes)
{
    m_upward = { m_head.constData(), static_cast<size_t>(m_head.size()) };
    setOpenMode(ReadWrite | Unbuffered);
    setSocketState(ConnectedState);
}

ClientSocket::~ClientSocket()
{
    if (m_registered || m_flushRequested)
        m_environment.poller.remove(m_stream.descriptor(), this);
}

void ClientSocket::startFrames()
{
    m_stage = Stage::Open;
    m_head = QByteArray();
    m_upward = {};
    // Frees the block that QIODevice took for the handshake's peek: 16 KiB a client.
    setOpenMode(WriteOnly | Unbuffered);
    setOpenMode(ReadWrite | Unbuffered);

    m_registered = m_environment.poller.add(m_stream.descriptor(), this);
    if (!m_registered) {
        drop();
        return;
    }
    if (m_wantsWrite)
        updateInterest();
    QByteArray early = std::move(m_early);
    m_early = QByteArray();
    std::span<char> buffer = m_environment.receiveBuffer;
    for (qsizetype at = 0; at < early.size();) {
        const auto part = std::min(static_cast<qsizetype>(buffer.size()), early.size() - at);
        std::memcpy(buffer.data(), early.constData() + at, static_cast<size_t>(part));
        takeFrames(buffer.first(static_cast<size_t>(part)));
        at += part;
    }
    followUp();
}

// Once a turn: what was asked for is read in its own.
void ClientSocket::onReadable()
{
    if (!m_readRequested)
        onMoreToRead();
}

void ClientSocket::onMoreToRead()
{
    m_readRequested = false;
    std::span<char> buffer = m_reader.placeForRest();
    if (buffer.empty())
        buffer = m_environment.receiveBuffer;
    buffer = buffer.first(std::min(buffer.size(), static_cast<size_t>(m_receiveBytes)));
    const ssize_t count = m_stream.receive(buffer);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
        followUp();
        return;
    }
    if (count <= 0) {
        drop();
        return;
    }
    // While closing, what still comes is read for the close frame, and so that the kernel sends
    // no reset.
    if (!m_ignoresPeer) {
        const qint64 before = m_environment.promisedBytes;
        takeFrames(buffer.first(static_cast<size_t>(count)));
        adaptReceiving(count, m_environment.promisedBytes - before);
        noteUnfinished();
    }
    followUp();
}

/// What has come of a message takes memory for as long as the rest of it does not.
void ClientSocket::noteUnfinished()
{
    const qsizetype held = m_reader.heldBytes();
    if (held < limits::CountedUnfinishedBytes) {
        m_unfinished.reset();
        return;
    }
    const auto giveUp = [this](TooSlow why) {
        m_reader.giveUp();
        m_unfinished->setWaiting(0);
        ignorePeer();
        if (m_stage == Stage::Open)
            m_handler.onFrameError(PolicyViolation,
                why == TooSlow::TotalFull
                    ? "unfinished messages of all clients take too much, and this one the most"
                    : "the rest of a message did not come in time");
    };
    if (!m_unfinished)
        m_unfinished = std::make_unique<Backlog::Place>(m_environment.unfinished, giveUp);
    m_unfinished->setWaiting(held);
}

/// What TLS has read or made on its own account.
void ClientSocket::followUp()
{
    if (!m_registered)
        return;
    if (m_stream.hasBufferedInput() && !std::exchange(m_readRequested, true))
        m_environment.poller.requestRead(this);
    if (m_stream.hasUnsent() && !m_wantsWrite)
        flushOutput();
}

// A message to a thousand receivers costs a thousand times its size: who sends such ones is read
// in smaller portions, so that a turn stays short and the others have theirs.
void ClientSocket::adaptReceiving(qint64 received, qint64 promised)
{
    qint64 most = m_receiveBytes;
    if (promised > limits::WorkBytesPerTurn)
        most = received * limits::WorkBytesPerTurn / promised;
    else if (received == most && promised < limits::WorkBytesPerTurn / 2)
        most *= 2;
    m_receiveBytes = static_cast<qint32>(
        std::clamp<qint64>(most, limits::MinReceiveBytes, limits::ReceiveBufferBytes));
}

void ClientSocket::takeFrames(std::span<char> input)
{
    m_reader.setMaxMessageSize(m_environment.limits.maxMessageSize);
    while (m_stage <= Stage::Draining && !m_ignoresPeer) {
        const FrameReader::Event event = m_reader.next(input);
        switch (event.kind) {
        case FrameReader::Kind::NeedMore:
            return;
        case FrameReader::Kind::Message:
            if (m_stage != Stage::Open)
                break;
            ++m_counters.messagesIn;
            m_counters.bytesIn += static_cast<qint64>(event.data.size());
            m_handler.onMessage(event.data, event.opcode);
            break;
        case FrameReader::Kind::Control:
            takeControlFrame(event.opcode, event.data);
            break;
        case FrameReader::Kind::Error:
            if (m_stage == Stage::Open) {
                m_handler.onFrameError(event.closeCode, event.reason);
            } else {
                ignorePeer();
                flushOutput();
            }
            return;
        }
    }
}

void ClientSocket::takeControlFrame(Opcode opcode, std::span<char> frame)
{
    if (opcode == Opcode::Close) {
        ignorePeer();
        if (m_stage == Stage::Open)
            m_handler.onCloseFrame(closeAnswer(frame));
        else
            flushOutput();
        return;
    }
    if (m_stage != Stage::Open)
        return;
    if (opcode == Opcode::Pong)
        m_handler.onPong();
    else if (m_wantsWrite && ++m_waitingPongs > limits::MaxWaitingPongs)
        markTooSlow(TooSlow::QueueFull);
    else
        passUp(frame);
}

void ClientSocket::passUp(std::span<const char> bytes)
{
    m_upward = bytes;
    Q_EMIT readyRead();
    m_upward = {};
}

qint64 ClientSocket::bytesAvailable() const
{
    // NOLINTNEXTLINE(bugprone-parent-virtual-call): QTcpSocket's would look into its own buffers.
    return QIODevice::bytesAvailable() + static_cast<qint64>(m_upward.size());
}

qint64 ClientSocket::readData(char *data, qint64 maxSize)
{
    const size_t count = std::min(static_cast<size_t>(maxSize), m_upward.size());
    if (count > 0)
        std::memcpy(data, m_upward.data(), count);
    m_upward = m_upward.subspan(count);
    return static_cast<qint64>(count);
}

void ClientSocket::updateInterest()
{
    if (m_registered)
        m_environment.poller.setInterest(m_stream.descriptor(), this, true, m_wantsWrite);
}

void ClientSocket::close()
{
    if (m_stage >= Stage::Draining)
        return;
    if (!m_registered) { // Refused by the handshake: nobody to say goodbye to.
        drop();
        return;
    }
    m_stage = Stage::Draining;
    setSocketState(ClosingState);
    requestFlush();
    m_handler.onCloseStarted();
}

void ClientSocket::drop()
{
    if (m_stage == Stage::Closed)
        return;
    const bool hadHandshake = m_stage > Stage::Handshake;
    const bool wasOpen = m_stage < Stage::Draining;
    m_stage = Stage::Closed;
    if (m_registered || m_flushRequested)
        m_environment.poller.remove(m_stream.descriptor(), this);
    m_registered = false;
    m_flushRequested = false;
    m_place.reset();
    m_unfinished.reset();
    m_output.clear();
    m_stream.close();
    setOpenMode(NotOpen);
    setSocketState(UnconnectedState);
    if (wasOpen)
        m_handler.onCloseStarted();
    if (hadHandshake) { // Before it, only QWebSocketServer listens, and would delete the socket.
        Q_EMIT stateChanged(UnconnectedState);
        Q_EMIT disconnected();
    }
    m_handler.onClosed();
}

} // namespace broadcaster
