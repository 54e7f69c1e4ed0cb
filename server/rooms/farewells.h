// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/net/timerqueue.h"

#include <deque>
#include <functional>

namespace broadcaster {

class Room;

/// Rooms with `client_left` messages to send. When thousands of clients leave, the messages wait
/// until all have left, at most limits::MaxFarewellDelay, and take a slice of each turn. Belongs to
/// one room thread.
class Farewells final {
public:
    /// Room::tellDepartures(). False: not done by then.
    using Tell = std::function<bool(Room &room, Clock::Time end)>;

    /// `due` asks for another call of afterTurn().
    Farewells(const Clock &clock, TimerQueue &deadlines, Tell tell, std::function<void()> due);
    Q_DISABLE_COPY_MOVE(Farewells)

    /// REQUIRES: the room is not there, or Room::tellDepartures() was done.
    void add(Room &room);
    /// The room is about to be deleted.
    void remove(Room &room);
    /// The turn is over. `moreMayLeave`: some of the present clients are known to leave soon.
    void afterTurn(bool moreMayLeave);

private:
    const Clock &m_clock;
    const Tell m_tell;
    const std::function<void()> m_due;
    TimerQueue::Handle m_deadline;
    std::deque<Room *> m_rooms; ///< Each room once.
    Clock::Time m_oldest; ///< The time at which the first of these rooms was added.
};

} // namespace broadcaster
