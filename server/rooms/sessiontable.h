// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/rooms/clientcloser.h"
#include "server/rooms/clientsession.h"
#include "server/rooms/slicedqueue.h"

#include <memory>
#include <unordered_map>
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
    [[nodiscard]] bool isEmpty() const { return m_sessions.empty(); }

    void setPingInterval(std::chrono::seconds interval);
    /// Closes the sessions that came with this key with 4001, also those in their handshake.
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
    void armSweep();
    void ping(quint64 connection);

    std::unordered_map<quint64, std::unique_ptr<ClientSession>> m_sessions;
    std::vector<std::unique_ptr<ClientSession>> m_ended;
    ClientCloser m_closer;
    SlicedQueue<quint64> m_sweep; ///< Connections to ping.
    TimerQueue::Handle m_sweepDeadline;
    std::chrono::seconds m_pingInterval;
};

} // namespace broadcaster
