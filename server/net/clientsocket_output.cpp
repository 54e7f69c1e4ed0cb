// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// What a ClientSocket sends, and what waits to be sent. The rest of it is in clientsocket.cpp.
#include "server/net/clientsocket.h"

#include "server/api/limits.h"

#include <sys/socket.h>

#include <cerrno>

namespace broadcaster {

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
        countDropped(m_output.dropUnsentFrames());
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

} // namespace broadcaster
