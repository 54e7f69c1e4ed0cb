// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/turnqueue.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

TurnQueue::TurnQueue(std::chrono::milliseconds turn, QObject *parent)
    : QObject(parent)
    , m_turn(turn)
{
}

void TurnQueue::add(Member *member)
{
    m_waiting.push_back(member);
    requestTurn();
}

void TurnQueue::remove(Member *member)
{
    std::replace(m_waiting.begin(), m_waiting.end(), member, static_cast<Member *>(nullptr));
}

void TurnQueue::requestTurn()
{
    if (!std::exchange(m_turnRequested, true))
        QMetaObject::invokeMethod(
            this, [this] { runTurn(); }, Qt::QueuedConnection);
}

void TurnQueue::runTurn()
{
    m_turnRequested = false;
    const auto end = std::chrono::steady_clock::now() + m_turn;
    do {
        if (m_waiting.empty())
            return;
        Member *const next = m_waiting.front();
        m_waiting.pop_front();
        if (next)
            next->onTurn();
    } while (std::chrono::steady_clock::now() < end);
    if (!m_waiting.empty())
        requestTurn();
}

} // namespace broadcaster
