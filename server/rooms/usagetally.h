// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/usage.h"
#include "server/net/timerqueue.h"
#include "server/rooms/room.h"

#include <functional>
#include <vector>

namespace broadcaster {

/// The message counts of a thread's rooms that are not published yet. Belongs to that thread.
class UsageTally final {
public:
    using Publish = std::function<void(const QList<UsageCount> &counts)>;

    UsageTally(TimerQueue &deadlines, Publish publish);

    /// The room is about to count a message that comes at that time.
    void note(Room &room, qint64 nowMs)
    {
        if (room.messageCount() == 0 || nowMs < m_dayBegin || nowMs >= m_dayBegin + DayMs)
            list(room, nowMs);
    }
    /// Publishes all counts in one call: each call wakes the database's thread, which may take the
    /// core from this one. To be called before a room is destroyed.
    void publish();

private:
    static constexpr qint64 DayMs = 86'400'000;

    void list(Room &room, qint64 nowMs);

    Publish m_publish;
    TimerQueue::Handle m_deadline;
    std::vector<Room *> m_rooms; ///< Rooms with messages to publish, each once.
    qint64 m_dayBegin = 0; ///< Begin of the day of their counts, in ms since the Unix epoch.
};

} // namespace broadcaster
