// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// How a room thread ends. The rest of RoomWorker is in roomworker.cpp.
#include "server/rooms/roomworker.h"

#include "server/base/post.h"
#include "server/base/tuning.h"
#include "server/net/tlssession.h"

namespace broadcaster {

namespace {

constexpr char Farewell[] = "the broker is shutting down";

} // namespace

void RoomWorker::drain(std::chrono::milliseconds over, std::function<void()> drained)
{
    m_closer->drain(
        connections(), ClientSession::ServerStopping, Farewell, over,
        [this] { return m_sessions.empty(); }, std::move(drained));
}

void RoomWorker::stop(std::function<void()> stopped)
{
    m_stopping = true;
    m_stopped = std::move(stopped);
    m_closer->cancel();
    m_closer->close(connections(), ClientSession::ServerStopping, Farewell);
    m_stopDeadline->arm(limits::StopTimeout, [this] {
        while (!m_sessions.empty())
            m_sessions.begin()->second->drop();
    });
    m_poller->requestTurnEnd();
}

void RoomWorker::finishStop()
{
    publishUsage();
    handOverTraffic();
    // Out of the poller's turn, which is under way, before the poller goes.
    m_closer->cancel();
    post(this, [this, stopped = std::exchange(m_stopped, nullptr)] {
        qDeleteAll(std::exchange(m_rooms, {}));
        m_ended.clear();
        m_stopDeadline.reset();
        m_trafficDeadline.reset();
        m_usageDeadline.reset();
        m_sweepDeadline.reset();
        m_server.reset();
        m_environment.reset();
        m_farewells.reset();
        m_memory.reset();
        m_poller.reset();
        m_deadlines.reset();
        TlsSession::leaveThread();
        stopped();
    });
}

} // namespace broadcaster
