// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/backlog.h"

#include <utility>

namespace broadcaster {

Backlog::Backlog(Deadlines &deadlines, std::atomic<qint64> &total)
    : m_total(total)
    , m_tick(deadlines)
{
}

void Backlog::setLimits(std::chrono::milliseconds timeout, qint64 maxTotalBytes)
{
    m_interval = timeout / std::tuple_size_v<decltype(Place::m_ends)>;
    m_maxTotalBytes = maxTotalBytes;
}

void Backlog::armTick()
{
    if (!m_tick.isArmed() && !m_places.empty())
        m_tick.arm(m_interval, [this] { tick(); });
}

void Backlog::tick()
{
    m_mark = (m_mark + 1) % std::tuple_size_v<decltype(Place::m_ends)>;
    for (Place *place : m_places)
        place->passMark(m_mark);
    armTick();
}

void Backlog::checkTotal()
{
    if (m_total.load(std::memory_order_relaxed) <= m_maxTotalBytes)
        return;
    Place *largest = nullptr;
    for (Place *place : m_places) {
        if (place->m_tooSlow && (!largest || place->m_waiting > largest->m_waiting))
            largest = place;
    }
    if (largest)
        largest->end(TooSlow::TotalFull);
}

Backlog::Place::Place(Backlog &backlog, std::function<void(TooSlow)> tooSlow)
    : m_backlog(backlog)
    , m_tooSlow(std::move(tooSlow))
{
    m_ends.fill(-1);
    backlog.m_places.push_back(this);
    backlog.armTick();
}

Backlog::Place::~Place()
{
    m_backlog.m_total -= m_waiting;
    std::erase(m_backlog.m_places, this);
}

void Backlog::Place::setWaiting(qsizetype bytes)
{
    const qsizetype grown = bytes - std::exchange(m_waiting, bytes);
    m_backlog.m_total += grown;
    if (grown > 0)
        m_backlog.checkTotal();
}

void Backlog::Place::passMark(size_t mark)
{
    // What had its end there a whole round ago has waited that long if it is not sent yet.
    if (m_ends[mark] > m_sent)
        end(TooSlow::OldBytes);
    m_ends[mark] = m_sent + m_waiting;
}

void Backlog::Place::end(TooSlow why)
{
    if (m_tooSlow)
        std::exchange(m_tooSlow, nullptr)(why);
}

} // namespace broadcaster
