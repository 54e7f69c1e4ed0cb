// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/httpoutput.h"

#include "server/base/tuning.h"
#include "server/gateway/httpoutputaccount.h"
#include "server/net/stream.h"

#include <algorithm>
#include <cerrno>

namespace broadcaster {

HttpOutput::HttpOutput(HttpOutputAccount &account, PeerNetwork network)
    : m_account(account)
    , m_network(network)
{
}

void HttpOutput::setNetwork(PeerNetwork network)
{
    if (!m_hasLargePlace)
        m_network = network;
}

bool HttpOutput::reserveLarge()
{
    if (!m_hasLargePlace)
        m_hasLargePlace = m_account.beginLarge(m_network);
    return m_hasLargePlace;
}

void HttpOutput::releaseLarge()
{
    if (std::exchange(m_hasLargePlace, false))
        m_account.endLarge(m_network);
}

bool HttpOutput::admits(qsizetype bytes)
{
    if (bytes <= limits::SmallAnswerBytes)
        return true;
    if (bytes <= limits::LargeAnswerBytes)
        return m_account.hasRoomFor(bytes);
    return reserveLarge() && (m_account.hasRoomFor(bytes) || m_account.largeAnswers() == 1);
}

void HttpOutput::append(const QByteArray &answer)
{
    if (m_bytes.isEmpty())
        m_bytes = answer;
    else
        m_bytes += answer;
    if (m_bytes.size() <= limits::LargeAnswerBytes)
        releaseLarge();
    noteMemory();
}

void HttpOutput::clear()
{
    m_bytes = QByteArray();
    m_unsentTls = 0;
    m_owed = 0;
    releaseLarge();
    noteMemory();
}

void HttpOutput::noteMemory()
{
    const qint64 memory = m_unsentTls + (m_bytes.isEmpty() ? 0 : m_bytes.capacity());
    m_account.add(memory - m_counted);
    m_counted = memory;
}

bool HttpOutput::flush(Stream &stream)
{
    qsizetype sent = 0;
    const qsizetype most = std::min(m_bytes.size(), limits::HttpSendBytesPerTurn);
    while (sent < most || stream.hasUnsent()) {
        const ssize_t count = stream.send(
            { m_bytes.constData() + sent, static_cast<size_t>(most - sent) });
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno != EAGAIN)
            return false;
        if (count < 0)
            break;
        sent += count;
    }
    m_owed -= std::min(m_owed, sent);
    if (sent == m_bytes.size())
        clear();
    else
        m_bytes.remove(0, sent);
    m_unsentTls = stream.unsentBytes();
    // Memory of sent bytes is freed as soon as that copies fewer bytes than it frees.
    if (m_bytes.capacity() > limits::MaxUnreadHttpBytes && m_bytes.size() < m_bytes.capacity() / 2)
        m_bytes = QByteArray(m_bytes.constData(), m_bytes.size());
    noteMemory();
    return true;
}

std::chrono::milliseconds HttpOutput::beginPeriod(std::chrono::milliseconds timeout)
{
    constexpr qint64 MillisecondsPerSecond = 1000;
    m_owed = m_bytes.size();
    return timeout
        + std::chrono::milliseconds(m_owed * MillisecondsPerSecond / limits::MinHttpReadRate);
}

} // namespace broadcaster
