// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/usage.h"
#include "server/net/deadlines.h"

#include <functional>
#include <vector>

namespace broadcaster {

class Room;

/// What the rooms of a thread have counted since it was published last. Belongs to that thread.
class UsageTally final {
public:
    using Publish = std::function<void(const QList<UsageCount> &counts)>;

    UsageTally(Deadlines &deadlines, Publish publish);

    /// The room is about to count a message that comes at that time.
    void note(Room &room, qint64 nowMs);
    /// All in one go: each time, the database's thread wakes up and may take the core from this
    /// one. To be called before a room goes.
    void publish();

private:
    Publish m_publish;
    Deadlines::Handle m_deadline;
    std::vector<Room *> m_rooms; ///< With messages to publish, each once.
    qint64 m_day = 0; ///< Of what they hold, in days since the Unix epoch.
};

} // namespace broadcaster
