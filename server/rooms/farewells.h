// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/deadlines.h"

#include <vector>

namespace broadcaster {

class Room;

/// Rooms whose clients are to be told that others have left. When thousands leave, the telling
/// waits until they all have, and does not take the thread for itself: then it comes in larger
/// batches, at most limits::MaxFarewellDelay later. Belongs to one room thread.
class Farewells final {
public:
    /// `due` is called when endTurn() is to be called again.
    Farewells(Deadlines &deadlines, std::function<void()> due);

    void add(Room &room);
    /// The room is about to be deleted.
    void remove(Room &room);
    /// The turn ends. `moreMayLeave`: the turn has not got to all of its sockets.
    void endTurn(bool moreMayLeave);

private:
    using Clock = std::chrono::steady_clock;

    std::function<void()> m_due;
    Deadlines::Handle m_deadline;
    std::vector<Room *> m_rooms; ///< Each once.
    Clock::time_point m_oldest; ///< When the first of these rooms came.
    Clock::time_point m_notBefore;
};

} // namespace broadcaster
