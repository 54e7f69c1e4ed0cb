// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/clientsocket.h"

#include "server/api/closecode.h"
#include "server/base/tuning.h"
#include "server/net/upgrade.h"
#include "server/protocol/envelope.h"

#include <sys/socket.h>

namespace broadcaster {

ClientSocket::ClientSocket(
    Upgrade &&upgrade, const SocketEnvironment &environment, Handler &handler)
    : m_stream(std::move(upgrade.stream))
    , m_environment(environment)
    , m_handler(handler)
    , m_project(upgrade.project)
    , m_reader(environment.limits.maxMessageSize, environment.messageBuffers)
    , m_output(environment.outputPool, handler)
    , m_compression(upgrade.deflate.compression)
    , m_receiveBytes(limits::FirstReceiveBytes)
{
    if (m_compression != Compression::None)
        m_reader.setCompression(environment.compression);
    if (!upgrade.earlyBytes.isEmpty())
        keepUnread(std::as_const(upgrade.earlyBytes));
}

ClientSocket::~ClientSocket()
{
    m_environment.poller.remove(m_registered ? m_stream.descriptor() : -1, this);
}

void ClientSocket::open(std::string_view response)
{
    m_stage = Stage::Open;
    m_output.queue().append(response, OutputBlock::Kind::Response);
    requestFlush();
}

void ClientSocket::startFrames()
{
    m_registered = m_environment.poller.add(m_stream.descriptor(), this);
    if (!m_registered) {
        drop();
        return;
    }
    updateInterest();
    noteUnfinished();
    followUp();
}

void ClientSocket::onReadable()
{
    if (m_unread.isNull())
        receive();
    else
        takeUnread();
    followUp();
}

void ClientSocket::receive()
{
    std::span<char> buffer = m_reader.placeForRest();
    if (buffer.empty() || m_ignoresPeer)
        buffer = m_environment.receiveBuffer;
    buffer = buffer.first(std::min(buffer.size(), static_cast<size_t>(m_receiveBytes)));
    const ssize_t count = m_stream.receive(buffer);
    if (count < 0 && Stream::mayRetry()) {
        setBusy(m_stream.hasBufferedInput());
        return;
    }
    if (count <= 0) {
        drop();
        return;
    }
    const bool wasFull = static_cast<size_t>(count) == buffer.size();
    // While closing, input is read for the close frame, and so that the kernel sends no reset.
    if (!m_ignoresPeer) {
        takeFrames(buffer.first(static_cast<size_t>(count)));
        noteUnfinished();
    }
    // A message to a thousand receivers costs a thousand times its size: a client that sends such
    // messages is read in smaller portions.
    if (!m_unread.isNull())
        m_receiveBytes = std::max(m_receiveBytes / 2, limits::MinReceiveBytes);
    else if (count == m_receiveBytes)
        m_receiveBytes = std::min(m_receiveBytes * 2, limits::ReceiveBufferBytes);
    setBusy(wasFull || !m_unread.isNull());
}

/// Keeps the input that did not fit into the slice. Adds the padding that FrameReader requires.
void ClientSocket::keepUnread(std::span<const char> input)
{
    const auto size = static_cast<qsizetype>(input.size());
    m_unread.reserve(size + ScanPadding);
    m_unread.append(input.data(), size).append(ScanPadding, '\0');
}

void ClientSocket::takeUnread()
{
    QByteArray unread = std::exchange(m_unread, {});
    if (!m_ignoresPeer) {
        takeFrames({ unread.data(), static_cast<size_t>(unread.size() - ScanPadding) });
        noteUnfinished();
    }
    setBusy(!m_unread.isNull());
}

/// No descriptor tells of bytes that wait in TLS or in the rest of the last slice.
void ClientSocket::followUp()
{
    if (!m_registered)
        return;
    if (m_stream.hasBufferedInput() || !m_unread.isNull())
        m_environment.poller.requestRead(this);
    if (m_stream.hasUnsent() && !m_wantsWrite)
        flushOutput();
    else if (m_queued)
        m_queued->setWaiting(bytesToWrite());
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
            if (m_compression != Compression::None)
                budget().noteLongWork();
            break;
        case FrameReader::Kind::Control:
            takeControlFrame(event.opcode, event.data);
            break;
        case FrameReader::Kind::Error:
            // Input is read and skipped up to the close frame: a proxy that is told of the
            // end before may not hand on why.
            if (m_stage == Stage::Open)
                m_handler.onFrameError(event.closeCode, event.reason);
            break;
        case FrameReader::Kind::Lost:
            endInput();
            return;
        }
        if (budget().isSliceOver() && !input.empty()) {
            keepUnread(input);
            return;
        }
    }
}

void ClientSocket::takeControlFrame(Opcode opcode, std::span<char> frame)
{
    if (opcode == Opcode::Close) {
        endInput();
        if (m_stage == Stage::Open)
            m_handler.onCloseFrame(closeAnswer(frame));
        return;
    }
    if (m_stage != Stage::Open || !m_handler.onControlFrame(opcode) || opcode != Opcode::Ping)
        return;
    if (m_wantsWrite && ++m_waitingPongs > limits::MaxWaitingPongs) {
        markTooSlow(TooSlow::QueueFull);
        return;
    }
    const ControlPayload payload(frame);
    sendControl(Opcode::Pong, payload.view());
}

/// Ignores all further input. Nothing keeps the broker from ending its side of TCP behind its close
/// frame any more.
void ClientSocket::endInput()
{
    m_ignoresPeer = true;
    requestFlush();
}

/// Unhandled input takes memory until its rest comes.
void ClientSocket::noteUnfinished()
{
    const qsizetype held = m_reader.heldBytes() + m_unread.size();
    if (held < limits::CountedUnfinishedBytes || !isOpen()) {
        m_unfinished.reset();
        return;
    }
    if (!m_unfinished)
        m_unfinished = std::make_unique<WaitingBytes::Account>(
            m_environment.unfinished, m_project, [this](TooSlow why) { giveUpUnfinished(why); });
    m_unfinished->setWaiting(held);
}

void ClientSocket::giveUpUnfinished(TooSlow why)
{
    m_reader.giveUp();
    m_unfinished->setWaiting(0);
    if (m_stage == Stage::Open)
        m_handler.onFrameError(closecode::PolicyViolation,
            why == TooSlow::TotalFull
                ? "unfinished messages of all clients take too much, and this one the most"
                : "the rest of a message did not come in time");
}

void ClientSocket::send(std::string_view frames, std::span<const OutputBlock> blocks)
{
    if (!acceptsOutput()) {
        for (const OutputBlock &block : blocks)
            m_output.noteDropped(block);
        return;
    }
    countOut(static_cast<int>(blocks.size()), static_cast<qsizetype>(frames.size()));
    m_output.queue().append(frames, blocks);
    outputAppended(static_cast<qsizetype>(frames.size()));
}

void ClientSocket::compressLast(QByteArray &out, qsizetype from)
{
    m_environment.compression.compressLast(out, from, m_compression);
    budget().noteLongWork();
}

void ClientSocket::sendShared(std::string_view frames, std::span<const OutputBlock> blocks)
{
    if (!acceptsOutput() || hasOutput()) {
        send(frames, blocks);
        return;
    }
    countOut(static_cast<int>(blocks.size()), static_cast<qsizetype>(frames.size()));
    const auto size = static_cast<qsizetype>(frames.size());
    const ssize_t count = m_stream.send(frames);
    if (count < 0 && !Stream::mayRetry()) {
        breakOff();
        for (const OutputBlock &block : blocks)
            m_output.noteDropped(block);
        return;
    }
    const auto taken = static_cast<qsizetype>(std::max<ssize_t>(count, 0));
    const qsizetype unsent = std::min(m_stream.unsentInput(), taken);
    if (taken - unsent < size)
        m_output.queue().append(frames, blocks, taken - unsent);
    noteTaken(unsent);
    if (hasOutput())
        outputAppended(size - taken);
}

void ClientSocket::sendControl(Opcode opcode, std::string_view payload)
{
    if (!acceptsOutput())
        return;
    outputAppended(m_output.queue().append(OutputBlock::Kind::Control, 0,
        [&](QByteArray &out) { appendFrame(out, opcode, payload); }));
}

void ClientSocket::outputAppended(qsizetype bytes)
{
    budget().addQueued(bytes);
    requestFlush();
    const qsizetype maxBytes = m_environment.limits.maxQueueBytes;
    // A turn can bring more than a queue may hold, even to a peer that reads in time.
    if (!m_wantsWrite && m_output.size() >= std::min(limits::EarlyFlushBytes, maxBytes))
        flushOutput();
    if (m_queued) {
        m_queued->setWaiting(bytesToWrite());
        m_output.reportWaiting();
    }
    if (m_output.size() > maxBytes)
        markTooSlow(TooSlow::QueueFull);
}

// Marks the socket, which is closed at the end of the turn: rooms are walking their lists now.
void ClientSocket::markTooSlow(TooSlow why)
{
    if (!acceptsOutput())
        return;
    m_tooSlow = why;
    m_output.dropUnsent();
    if (m_queued)
        m_queued->setWaiting(bytesToWrite());
    requestFlush();
}

void ClientSocket::onFlush()
{
    if (m_tooSlow && m_stage == Stage::Open) {
        const TooSlow why = *m_tooSlow; // The socket takes no output until it is closed.
        m_handler.onTooSlow(why);
        m_tooSlow.reset();
    }
    if (!m_wantsWrite)
        flushOutput();
}

void ClientSocket::flushOutput()
{
    const qsizetype waited = bytesToWrite();
    while (hasOutput() && m_stream.isOpen()) {
        const std::string_view front = m_output.front();
        const ssize_t count = m_stream.send(front);
        if (count < 0 && !Stream::mayRetry()) {
            breakOff();
            break;
        }
        if (count > 0) {
            m_output.noteTlsSent();
            noteTaken(count);
        }
        if (count < static_cast<ssize_t>(front.size()))
            break;
    }
    if (!m_stream.hasUnsent())
        m_output.noteTlsSent();
    if (m_queued)
        m_queued->sent(waited - bytesToWrite());
    setWantsWrite(hasOutput());
    if (m_stage == Stage::Draining && m_ignoresPeer && !m_wantsWrite) {
        // The closing handshake is over (RFC 6455 7.1.1): end our side of TCP, and wait for the
        // peer to do the same.
        m_stage = Stage::FinSent;
        m_stream.shutdownSend();
    }
}

/// Marks the socket as broken; the next read ends it, outside of any call here. Until then it takes
/// no output, because output would only be lost.
void ClientSocket::breakOff()
{
    m_isBroken = true;
    m_output.lose();
    ::shutdown(m_stream.descriptor(), SHUT_RDWR);
}

void ClientSocket::setWantsWrite(bool wantsWrite)
{
    if (wantsWrite != m_wantsWrite) {
        m_wantsWrite = wantsWrite;
        m_waitingPongs = 0;
        updateInterest();
        m_queued.reset();
        if (wantsWrite)
            m_queued = std::make_unique<WaitingBytes::Account>(
                m_environment.queued, m_project, [this](TooSlow why) { markTooSlow(why); });
    }
    if (m_queued) {
        m_queued->setWaiting(bytesToWrite());
        m_output.reportWaiting();
    }
}

void ClientSocket::close(quint16 code, std::string_view reason)
{
    if (isClosing())
        return;
    if (!isHandshakeDone()) { // No client to say goodbye to.
        drop();
        return;
    }
    m_handler.onCloseStarted(); // Takes the messages that wait elsewhere.
    m_output.queue().append(OutputBlock::Kind::Control, 0,
        [&](QByteArray &out) { appendCloseFrame(out, code, reason); });
    if (m_queued)
        m_queued->setWaiting(bytesToWrite());
    m_stage = Stage::Draining;
    m_tooSlow.reset();
    requestFlush();
}

void ClientSocket::drop()
{
    if (m_stage == Stage::Closed)
        return;
    const bool wasClosing = isClosing();
    m_stage = Stage::Closed;
    m_environment.poller.remove(m_registered ? m_stream.descriptor() : -1, this);
    m_registered = false;
    m_output.lose();
    m_queued.reset();
    m_unfinished.reset();
    m_unread = QByteArray();
    m_stream.close();
    if (!wasClosing)
        m_handler.onCloseStarted();
    m_handler.onClosed();
}

} // namespace broadcaster
