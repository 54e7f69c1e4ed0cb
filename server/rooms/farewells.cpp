// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/farewells.h"

#include "server/base/tuning.h"
#include "server/rooms/room.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

Farewells::Farewells(Deadlines &deadlines, std::function<void()> due)
    : m_due(std::move(due))
    , m_deadline(deadlines)
{
}

void Farewells::add(Room &room)
{
    if (m_rooms.empty())
        m_oldest = Clock::now();
    m_rooms.push_back(&room);
}

void Farewells::remove(Room &room)
{
    std::erase(m_rooms, &room);
}

void Farewells::endTurn(bool moreMayLeave)
{
    if (m_rooms.empty())
        return;
    const auto begun = Clock::now();
    const auto latest = m_oldest + limits::MaxFarewellDelay;
    const auto due = std::min(latest, moreMayLeave ? latest : m_notBefore);
    if (begun < due) {
        if (!m_deadline.isArmed())
            m_deadline.arm(std::chrono::ceil<std::chrono::milliseconds>(due - begun), m_due);
        return;
    }
    m_deadline.cancel();
    for (Room *room : std::exchange(m_rooms, {}))
        room->tellDepartures();
    const auto ended = Clock::now();
    m_notBefore = ended + limits::FarewellPause * (ended - begun);
}

} // namespace broadcaster
