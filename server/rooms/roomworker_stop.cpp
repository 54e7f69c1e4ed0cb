// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// How a room thread ends. The rest of RoomWorker is in roomworker.cpp.
#include "server/rooms/roomworker.h"

#include "server/api/limits.h"
#include "server/net/tlssession.h"
#include "server/post.h"

namespace broadcaster {

namespace {

constexpr char Farewell[] = "the broker is shutting down";

} // namespace

void RoomWorker::drain(std::chrono::milliseconds over, std::function<void()> drained)
{
    std::vector<quint64> connections;
    connections.reserve(m_sessions.size());
    for (const auto &[connection, session] : m_sessions)
        connections.push_back(connection);
    const size_t all = connections.size();
    m_drain.emplace(Drain {
        std::move(connections), all, std::chrono::steady_clock::now(), over, std::move(drained) });
    continueDrain();
}

void RoomWorker::continueDrain()
{
    const auto rest = m_drain->started + m_drain->over - std::chrono::steady_clock::now();
    const double share = std::chrono::duration<double>(rest) / m_drain->over;
    const auto mayStay = static_cast<size_t>(
        share > 0 ? share * static_cast<double>(m_drain->all) : 0);
    while (m_drain->left.size() > mayStay) {
        const auto found = m_sessions.find(m_drain->left.back());
        m_drain->left.pop_back();
        if (found != m_sessions.end())
            found->second->close(ClientSession::ServerStopping, Farewell);
    }
    m_poller->requestTurnEnd();
    if (m_drain->left.empty() || m_sessions.empty())
        std::exchange(m_drain, std::nullopt)->drained();
    else
        m_stopDeadline->arm(limits::DrainStep, [this] { continueDrain(); });
}

void RoomWorker::stop(std::function<void()> stopped)
{
    m_stopping = true;
    m_drain.reset();
    m_stopped = std::move(stopped);
    std::vector<ClientSession *> all;
    all.reserve(m_sessions.size());
    for (const auto &[connection, session] : m_sessions)
        all.push_back(session.get());
    for (ClientSession *session : all)
        session->close(ClientSession::ServerStopping, Farewell);
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
    post(this, [this, stopped = std::exchange(m_stopped, nullptr)] {
        qDeleteAll(std::exchange(m_rooms, {}));
        m_ended.clear();
        m_stopDeadline.reset();
        m_trafficDeadline.reset();
        m_usageDeadline.reset();
        m_sweepDeadline.reset();
        m_server.reset();
        m_environment.reset();
        m_unfinished.reset();
        m_backlog.reset();
        m_poller.reset();
        m_deadlines.reset();
        TlsSession::leaveThread();
        stopped();
    });
}

} // namespace broadcaster
