// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/httpconnection.h"

#include "server/api/limits.h"

#include <sys/socket.h>

#include <cerrno>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

HttpConnection::HttpConnection(OwnedDescriptor descriptor, quint64 number, QString address,
    const Environment &environment, Owner &owner)
    : m_descriptor(std::move(descriptor))
    , m_number(number)
    , m_address(std::move(address))
    , m_environment(environment)
    , m_owner(owner)
    , m_deadline(environment.deadlines)
{
}

HttpConnection::~HttpConnection()
{
    if (m_registered)
        m_environment.poller.remove(m_descriptor.get(), this);
}

bool HttpConnection::start()
{
    m_registered = m_environment.poller.add(m_descriptor.get(), this);
    if (m_registered)
        armReadDeadline();
    return m_registered;
}

void HttpConnection::onReadable()
{
    if (m_stage == Stage::Answering) {
        drop(); // Reading is off: only a hang-up comes through.
        return;
    }
    const std::span<char> buffer = m_environment.receiveBuffer;
    const ssize_t count = ::recv(m_descriptor.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        drop();
        return;
    }
    if (m_stage != Stage::Reading)
        return;
    m_reader.feed({ buffer.data(), static_cast<size_t>(count) });
    takeRequests();
}

void HttpConnection::takeRequests()
{
    if (m_takingRequests)
        return; // reply() came from within onRequest(): the loop below goes on.
    m_takingRequests = true;
    while (m_stage == Stage::Reading && !isBackedUp()) {
        const RequestReader::State state = m_reader.state();
        if (state == RequestReader::State::Failed) {
            refuse(m_reader.status(), m_reader.reason());
        } else if (state == RequestReader::State::Complete
            || state == RequestReader::State::Upgrade) {
            m_stage = Stage::Answering;
            m_deadline.cancel();
            m_owner.onRequest(*this);
        } else {
            readOn();
            break;
        }
    }
    m_takingRequests = false;
    if (isBackedUp())
        m_deadline.arm(limits::KeepAliveTimeout, [this] { drop(); });
    updateInterest();
}

void HttpConnection::readOn()
{
    if (m_reader.takeContinueExpected())
        send("HTTP/1.1 100 Continue\r\n\r\n");
    const bool begun = m_reader.isInsideRequest();
    if (!m_deadline.isArmed() || !begun || !m_requestBegun)
        armReadDeadline();
}

void HttpConnection::armReadDeadline()
{
    m_requestBegun = m_reader.isInsideRequest();
    const bool waitsForNext = !m_firstRequest && !m_requestBegun;
    // The first bytes of the first request do not move the deadline it began with.
    if (m_firstRequest && m_deadline.isArmed())
        return;
    m_deadline.arm(waitsForNext ? limits::KeepAliveTimeout : m_environment.requestTimeout,
        [this] { onReadDeadline(); });
}

void HttpConnection::onReadDeadline()
{
    if (m_requestBegun && m_stage == Stage::Reading)
        refuse(408, "the request did not arrive in time");
    else
        drop();
}

void HttpConnection::refuse(int status, const QByteArray &reason)
{
    const QString error = status == 408 ? u"Request timeout"_s
        : status == 413                 ? u"Request body too large"_s
        : status == 431                 ? u"Request head too large"_s
                                        : u"Bad request"_s;
    reply(HttpResponse::error(status, error, QString::fromUtf8(reason)), After::Close);
}

void HttpConnection::reply(const HttpResponse &response, After after)
{
    const bool isHttp = m_stage == Stage::Answering;
    const bool keepAlive = isHttp && after == After::AsRequested
        && m_reader.state() == RequestReader::State::Complete && request().keepAlive;
    const bool headOnly = isHttp && request().method == "HEAD";
    send(serialized(response, headOnly ? BodyMode::HeadersOnly : BodyMode::Send, keepAlive));
    m_firstRequest = false;
    if (keepAlive) {
        m_stage = Stage::Reading;
        m_reader.next();
        m_deadline.cancel();
        takeRequests();
    } else {
        m_stage = Stage::Closing;
        m_deadline.arm(limits::CloseTimeout, [this] { drop(); });
        updateInterest();
    }
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
    const bool wasBackedUp = isBackedUp();
    flushOutput();
    if (wasBackedUp && !isBackedUp())
        takeRequests();
}

void HttpConnection::flushOutput()
{
    while (!m_output.isEmpty()) {
        const ssize_t count = ::send(m_descriptor.get(), m_output.constData(),
            static_cast<size_t>(m_output.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno != EAGAIN) {
            drop();
            return;
        }
        if (count < 0)
            break;
        m_output.remove(0, count);
    }
    if (m_stage == Stage::Closing && m_output.isEmpty()) {
        m_stage = Stage::Draining;
        ::shutdown(m_descriptor.get(), SHUT_WR);
    }
    updateInterest();
}

bool HttpConnection::isBackedUp() const
{
    return m_output.size() > limits::MaxPendingHttpBytes;
}

void HttpConnection::updateInterest()
{
    if (!m_registered)
        return;
    const bool writes = !m_output.isEmpty() && !m_flushRequested;
    const bool reads = m_stage != Stage::Answering && !isBackedUp();
    m_environment.poller.setInterest(m_descriptor.get(), this, reads, writes);
}

void HttpConnection::drop()
{
    if (m_stage == Stage::Ended)
        return;
    m_stage = Stage::Ended;
    m_deadline.cancel();
    if (std::exchange(m_registered, false))
        m_environment.poller.remove(m_descriptor.get(), this);
    m_descriptor.reset();
    m_owner.onConnectionEnded(*this);
}

HttpConnection::Remains HttpConnection::takeOver()
{
    flushOutput(); // Answers to requests that came before in the same packet.
    m_stage = Stage::Ended;
    m_registered = false;
    m_environment.poller.remove(m_descriptor.get(), this);
    Remains remains { std::move(m_descriptor), m_reader.takeRest() };
    m_owner.onConnectionEnded(*this);
    return remains;
}

} // namespace broadcaster
