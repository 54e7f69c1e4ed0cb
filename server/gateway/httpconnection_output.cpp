// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/httpconnection.h"

namespace broadcaster {

namespace {

HttpResponse tooMuchToAnswer(HttpConnection::Owner &owner, const QByteArray &target)
{
    return owner.refusal(503, "Too many large answers are under way; try again later", target)
        .retryLater();
}

} // namespace

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
        m_wait = Wait::Nothing; // The next request has its own deadline.
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

} // namespace broadcaster
