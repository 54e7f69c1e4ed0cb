// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/httpconnection.h"

#include "server/base/tuning.h"
#include "server/net/listener.h"

#include <cerrno>

namespace broadcaster {

HttpConnection::HttpConnection(
    Stream stream, quint64 number, const Peer &peer, const Environment &environment, Owner &owner)
    : m_stream(std::move(stream))
    , m_number(number)
    , m_peer(peer)
    , m_environment(environment)
    , m_owner(owner)
    , m_deadline(environment.deadlines)
{
}

QString HttpConnection::address() const
{
    return hostAndPort(m_peer.host, m_peer.port);
}

HttpConnection::~HttpConnection()
{
    leavePoller();
}

void HttpConnection::start()
{
    updateWaits();
    onReadable(); // Mostly all of the request is here already, and nothing has to be watched.
    if (m_stage == Stage::Ended)
        return;
    m_registered = m_environment.poller.add(m_stream.descriptor(), this);
    if (m_registered)
        updateWaits();
    else
        drop();
}

void HttpConnection::leavePoller()
{
    if (!m_registered && !m_flushRequested)
        return;
    m_environment.poller.remove(m_stream.descriptor(), this);
    m_registered = m_flushRequested = false;
}

void HttpConnection::onReadable()
{
    if (m_stage == Stage::Answering) {
        drop(); // Reading is off: only a hang-up comes through.
        return;
    }
    receive();
    takeRequests();
}

void HttpConnection::receive()
{
    const std::span<char> buffer = m_environment.receiveBuffer;
    const ssize_t count = m_stream.receive(buffer);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count < 0 && m_stream.isPeerPlain()) {
        m_stream.dropTls();
        if (m_stage == Stage::Reading)
            reply(m_owner.refusal(400, "This port speaks TLS only: use https:// or wss://", {}),
                After::Close);
    } else if (count < 0) {
        drop();
    } else if (count == 0) {
        onPeerClosed();
    } else if (m_stage == Stage::Reading) {
        m_reader.feed({ buffer.data(), static_cast<size_t>(count) });
    }
}

void HttpConnection::onPeerClosed()
{
    if (m_peerClosed || m_output.isEmpty()) {
        drop();
        return;
    }
    m_peerClosed = true;
    m_stage = Stage::Closing;
    updateWaits();
}

void HttpConnection::takeRequests()
{
    if (m_takingRequests)
        return; // reply() came from within onRequest(): the loop below goes on.
    m_takingRequests = true;
    while (m_stage == Stage::Reading && !isHeldUp()) {
        const RequestReader::State state = m_reader.state();
        if (state == RequestReader::State::Failed) {
            reply(m_owner.refusal(m_reader.status(), m_reader.reason(), m_reader.target()),
                After::Close);
        } else if (state == RequestReader::State::Complete
            || state == RequestReader::State::Upgrade) {
            m_stage = Stage::Answering;
            endFirstRequest();
            m_owner.onRequest(*this);
        } else if (m_stream.hasBufferedInput()) {
            receive();
        } else {
            if (m_reader.takeContinueExpected())
                send("HTTP/1.1 100 Continue\r\n\r\n");
            break;
        }
    }
    m_takingRequests = false;
    updateWaits();
}

void HttpConnection::endFirstRequest()
{
    if (std::exchange(m_firstRequest, false))
        m_owner.onFirstRequestOver();
}

bool HttpConnection::isHeldUp() const
{
    // A WebSocket begins behind the last answer; nobody would send what is left of it then.
    return m_output.size() > limits::MaxPendingHttpBytes
        || (m_reader.state() == RequestReader::State::Upgrade && !m_output.isEmpty());
}

void HttpConnection::reply(const HttpResponse &response, After after)
{
    const bool isAnswer = m_stage == Stage::Answering;
    const bool keepAlive = isAnswer && after == After::AsRequested
        && m_reader.state() == RequestReader::State::Complete && request().keepAlive;
    const bool headOnly = isAnswer && request().method == "HEAD";
    send(serialized(response, headOnly ? BodyMode::HeadersOnly : BodyMode::Send, keepAlive));
    endFirstRequest();
    m_stage = keepAlive ? Stage::Reading : Stage::Closing;
    if (keepAlive) {
        m_reader.next();
        m_wait = Wait::Nothing; // The next request has a time of its own.
    }
    takeRequests();
}

void HttpConnection::send(const QByteArray &bytes)
{
    m_output += bytes;
    if (!std::exchange(m_flushRequested, true))
        m_environment.poller.requestFlush(this);
}

void HttpConnection::onFlush()
{
    m_flushRequested = false;
    flushOutput();
}

void HttpConnection::onWritable()
{
    flushOutput();
}

void HttpConnection::flushOutput()
{
    qsizetype sent = 0;
    while (sent < m_output.size() || m_stream.hasUnsent()) {
        const ssize_t count = m_stream.send(
            { m_output.constData() + sent, static_cast<size_t>(m_output.size() - sent) });
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno != EAGAIN) {
            drop();
            return;
        }
        if (count < 0)
            break;
        sent += count;
    }
    m_output.remove(0, sent);
    if (sent > 0 && m_wait == Wait::Output)
        arm(Wait::Output);
    if (m_stage == Stage::Closing && m_output.isEmpty() && !m_stream.hasUnsent()) {
        if (m_peerClosed) {
            drop();
            return;
        }
        m_stage = Stage::Draining;
        m_stream.shutdownSend();
    }
    takeRequests();
}

HttpConnection::Wait HttpConnection::currentWait() const
{
    switch (m_stage) {
    case Stage::Answering:
    case Stage::Ended:
        return Wait::Nothing;
    case Stage::Closing:
        return Wait::Output;
    case Stage::Draining:
        return Wait::PeersEnd;
    case Stage::Reading:
        break;
    }
    if (isHeldUp())
        return Wait::Output;
    if (m_firstRequest)
        return Wait::FirstRequest;
    return m_reader.isInsideRequest() ? Wait::Request : Wait::NextRequest;
}

void HttpConnection::updateWaits()
{
    if (m_stage == Stage::Ended)
        return;
    const Wait wait = currentWait();
    if (wait != m_wait)
        arm(wait);
    if (!m_registered)
        return;
    const bool reads = m_stage != Stage::Answering && !m_peerClosed && !isHeldUp();
    const bool writes = m_stream.wantsRoom(!m_output.isEmpty()) && !m_flushRequested;
    m_environment.poller.setInterest(m_stream.descriptor(), this, reads, writes);
}

void HttpConnection::arm(Wait wait)
{
    m_wait = wait;
    switch (wait) {
    case Wait::Nothing:
        m_deadline.cancel();
        return;
    case Wait::FirstRequest:
    case Wait::Request:
        m_deadline.arm(m_environment.requestTimeout, [this] { onDeadline(); });
        return;
    case Wait::NextRequest:
    case Wait::Output:
        m_deadline.arm(limits::KeepAliveTimeout, [this] { onDeadline(); });
        return;
    case Wait::PeersEnd:
        m_deadline.arm(limits::CloseTimeout, [this] { onDeadline(); });
        return;
    }
}

void HttpConnection::onDeadline()
{
    if (m_stage != Stage::Reading || !m_reader.isInsideRequest() || isHeldUp())
        drop();
    else
        reply(m_owner.refusal(408, "The request did not arrive in time", m_reader.target()),
            After::Close);
}

void HttpConnection::drop()
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Ended;
    endFirstRequest();
    m_deadline.cancel();
    leavePoller();
    m_stream.close();
    m_owner.onConnectionEnded(*this);
}

HttpConnection::Remains HttpConnection::takeOver()
{
    m_stage = Stage::Ended;
    leavePoller();
    Remains remains { std::move(m_stream), m_reader.takeRest() };
    m_owner.onConnectionEnded(*this);
    return remains;
}

} // namespace broadcaster
