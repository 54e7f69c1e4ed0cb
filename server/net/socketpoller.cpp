// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/socketpoller.h"

#include <algorithm>

namespace broadcaster {

void SocketPoller::setBeforeFlush(std::function<void()> beforeFlush)
{
    m_beforeFlush = std::move(beforeFlush);
}

void SocketPoller::setAfterTurn(std::function<void()> afterTurn)
{
    m_afterTurn = std::move(afterTurn);
}

void SocketPoller::requestFlush(PolledSocket *socket)
{
    m_toFlush.push_back(socket);
    requestTurnEnd();
}

// Not in this turn, in which others wait: the event loop looks at the descriptors in between.
void SocketPoller::requestRead(PolledSocket *socket)
{
    m_toRead.push_back(socket);
    if (m_toRead.size() == 1)
        QMetaObject::invokeMethod(
            this, [this] { readAgain(); }, Qt::QueuedConnection);
}

void SocketPoller::readAgain()
{
    m_insideTurn = true;
    m_reading.swap(m_toRead);
    for (size_t i = 0; i < m_reading.size(); ++i) {
        if (m_reading[i])
            m_reading[i]->onMoreToRead();
    }
    m_reading.clear();
    endTurn();
}

void SocketPoller::forget(PolledSocket *socket)
{
    for (auto *list : { &m_toFlush, &m_toRead, &m_reading })
        std::replace(list->begin(), list->end(), socket, static_cast<PolledSocket *>(nullptr));
}

void SocketPoller::requestTurnEnd()
{
    if (m_insideTurn || m_endQueued)
        return;
    m_endQueued = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_endQueued = false;
            endTurn();
        },
        Qt::QueuedConnection);
}

void SocketPoller::endTurn()
{
    m_insideTurn = true;
    // A flush can end a connection, which makes messages for others: until nothing is left.
    bool flushed = true;
    while (flushed) {
        if (m_beforeFlush)
            m_beforeFlush();
        flushed = !m_toFlush.empty();
        for (size_t i = 0; i < m_toFlush.size(); ++i) {
            if (m_toFlush[i])
                m_toFlush[i]->onFlush();
        }
        m_toFlush.clear();
    }
    m_insideTurn = false;
    if (m_afterTurn)
        m_afterTurn();
}

} // namespace broadcaster
