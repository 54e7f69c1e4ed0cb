// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/httpconnection.h"

#include "server/base/tuning.h"
#include "server/net/listener.h"

#include <poll.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>

namespace broadcaster {

namespace {

/// A poller also reports a hang-up when it was asked for no input.
bool isHungUp(int descriptor)
{
    pollfd state { descriptor, 0, 0 };
    return ::poll(&state, 1, 0) > 0 && (state.revents & (POLLHUP | POLLERR)) != 0;
}

HttpResponse tooMuchToAnswer(HttpConnection::Owner &owner, const QByteArray &target)
{
    return owner.refusal(503, "Too many large answers are under way; try again later", target)
        .retryLater();
}

} // namespace

HttpConnection::HttpConnection(Stream stream, quint64 number, const HttpPeer &peer,
    const HttpEnvironment &environment, Owner &owner)
    : m_stream(std::move(stream))
    , m_number(number)
    , m_peer(peer)
    , m_environment(environment)
    , m_owner(owner)
    , m_output(environment.account, networkOf(peer.host))
    , m_deadline(environment, [this] { onDeadline(); })
    , m_outputDeadline(environment.deadlines)
{
}

QString HttpConnection::address() const
{
    return hostAndPort(m_peer.host, m_peer.port);
}

HttpConnection::~HttpConnection()
{
    leave();
}

void HttpConnection::start()
{
    m_deadline.expect(Wait::FirstRequest);
    // Usually the whole request is here already, and nothing has to be watched.
    m_environment.poller.requestRead(this);
}

void HttpConnection::leave()
{
    m_deadline.cancel();
    m_outputDeadline.cancel();
    m_environment.poller.remove(m_registered ? m_stream.descriptor() : -1, this);
    m_registered = m_flushRequested = false;
}

std::chrono::milliseconds HttpConnection::graceLeft(std::chrono::milliseconds grace) const
{
    int unread = 0;
    const bool isSilent = !service.reading.isTaken()
        && (::ioctl(m_stream.descriptor(), FIONREAD, &unread) != 0 || unread == 0);
    const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(
        TimerQueue::Clock::now() - m_startTime);
    if (!isSilent)
        grace = limits::HalfOpenGrace;
    return std::max(grace - age, std::chrono::milliseconds(0));
}

void HttpConnection::onReadable()
{
    if (wantsInput()) {
        receive();
    } else if (!hasWork() && isHungUp(m_stream.descriptor())) {
        drop();
        return;
    }
    takeRequest();
    if (m_stage != Stage::Ended && !m_registered) {
        m_registered = m_reads = m_environment.poller.add(m_stream.descriptor(), this);
        if (!m_registered)
            drop();
    }
    update();
}

bool HttpConnection::wantsInput() const
{
    if (m_stage == Stage::Draining)
        return true;
    const RequestReader::State state = m_reader.state();
    return m_stage == Stage::Reading && !m_peerClosed && !isHeldUp()
        && (state == RequestReader::State::NeedHead || state == RequestReader::State::NeedBody);
}

bool HttpConnection::hasWork() const
{
    if (wantsInput())
        return m_stream.hasBufferedInput();
    return m_stage == Stage::Reading && !m_peerClosed && !isHeldUp();
}

void HttpConnection::receive()
{
    const std::span<char> buffer = m_environment.receiveBuffer;
    const ssize_t count = m_stream.receive(buffer);
    if (count < 0)
        onReceiveFailed();
    else if (count == 0)
        onPeerClosed();
    else if (m_stage == Stage::Draining)
        linger(count);
    else
        m_reader.feed({ buffer.data(), static_cast<size_t>(count) });
}

/// TLS is given up for a peer that never spoke it, only to tell it so. A connection on which any
/// byte went over TLS ends with it: none of its data may leave in the clear.
void HttpConnection::onReceiveFailed()
{
    if (errno == EAGAIN || errno == EINTR)
        return;
    const bool isUntouched = m_stage == Stage::Reading && m_firstRequest && m_output.isEmpty()
        && m_reader.state() == RequestReader::State::NeedHead && !m_reader.isInsideRequest();
    if (!isUntouched || !m_stream.isPeerPlain()) {
        drop();
        return;
    }
    m_stream.dropTls();
    reply(m_owner.refusal(400, "This port speaks TLS only: use https:// or wss://", {}),
        After::Close);
}

void HttpConnection::onPeerClosed()
{
    if (m_stage != Stage::Reading || !hasOutput()) {
        drop();
        return;
    }
    m_peerClosed = true;
    m_stage = Stage::Closing;
}

/// RFC 9112 9.6: closing at once would reset the connection, and the last answer with it.
void HttpConnection::linger(qsizetype bytes)
{
    m_lingered += bytes;
    if (m_lingered <= limits::MaxLingerBytes)
        return;
    ++m_environment.counts.lingering;
    drop();
}

/// Hands over one whole request, or refuses bytes that can never become one.
void HttpConnection::takeRequest()
{
    if (m_stage != Stage::Reading || isHeldUp())
        return;
    switch (m_reader.state()) {
    case RequestReader::State::Failed:
        ++m_environment.counts.malformed;
        reply(
            m_owner.refusal(m_reader.status(), m_reader.reason(), m_reader.target()), After::Close);
        return;
    case RequestReader::State::Complete:
    case RequestReader::State::Upgrade:
        m_stage = Stage::Answering;
        ++m_requestNumber;
        endFirstRequest();
        m_owner.onRequest(*this);
        return;
    case RequestReader::State::NeedHead:
    case RequestReader::State::NeedBody:
        if (!m_stream.hasBufferedInput() && m_reader.takeContinueExpected())
            send("HTTP/1.1 100 Continue\r\n\r\n");
        return;
    }
}

void HttpConnection::endFirstRequest()
{
    if (std::exchange(m_firstRequest, false))
        m_owner.onFirstRequestOver(*this);
}

bool HttpConnection::isHeldUp() const
{
    // A WebSocket begins after the last answer; nobody would send the rest of that answer then.
    return m_output.size() > limits::MaxUnreadHttpBytes
        || (!m_output.isEmpty() && !m_environment.account.hasRoomFor(0))
        || (m_reader.state() == RequestReader::State::Upgrade && hasOutput());
}

HttpDeadline::Wait HttpConnection::currentWait() const
{
    switch (m_stage) {
    case Stage::Answering:
        return Wait::Answer;
    case Stage::Closing:
    case Stage::Ended:
        return Wait::Nothing;
    case Stage::Draining:
        return Wait::PeersEnd;
    case Stage::Reading:
        break;
    }
    if (m_firstRequest)
        return Wait::FirstRequest;
    if (m_reader.isInsideRequest() && !isHeldUp())
        return Wait::Request;
    return m_output.isEmpty() ? Wait::NextRequest : Wait::Nothing;
}

void HttpConnection::update()
{
    if (m_stage == Stage::Ended)
        return;
    m_deadline.expect(currentWait());
    if (m_registered)
        updateInterest();
    if (hasWork())
        m_environment.poller.requestRead(this);
}

void HttpConnection::updateInterest()
{
    const bool reads = wantsInput();
    const bool writes = m_stream.wantsRoom(!m_output.isEmpty()) && !m_flushRequested;
    if (reads == m_reads && writes == m_writes)
        return;
    m_reads = reads;
    m_writes = writes;
    m_environment.poller.setInterest(m_stream.descriptor(), this, reads, writes);
}

void HttpConnection::onDeadline()
{
    const QByteArray target = m_reader.target();
    if (m_deadline.wait() == Wait::Answer) {
        ++m_environment.counts.unanswered;
        reply(m_owner.refusal(503, "The answer did not come in time; try again later", target)
                  .retryLater());
    } else if (m_stage == Stage::Reading && m_reader.isInsideRequest()) {
        reply(m_owner.refusal(408, "The request did not arrive in time", target), After::Close);
    } else {
        drop();
    }
}

void HttpConnection::reply(const HttpResponse &response, After after)
{
    const bool isAnswer = m_stage == Stage::Answering;
    const bool keepAlive = isAnswer && after == After::AsRequested
        && m_reader.state() == RequestReader::State::Complete && request().keepAlive;
    const BodyMode mode = m_reader.isHead() ? BodyMode::HeadersOnly : BodyMode::Send;
    QByteArray bytes = serialized(response, mode, keepAlive);
    if (!m_output.admits(bytes.size())) {
        ++m_environment.counts.largeAnswers;
        bytes = serialized(tooMuchToAnswer(m_owner, m_reader.target()), mode, keepAlive);
    }
    send(bytes);
    endFirstRequest();
    m_stage = keepAlive ? Stage::Reading : Stage::Closing;
    if (keepAlive) {
        m_reader.next();
        m_deadline.expect(Wait::Nothing); // The next request has its own deadline.
    }
    update();
}

bool HttpConnection::reserveLargeAnswer()
{
    if (m_output.reserveLarge())
        return true;
    ++m_environment.counts.largeAnswers;
    reply(tooMuchToAnswer(m_owner, m_reader.target()));
    return false;
}

void HttpConnection::send(const QByteArray &bytes)
{
    m_output.append(bytes);
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
    if (!m_output.flush(m_stream)) {
        drop();
        return;
    }
    watchOutput();
    if (m_stage == Stage::Closing && !hasOutput()) {
        if (m_peerClosed) {
            drop();
            return;
        }
        m_stage = Stage::Draining;
        m_stream.shutdownSend();
    }
    update();
}

/// Output must be read in a time that depends only on its size, even if some of it moves.
void HttpConnection::watchOutput()
{
    if (!hasOutput()) {
        m_outputDeadline.cancel();
        return;
    }
    if (m_outputDeadline.isArmed() && m_output.isBehind())
        return;
    m_outputDeadline.arm(m_output.beginPeriod(m_environment.slowReaderTimeout), [this] {
        ++m_environment.counts.slowReaders;
        drop();
    });
}

void HttpConnection::drop()
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Ended;
    endFirstRequest();
    leave();
    m_output.clear();
    m_stream.close();
    m_owner.onConnectionEnded(*this);
}

HttpConnection::Remains HttpConnection::takeOver()
{
    m_stage = Stage::Ended;
    leave();
    Remains remains { std::move(m_stream), m_reader.takeRest() };
    m_owner.onConnectionEnded(*this);
    return remains;
}

} // namespace broadcaster
