// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/net/timerqueue.h"

#include <array>
#include <atomic>
#include <map>
#include <vector>

namespace broadcaster {

/// Why a client is closed because of its waiting bytes.
enum class TooSlow {
    QueueFull, ///< Its bytes exceed the limit of a client.
    OldBytes, ///< Its bytes have waited too long.
    /// All bytes exceed the broker's limit, its project has most of them, and it has most in its
    /// project.
    TotalFull,
};

/// Bytes that wait for the clients of one thread: output that a client does not read, or messages
/// of which the rest does not come. Knows how long they have waited, and their sum with those of
/// other threads. Only clients with waiting bytes have an account.
///
/// When the sum is too large, the project that holds the most gives up clients, so that nobody is
/// closed for the bytes of another project.
class WaitingBytes final {
public:
    /// `total` counts all bytes that wait in the broker. `overflow` is called when it is exceeded:
    /// call relieve() on the thread that has the largest project.
    WaitingBytes(TimerQueue &deadlines, std::atomic<qint64> &total, std::function<void()> overflow);

    void setLimits(std::chrono::milliseconds timeout, qint64 maxTotalBytes);

    /// Bytes of the project that holds the most on this thread.
    [[nodiscard]] qint64 largestProject() const;
    /// Closes the largest clients of the largest project, then of the next, until the total is
    /// within its limit or no project holds more than `down` bytes.
    void relieve(qint64 down);
    /// At the end of a turn: checks the total if an account has grown.
    void endTurn();

    struct Project {
        qint64 bytes = 0;
        int accounts = 0;
    };
    using Projects = std::map<QByteArray, Project>; ///< Projects by name.

    /// The account of one client.
    class Account final {
    public:
        /// `tooSlow` is called at most once, and may not destroy the account. It must give up the
        /// waiting bytes at once, and report that by setWaiting(): otherwise further clients would
        /// be closed.
        Account(WaitingBytes &all, const ProjectId &project, std::function<void(TooSlow)> tooSlow);
        ~Account();
        Q_DISABLE_COPY_MOVE(Account)

        /// Negative where TLS has made more bytes than have left.
        void sent(qsizetype bytes) { m_sent += bytes; }
        void setWaiting(qsizetype bytes);

    private:
        friend class WaitingBytes;
        void passMark(size_t mark);
        void end(TooSlow why);

        WaitingBytes &m_all;
        Projects::iterator m_project;
        std::function<void(TooSlow)> m_tooSlow; ///< Null after the call.
        size_t m_index; ///< Index in m_all.m_accounts.
        qsizetype m_waiting = 0;
        qint64 m_sent = 0;
        /// End of the queue in the stream when each mark was passed; the least number: not yet.
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
    TimerQueue::Handle m_tick;
    std::chrono::milliseconds m_interval { 0 }; ///< Time from mark to mark.
    qint64 m_maxTotalBytes = 0;
    size_t m_mark = 0;
    bool m_hasGrown = false; ///< Set in this turn.
    std::vector<Account *> m_accounts;
    Projects m_projects; ///< Projects that have accounts.
};

} // namespace broadcaster
