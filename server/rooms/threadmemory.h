// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/waitingbytes.h"
#include "server/rooms/roomsettings.h"

namespace broadcaster {

/// Bytes of the project that holds the most, of each kind.
struct LargestProjects {
    qint64 queued = 0; ///< Output.
    qint64 unfinished = 0; ///< Input that cannot be handled yet.
};

/// Memory of waiting bytes on one room thread. Belongs to that thread.
class ThreadMemory final {
public:
    /// `total` is the sum of all kinds and threads. `overflow` is called when it exceeds the
    /// broker's limit, and the largest project may be on another thread.
    ThreadMemory(
        TimerQueue &deadlines, std::atomic<qint64> &total, const std::function<void()> &overflow)
        : queued(deadlines, total, overflow)
        , unfinished(deadlines, total, overflow)
    {
    }

    void setLimits(const RoomSettings &settings)
    {
        queued.setLimits(settings.slowReaderTimeout, settings.maxTotalQueueBytes);
        unfinished.setLimits(limits::UnfinishedMessageTimeout, settings.maxTotalQueueBytes);
    }
    void endTurn()
    {
        queued.endTurn();
        unfinished.endTurn();
    }
    [[nodiscard]] LargestProjects largest() const
    {
        return { queued.largestProject(), unfinished.largestProject() };
    }
    /// Closes clients of projects larger than `down` while the broker's limit is exceeded.
    void relieve(const LargestProjects &down)
    {
        queued.relieve(down.queued);
        unfinished.relieve(down.unfinished);
    }

    WaitingBytes queued;
    WaitingBytes unfinished;
};

} // namespace broadcaster
