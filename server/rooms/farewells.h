// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/net/deadlines.h"

#include <deque>
#include <functional>

namespace broadcaster {

class Room;

/// Rooms whose clients are to be told that others have left. When thousands leave, the telling
/// waits until they all have, at most limits::MaxFarewellDelay, and takes a slice of each turn.
/// Belongs to one room thread.
class Farewells final {
public:
    /// Room::tellDepartures(). False: not done by then.
    using Tell = std::function<bool(Room &room, Clock::Time end)>;

    /// `due` is called when afterTurn() is to be called again.
    Farewells(const Clock &clock, Deadlines &deadlines, Tell tell, std::function<void()> due);
    Q_DISABLE_COPY_MOVE(Farewells)

    /// The room is not there yet, or Room::tellDepartures() was done.
    void add(Room &room);
    /// The room is about to be deleted.
    void remove(Room &room);
    /// The turn is over. `moreMayLeave`: it is known that some of those who are here are going.
    void afterTurn(bool moreMayLeave);

private:
    const Clock &m_clock;
    const Tell m_tell;
    const std::function<void()> m_due;
    Deadlines::Handle m_deadline;
    std::deque<Room *> m_rooms; ///< Each once.
    Clock::Time m_oldest; ///< When the first of these rooms came.
};

} // namespace broadcaster
