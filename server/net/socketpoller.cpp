// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/socketpoller.h"

#include "server/base/tuning.h"

#include <utility>

namespace broadcaster {

void SocketPoller::setBeforeFlush(std::function<void()> beforeFlush)
{
    m_beforeFlush = std::move(beforeFlush);
}

void SocketPoller::setSendShared(SendShared sendShared)
{
    m_sendShared = std::move(sendShared);
}

void SocketPoller::setAfterTurn(std::function<void()> afterTurn)
{
    m_afterTurn = std::move(afterTurn);
}

void SocketPoller::requestFlush(PolledSocket *socket)
{
    ServiceState &service = socket->service;
    if (!service.flushing.isTaken())
        (m_budget.owesMuch(service.group) ? m_toFlushLast : m_toFlush)
            .push(service.flushing, socket);
    requestTurnEnd();
}

void SocketPoller::requestRead(PolledSocket *socket)
{
    enqueue(socket, true, false);
    requestTurn();
}

void SocketPoller::requestSendShared()
{
    m_hasShared = true;
    requestTurnEnd();
}

void SocketPoller::requestTurnEnd()
{
    m_turnEndRequested = true;
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

/// A socket that has room again has fallen behind, and is served like a busy one.
void SocketPoller::enqueue(PolledSocket *socket, bool readable, bool writable)
{
    ServiceState &service = socket->service;
    if (writable && !std::exchange(service.isWritable, true))
        service.reading.leave(); // Its output need not wait until its group owes little.
    service.isReadable |= readable;
    if (!service.reading.isTaken())
        (service.isBusy || service.isWritable ? m_busy : m_light).push(service.reading, socket);
}

void SocketPoller::runTurn()
{
    m_insideTurn = true;
    ++m_turn;
    collect();
    const bool beginsPeriod = !hasUnsent();
    if (beginsPeriod) {
        m_budget.beginPeriod();
        m_light.prepend(m_lightIndebted);
        m_busy.prepend(m_busyIndebted);
    }
    m_budget.beginTurn();
    serve(m_light, m_lightIndebted);
    if (!m_busy.isEmpty())
        serve(m_busy, m_busyIndebted);
    if (beginsPeriod && (!m_lightIndebted.isEmpty() || !m_busyIndebted.isEmpty())) {
        // Otherwise busy sockets would never come first in their group.
        const bool busyFirst = m_turn % 2 == 0;
        serveIndebted(busyFirst ? m_busyIndebted : m_lightIndebted);
        serveIndebted(busyFirst ? m_lightIndebted : m_busyIndebted);
    }
    m_budget.setGroup(nullptr);
    endTurn();
    if (hasUnserved() || hasUnsent())
        requestTurn();
}

/// Serves the sockets that wait now, at least one, so that no queue stands still. Sockets that are
/// pushed meanwhile wait for the next turn; sockets of a group that owes much wait for the others.
void SocketPoller::serve(ServiceQueue &queue, ServiceQueue &indebted)
{
    if (queue.isEmpty())
        return;
    ServiceQueue waiting;
    waiting.append(queue);
    while (PolledSocket *socket = waiting.pop()) {
        if (serve(*socket, indebted) && !m_budget.nextSlice())
            break;
    }
    queue.prepend(waiting);
}

/// False: the call took no time.
bool SocketPoller::serve(PolledSocket &socket, ServiceQueue &indebted)
{
    ServiceState &service = socket.service;
    m_budget.setGroup(service.group);
    const bool hadRoom = std::exchange(service.isWritable, false);
    if (hadRoom)
        socket.onWritable();
    if (!service.isReadable || service.reading.isTaken())
        return hadRoom;
    if (m_budget.owesMuch(service.group)) {
        indebted.push(service.reading, &socket);
        return hadRoom;
    }
    service.isReadable = false;
    socket.onReadable();
    return true;
}

void SocketPoller::serveIndebted(ServiceQueue &indebted)
{
    if (indebted.isEmpty())
        return;
    ServiceQueue waiting;
    waiting.append(indebted);
    while (!m_budget.isSpent() && m_budget.nextSlice()) {
        PolledSocket *const socket = waiting.pop();
        if (!socket)
            break;
        m_budget.setGroup(socket->service.group);
        if (std::exchange(socket->service.isReadable, false))
            socket->onReadable();
    }
    indebted.prepend(waiting);
}

void SocketPoller::forget(PolledSocket *socket)
{
    socket->service.isReadable = false;
    socket->service.isWritable = false;
    socket->service.reading.leave();
    socket->service.flushing.leave();
}

void SocketPoller::flush(ServiceQueue &queue, TurnBudget::Clock::time_point end)
{
    while (PolledSocket *socket = queue.pop()) {
        socket->onFlush();
        if (!queue.isEmpty() && TurnBudget::Clock::now() >= end)
            return;
    }
}

void SocketPoller::endTurn()
{
    const auto end = m_budget.sliceBegin() + limits::FlushTime;
    // A flush can end a connection, which makes messages for others: repeat until none are left.
    for (;;) {
        m_turnEndRequested = false;
        if (m_beforeFlush)
            m_beforeFlush();
        flush(m_toFlush, end);
        if (m_hasShared)
            m_hasShared = !m_sendShared(end);
        if (!m_toFlushLast.isEmpty())
            flush(m_toFlushLast, end);
        if (!m_turnEndRequested && !hasUnsent())
            break;
        if (m_hasShared || TurnBudget::Clock::now() >= end) {
            requestTurn();
            break;
        }
    }
    m_insideTurn = false;
    if (m_afterTurn)
        m_afterTurn();
}

} // namespace broadcaster
