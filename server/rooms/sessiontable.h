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

/// The sessions of a room thread by their connection, from their upgrade to their end: pings them,
/// and closes many of them. Belongs to the thread of `context`, and may not outlive it.
class SessionTable final {
public:
    SessionTable(QObject *context, Deadlines &deadlines, std::chrono::seconds pingInterval);

    void add(std::unique_ptr<ClientSession> session);
    /// Null: it is not there.
    [[nodiscard]] ClientSession *find(quint64 connection) const;
    /// It has ended. Destroyed by forgetEnded(), because it may still be in a call.
    void end(const ClientSession &session);
    void forgetEnded() { m_ended.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_sessions.empty(); }

    void setPingInterval(std::chrono::seconds interval);
    /// Those that came with this key, also during their handshake.
    void closeByKey(const ProjectId &project, qint64 keyId);
    /// Closes all with 1001, spread over that time, and calls `drained` when all are closed.
    void drain(std::chrono::milliseconds over, std::function<void()> drained);
    /// Closes all with 1001. A drain ends without calling `drained`.
    void closeAll();
    void dropAll();
    /// It is known that some of them are going.
    [[nodiscard]] bool isClosing() const { return m_closer.isClosing(); }
    /// Nobody is pinged or closed any more. REQUIRES: isEmpty()
    void stop();

private:
    [[nodiscard]] std::vector<quint64> connections() const;
    void close(quint64 connection, quint16 code, std::string_view reason);
    void armSweep();
    void ping(quint64 connection);

    std::unordered_map<quint64, std::unique_ptr<ClientSession>> m_sessions;
    std::vector<std::unique_ptr<ClientSession>> m_ended;
    ClientCloser m_closer;
    SlicedQueue<quint64> m_sweep; ///< Connections that are to be pinged.
    Deadlines::Handle m_sweepDeadline;
    std::chrono::seconds m_pingInterval;
};

} // namespace broadcaster
