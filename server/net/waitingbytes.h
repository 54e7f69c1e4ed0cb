// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/net/deadlines.h"

#include <array>
#include <atomic>
#include <map>
#include <vector>

namespace broadcaster {

/// Why a client is closed for the bytes that wait for it.
enum class TooSlow {
    QueueFull, ///< More waits for it than may.
    OldBytes, ///< What waits for it has waited too long.
    TotalFull, ///< More waits in the broker than may: the most in its project, the most for it.
};

/// Bytes that wait for the clients of one thread: output that a client does not take, or messages
/// of which the rest does not come. Knows for how long they wait, and how many they are together
/// with those of other threads. Only clients for which something waits have an account.
///
/// Where all together are too many, the project that holds the most gives up the most of it, so
/// that nobody is closed for what another project holds.
class WaitingBytes final {
public:
    /// `total` is that of everything that waits in the broker. `overflow` is called when it is
    /// exceeded and relieve() is to be called on the thread that has the largest project.
    WaitingBytes(Deadlines &deadlines, std::atomic<qint64> &total, std::function<void()> overflow);

    void setLimits(std::chrono::milliseconds timeout, qint64 maxTotalBytes);

    /// Bytes of the project that holds the most on this thread.
    [[nodiscard]] qint64 largestProject() const;
    /// Closes the largest clients of the largest project, then of the next, until the total is
    /// within its limit or no project holds more than `down` bytes.
    void relieve(qint64 down);
    /// The turn ends: looks at the total where something has grown.
    void endTurn();

    struct Project {
        qint64 bytes = 0;
        int accounts = 0;
    };
    using Projects = std::map<QByteArray, Project>; ///< By name.

    /// One client's.
    class Account final {
    public:
        /// `tooSlow` is called at most once, and may not destroy the account. It is to give up
        /// what waits at once, and say so by setWaiting(): else others would be ended for it, too.
        Account(WaitingBytes &all, const ProjectId &project, std::function<void(TooSlow)> tooSlow);
        ~Account();
        Q_DISABLE_COPY_MOVE(Account)

        /// Below 0 where TLS has made more of the bytes than have left.
        void sent(qsizetype bytes) { m_sent += bytes; }
        void setWaiting(qsizetype bytes);

    private:
        friend class WaitingBytes;
        void passMark(size_t mark);
        void end(TooSlow why);

        WaitingBytes &m_all;
        Projects::iterator m_project;
        std::function<void(TooSlow)> m_tooSlow; ///< Null once called.
        size_t m_index; ///< In m_all.m_accounts.
        qsizetype m_waiting = 0;
        qint64 m_sent = 0;
        /// Where in the stream its end was when each mark was passed; the least number: not yet.
        std::array<qint64, 10> m_ends;
    };

private:
    void armTick();
    void tick();
    bool relieve(Projects::iterator project, qint64 down);
    [[nodiscard]] bool isOver() const
    {
        return m_total.load(std::memory_order_relaxed) > m_maxTotalBytes;
    }

    std::atomic<qint64> &m_total;
    const std::function<void()> m_overflow;
    Deadlines::Handle m_tick;
    std::chrono::milliseconds m_interval { 0 }; ///< From mark to mark.
    qint64 m_maxTotalBytes = 0;
    size_t m_mark = 0;
    bool m_hasGrown = false; ///< In this turn.
    std::vector<Account *> m_accounts;
    Projects m_projects; ///< Those that have accounts.
};

} // namespace broadcaster
