// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/socketpoller.h"

#include <utility>

namespace broadcaster {

void ServiceQueue::push(PolledSocket *socket)
{
    socket->service.queue = this;
    socket->service.position = end();
    m_sockets.push_back(socket);
}

PolledSocket *ServiceQueue::pop()
{
    while (!m_sockets.empty()) {
        PolledSocket *socket = m_sockets.front();
        m_sockets.pop_front();
        ++m_popped;
        if (socket) {
            socket->service.queue = nullptr;
            return socket;
        }
    }
    return nullptr;
}

void ServiceQueue::remove(PolledSocket *socket)
{
    m_sockets[static_cast<size_t>(socket->service.position - m_popped)] = nullptr;
    socket->service.queue = nullptr;
}

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
    if (socket->service.flushPlace < 0) {
        socket->service.flushPlace = static_cast<qint32>(m_toFlush.size());
        m_toFlush.push_back(socket);
    }
    requestTurnEnd();
}

void SocketPoller::requestRead(PolledSocket *socket)
{
    enqueue(socket, true, false);
    requestTurn();
}

void SocketPoller::requestTurnEnd()
{
    if (!m_insideTurn)
        requestTurn();
}

void SocketPoller::requestTurn()
{
    if (std::exchange(m_turnQueued, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_turnQueued = false;
            runTurn();
        },
        Qt::QueuedConnection);
}

void SocketPoller::enqueue(PolledSocket *socket, bool readable, bool writable)
{
    socket->service.isReadable |= readable;
    socket->service.isWritable |= writable;
    if (!socket->service.queue)
        (socket->service.isBusy ? m_busy : m_light).push(socket);
}

void SocketPoller::runTurn()
{
    m_insideTurn = true;
    collect();
    m_budget.beginTurn();
    serve(m_light);
    serve(m_busy);
    endTurn();
    if (hasUnserved())
        requestTurn();
}

/// Serves those that wait now, at least one, so that no queue stands still. Sockets that are
/// pushed meanwhile wait for the next turn.
void SocketPoller::serve(ServiceQueue &queue)
{
    const qint64 end = queue.end();
    while (queue.popped() < end) {
        PolledSocket *socket = queue.pop();
        if (!socket)
            return;
        serve(*socket);
        if (!m_budget.nextSlice())
            return;
    }
}

void SocketPoller::serve(PolledSocket &socket)
{
    if (std::exchange(socket.service.isWritable, false))
        socket.onWritable();
    if (std::exchange(socket.service.isReadable, false))
        socket.onReadable();
}

void SocketPoller::forget(PolledSocket *socket)
{
    socket->service.isReadable = false;
    socket->service.isWritable = false;
    if (socket->service.queue)
        socket->service.queue->remove(socket);
    if (socket->service.flushPlace >= 0)
        m_toFlush[static_cast<size_t>(std::exchange(socket->service.flushPlace, -1))] = nullptr;
}

void SocketPoller::endTurn()
{
    // A flush can end a connection, which makes messages for others: until nothing is left.
    bool flushed = true;
    while (flushed) {
        if (m_beforeFlush)
            m_beforeFlush();
        flushed = !m_toFlush.empty();
        for (size_t i = 0; i < m_toFlush.size(); ++i) {
            if (PolledSocket *socket = m_toFlush[i]) {
                socket->service.flushPlace = -1;
                socket->onFlush();
            }
        }
        m_toFlush.clear();
    }
    m_insideTurn = false;
    if (m_afterTurn)
        m_afterTurn();
}

} // namespace broadcaster
