// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/outputqueue.h"

#include "server/api/limits.h"
#include "server/protocol/framewriter.h"

#include <utility>

namespace broadcaster {

void OutputQueue::append(std::string_view frames, qsizetype alreadySent)
{
    if (alreadySent > 0)
        m_boundary = frameBoundary(frames, alreadySent) - alreadySent;
    tail().append(frames.data() + alreadySent, static_cast<qsizetype>(frames.size()) - alreadySent);
}

void OutputQueue::consume(qsizetype count)
{
    m_sent += count;
    if (!isEmpty()) {
        compact();
        return;
    }
    m_pool.giveBack(std::exchange(m_bytes, {}));
    m_sent = 0;
    m_boundary = 0;
}

int OutputQueue::dropUnsentFrames()
{
    const qsizetype end = firstWholeFrame();
    const int dropped = messageCount(
        { m_bytes.constData() + end, static_cast<size_t>(m_bytes.size() - end) });
    m_boundary = end - m_sent;
    // A copy, so that the memory is given up at once.
    m_bytes = m_boundary > 0 ? m_bytes.sliced(m_sent, m_boundary) : QByteArray();
    m_sent = 0;
    return dropped;
}

qsizetype OutputQueue::firstWholeFrame() const
{
    if (m_boundary >= m_sent)
        return m_boundary;
    const std::string_view frames(
        m_bytes.constData() + m_boundary, static_cast<size_t>(m_bytes.size() - m_boundary));
    return m_boundary + frameBoundary(frames, m_sent - m_boundary);
}

// Only when more has been sent than is left, so that each byte is moved once at the most.
void OutputQueue::compact()
{
    if (m_sent < limits::EarlyFlushBytes || m_sent < size())
        return;
    m_boundary = firstWholeFrame() - m_sent;
    m_bytes.remove(0, m_sent);
    m_sent = 0;
}

} // namespace broadcaster
