// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/socketpoller.h"

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
