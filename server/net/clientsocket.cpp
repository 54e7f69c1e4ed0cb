// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/clientsocket.h"

#include "server/api/limits.h"
#include "server/net/upgrade.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace broadcaster {

namespace {

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

void ClientSocket::onReadable()
{
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
    }
    followUp();
}

/// What TLS has read or made on its own account.
void ClientSocket::followUp()
{
    if (!m_registered)
        return;
    if (m_stream.hasBufferedInput())
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

qint64 ClientSocket::writeData(const char *data, qint64 size)
{
    if (m_stage > Stage::Open)
        return -1;
    if (acceptsOutput()) {
        m_output.append({ data, static_cast<size_t>(size) });
        outputAppended();
    }
    return size;
}

void ClientSocket::send(std::string_view frames, int messages)
{
    if (!acceptsOutput()) {
        countDropped(messages);
        return;
    }
    countOut(messages, static_cast<qsizetype>(frames.size()));
    m_output.append(frames);
    outputAppended();
}

void ClientSocket::outputAppended()
{
    requestFlush();
    const qsizetype maxBytes = m_environment.limits.maxQueueBytes;
    // A turn can bring more than a queue may hold, to a peer that would take it in time.
    if (!m_wantsWrite && m_output.size() >= std::min(limits::EarlyFlushBytes, maxBytes))
        flushOutput();
    if (m_place)
        m_place->setWaiting(m_output.size());
    if (m_output.size() > maxBytes)
        markTooSlow(TooSlow::QueueFull);
}

// Closed at the end of the turn: rooms are walking their lists now.
void ClientSocket::markTooSlow(TooSlow why)
{
    if (!acceptsOutput())
        return;
    m_tooSlow = why;
    if (m_stage == Stage::Open)
        m_output.dropUnsentFrames();
    if (m_place)
        m_place->setWaiting(m_output.size());
    requestFlush();
}

void ClientSocket::sendShared(std::string_view frames, int messages)
{
    if (!acceptsOutput()) {
        countDropped(messages);
        return;
    }
    if (!m_output.isEmpty()) {
        send(frames, messages);
        return;
    }
    countOut(messages, static_cast<qsizetype>(frames.size()));
    const ssize_t count = m_stream.send(frames);
    const auto sent = static_cast<qsizetype>(std::max<ssize_t>(count, 0));
    if (sent < static_cast<qsizetype>(frames.size()))
        m_output.append(frames, sent);
    if (hasOutput())
        outputAppended();
}

void ClientSocket::requestFlush()
{
    if (m_flushRequested || (m_wantsWrite && !m_tooSlow))
        return;
    m_flushRequested = true;
    m_environment.poller.requestFlush(this);
}

void ClientSocket::onFlush()
{
    m_flushRequested = false;
    if (m_tooSlow && m_stage == Stage::Open)
        m_handler.onTooSlow(*std::exchange(m_tooSlow, std::nullopt));
    if (!m_wantsWrite)
        flushOutput();
}

void ClientSocket::onWritable()
{
    flushOutput();
}

void ClientSocket::flushOutput()
{
    while (hasOutput() && m_stream.isOpen()) {
        const std::string_view front = m_output.front();
        const ssize_t count = m_stream.send(front);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno != EAGAIN) {
            // Broken: the read that follows ends it, outside of whatever is going on here.
            m_output.consume(m_output.size());
            ::shutdown(m_stream.descriptor(), SHUT_RDWR);
            break;
        }
        if (count > 0)
            m_output.consume(count);
        if (count > 0 && m_place)
            m_place->sent(count);
        if (count < static_cast<ssize_t>(front.size()))
            break;
    }
    setWantsWrite(hasOutput());
    if (m_stage == Stage::Draining && m_ignoresPeer && !m_wantsWrite) {
        // The closing handshake is over (RFC 6455 7.1.1): end our side of TCP, and wait for the
        // peer to do the same.
        m_stage = Stage::FinSent;
        m_stream.shutdownSend();
    }
}

void ClientSocket::setWantsWrite(bool wantsWrite)
{
    if (wantsWrite != m_wantsWrite) {
        m_wantsWrite = wantsWrite;
        m_waitingPongs = 0;
        updateInterest();
        m_place.reset();
        if (wantsWrite)
            m_place = std::make_unique<Backlog::Place>(
                m_environment.backlog, [this](TooSlow why) { markTooSlow(why); });
    }
    if (m_place)
        m_place->setWaiting(m_output.size());
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
