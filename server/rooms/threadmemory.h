// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/waitingbytes.h"
#include "server/rooms/roomsettings.h"

namespace broadcaster {

/// Bytes that wait for the clients of all threads.
struct TotalBytes {
    std::atomic<qint64> queued { 0 }; ///< Output.
    std::atomic<qint64> unfinished { 0 }; ///< Input that cannot be handled yet.
};

/// Bytes of the project that holds the most, of each kind.
struct LargestProjects {
    qint64 queued = 0;
    qint64 unfinished = 0;
};

/// Memory that waiting bytes take on one room thread. Belongs to that thread.
class ThreadMemory final {
public:
    /// `overflow` is called when more waits in the broker than may, and the largest project may be
    /// on another thread.
    ThreadMemory(Deadlines &deadlines, TotalBytes &total, const std::function<void()> &overflow)
        : queued(deadlines, total.queued, overflow)
        , unfinished(deadlines, total.unfinished, overflow)
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
    /// Closes clients of projects larger than `down` while more waits in the broker than may.
    void relieve(const LargestProjects &down)
    {
        queued.relieve(down.queued);
        unfinished.relieve(down.unfinished);
    }

    WaitingBytes queued;
    WaitingBytes unfinished;
};

} // namespace broadcaster
