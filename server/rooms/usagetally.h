// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/usage.h"
#include "server/net/timerqueue.h"

#include <functional>
#include <vector>

namespace broadcaster {

class Room;

/// The message counts of a thread's rooms that are not published yet. Belongs to that thread.
class UsageTally final {
public:
    using Publish = std::function<void(const QList<UsageCount> &counts)>;

    UsageTally(TimerQueue &deadlines, Publish publish);

    /// The room is about to count a message that comes at that time.
    void note(Room &room, qint64 nowMs);
    /// Publishes all counts in one call: each call wakes the database's thread, which may take the
    /// core from this one. To be called before a room is destroyed.
    void publish();

private:
    Publish m_publish;
    TimerQueue::Handle m_deadline;
    std::vector<Room *> m_rooms; ///< Rooms with messages to publish, each once.
    qint64 m_day = 0; ///< Day of their counts, in days since the Unix epoch.
};

} // namespace broadcaster
