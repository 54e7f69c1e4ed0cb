// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/spreadmap.h"
#include "server/rooms/clientcloser.h"
#include "server/rooms/clientsession.h"
#include "server/rooms/slicedqueue.h"

#include <memory>
#include <vector>

namespace broadcaster {

/// The sessions of a room thread by their connection, from their upgrade to their end. The table
/// pings them and closes many of them. Belongs to the thread of `context`, and may not outlive it.
class SessionTable final {
public:
    SessionTable(QObject *context, TimerQueue &deadlines, std::chrono::seconds pingInterval);

    void add(std::unique_ptr<ClientSession> session);
    /// Null: there is none.
    [[nodiscard]] ClientSession *find(quint64 connection) const;
    /// Takes out a session that has ended. forgetEnded() destroys it later, because a call of the
    /// session may be under way.
    void end(const ClientSession &session);
    void forgetEnded() { m_ended.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_sessions.isEmpty(); }

    void setPingInterval(std::chrono::seconds interval);
    /// Closes the sessions that came with this key with 4001, also those that are in no room yet.
    void closeByKey(const ProjectId &project, qint64 keyId);
    /// Closes all with 1001, spread over that time, and calls `drained` when all are closed.
    void drain(std::chrono::milliseconds over, std::function<void()> drained);
    /// Closes all with 1001. A drain ends without calling `drained`.
    void closeAll();
    void dropAll();
    /// Closing of many sessions is under way.
    [[nodiscard]] bool isClosing() const { return m_closer.isClosing(); }
    /// Ends the timers. REQUIRES: isEmpty()
    void stop();

private:
    [[nodiscard]] std::vector<quint64> connections() const;
    void close(quint64 connection, quint16 code, std::string_view reason);
    /// A session, and its place in the order of the last pings.
    struct Entry {
        std::unique_ptr<ClientSession> session;
        TimerQueue::Clock::time_point pinged; ///< Time of its last ping, or of its beginning.
        Entry *before = nullptr;
        Entry *after = nullptr;
    };

    void append(Entry &entry);
    void unlink(Entry &entry);
    void armPings();
    void pingDue();
    void ping(quint64 connection);

    SpreadMap<quint64, Entry, std::hash<quint64>> m_sessions;
    std::vector<std::unique_ptr<ClientSession>> m_ended;
    ClientCloser m_closer;
    // In the order of their pings, so that a crowd is spread over the interval as it came.
    Entry *m_first = nullptr; ///< The next one to be pinged; null: there is no session.
    Entry *m_last = nullptr;
    SlicedQueue<quint64> m_due; ///< Connections to ping now.
    TimerQueue::Handle m_pingDeadline;
    std::chrono::seconds m_pingInterval;
};

} // namespace broadcaster
