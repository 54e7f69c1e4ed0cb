// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/deadlines.h"

#include <array>
#include <atomic>
#include <vector>

namespace broadcaster {

/// Why a client is too slow (close code 4002).
enum class TooSlow {
    QueueFull, ///< More waits for it than may.
    OldBytes, ///< What waits for it has waited too long.
    TotalFull, ///< More waits for all clients than may, and the most of it for this one.
};

/// What waits for the clients of one thread that do not keep up: for how long, and how much
/// together with what waits on other threads. A client that keeps up has no place in it. So with
/// what has come of messages, and waits for the rest of them.
class Backlog final {
public:
    /// `total` is shared by all threads.
    Backlog(Deadlines &deadlines, std::atomic<qint64> &total);

    void setLimits(std::chrono::milliseconds timeout, qint64 maxTotalBytes);

    /// One client's, from when it falls behind until it has caught up.
    class Place final {
    public:
        /// `tooSlow` is called at most once, and may not destroy the place. It is to give up what
        /// waits at once, and say so by setWaiting(): else others would be ended for it, too.
        Place(Backlog &backlog, std::function<void(TooSlow)> tooSlow);
        ~Place();
        Q_DISABLE_COPY_MOVE(Place)

        void sent(qsizetype bytes) { m_sent += bytes; }
        void setWaiting(qsizetype bytes);

    private:
        friend class Backlog;
        void passMark(size_t mark);
        void end(TooSlow why);

        Backlog &m_backlog;
        std::function<void(TooSlow)> m_tooSlow; ///< Null once called.
        qsizetype m_waiting = 0;
        qint64 m_sent = 0;
        /// Where in the stream its end was when each mark was passed; -1: not yet.
        std::array<qint64, 10> m_ends;
    };

private:
    void armTick();
    void tick();
    void checkTotal();

    std::atomic<qint64> &m_total;
    Deadlines::Handle m_tick;
    std::chrono::milliseconds m_interval { 0 }; ///< From mark to mark.
    qint64 m_maxTotalBytes = 0;
    size_t m_mark = 0;
    std::vector<Place *> m_places;
};

} // namespace broadcaster
