// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/farewells.h"

#include "server/base/tuning.h"

#include <utility>

namespace broadcaster {

Farewells::Farewells(
    const Clock &clock, TimerQueue &deadlines, Tell tell, std::function<void()> due)
    : m_clock(clock)
    , m_tell(std::move(tell))
    , m_due(std::move(due))
    , m_deadline(deadlines)
{
}

void Farewells::add(Room &room)
{
    if (m_rooms.empty())
        m_oldest = m_clock.now();
    m_rooms.push_back(&room);
}

void Farewells::remove(Room &room)
{
    std::erase(m_rooms, &room);
}

void Farewells::afterTurn(bool moreMayLeave)
{
    if (m_rooms.empty())
        return;
    const auto now = m_clock.now();
    const auto latest = m_oldest + limits::MaxFarewellDelay;
    if (moreMayLeave && now < latest) {
        if (!m_deadline.isArmed())
            m_deadline.arm(std::chrono::ceil<std::chrono::milliseconds>(latest - now), m_due);
        return;
    }
    m_deadline.cancel();
    const auto end = now + limits::CrowdSliceTime;
    for (size_t left = m_rooms.size(); left > 0 && m_clock.now() < end; --left) {
        Room *const room = m_rooms.front();
        m_rooms.pop_front();
        if (!m_tell(*room, end))
            m_rooms.push_back(room); // The other rooms come first.
    }
    if (!m_rooms.empty())
        m_due();
}

} // namespace broadcaster
