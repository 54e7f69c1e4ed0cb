// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/sessiontable.h"

#include <utility>

namespace broadcaster {

namespace {

constexpr char Farewell[] = "the broker is shutting down";

} // namespace

SessionTable::SessionTable(
    QObject *context, TimerQueue &deadlines, std::chrono::seconds pingInterval)
    : m_closer(context, deadlines,
        [this](quint64 connection, quint16 code, std::string_view reason) {
            close(connection, code, reason);
        })
    , m_sweep(context, [this](quint64 connection) { ping(connection); })
    , m_sweepDeadline(deadlines)
    , m_pingInterval(pingInterval)
{
}

void SessionTable::add(std::unique_ptr<ClientSession> session)
{
    const quint64 connection = session->connection();
    m_sessions.emplace(connection, std::move(session));
    armSweep();
}

ClientSession *SessionTable::find(quint64 connection) const
{
    const auto found = m_sessions.find(connection);
    return found != m_sessions.end() ? found->second.get() : nullptr;
}

void SessionTable::end(const ClientSession &session)
{
    const auto found = m_sessions.find(session.connection());
    m_ended.push_back(std::move(found->second));
    m_sessions.erase(found);
}

void SessionTable::setPingInterval(std::chrono::seconds interval)
{
    if (std::exchange(m_pingInterval, interval) == interval || !m_sweepDeadline.isArmed())
        return;
    m_sweepDeadline.cancel();
    armSweep();
}

void SessionTable::closeByKey(const ProjectId &project, qint64 keyId)
{
    std::vector<quint64> opened;
    for (const auto &[connection, session] : m_sessions) {
        if (session->keyId() == keyId && session->project() == project)
            opened.push_back(connection);
    }
    m_closer.close(opened, closecode::KeyRevoked, "the API key was revoked");
}

void SessionTable::drain(std::chrono::milliseconds over, std::function<void()> drained)
{
    m_closer.drain(
        connections(), closecode::GoingAway, Farewell, over, [this] { return isEmpty(); },
        std::move(drained));
}

void SessionTable::closeAll()
{
    m_closer.cancel();
    m_closer.close(connections(), closecode::GoingAway, Farewell);
}

void SessionTable::dropAll()
{
    while (!isEmpty())
        m_sessions.begin()->second->drop();
}

void SessionTable::stop()
{
    m_closer.cancel();
    m_sweep.clear();
    m_sweepDeadline.cancel();
    forgetEnded();
}

std::vector<quint64> SessionTable::connections() const
{
    std::vector<quint64> all;
    all.reserve(m_sessions.size());
    for (const auto &[connection, session] : m_sessions)
        all.push_back(connection);
    return all;
}

void SessionTable::close(quint64 connection, quint16 code, std::string_view reason)
{
    if (ClientSession *session = find(connection))
        session->close(code, reason);
}

void SessionTable::armSweep()
{
    if (m_sweepDeadline.isArmed())
        return;
    m_sweepDeadline.arm(m_pingInterval, [this] {
        for (const auto &[connection, session] : m_sessions)
            m_sweep.push(connection);
        if (!isEmpty())
            armSweep();
    });
}

void SessionTable::ping(quint64 connection)
{
    if (ClientSession *session = find(connection))
        session->heartbeat();
}

} // namespace broadcaster
