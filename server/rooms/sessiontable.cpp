// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/sessiontable.h"

#include "server/base/tuning.h"

#include <algorithm>
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
    , m_due(context, [this](quint64 connection) { ping(connection); })
    , m_pingDeadline(deadlines)
    , m_pingInterval(pingInterval)
{
}

void SessionTable::add(std::unique_ptr<ClientSession> session)
{
    const quint64 connection = session->connection();
    Entry &entry = m_sessions[connection];
    entry.session = std::move(session);
    append(entry);
    armPings();
}

ClientSession *SessionTable::find(quint64 connection) const
{
    const Entry *found = m_sessions.find(connection);
    return found ? found->session.get() : nullptr;
}

void SessionTable::end(const ClientSession &session)
{
    const quint64 connection = session.connection();
    Entry &entry = *m_sessions.find(connection);
    unlink(entry);
    m_ended.push_back(std::move(entry.session));
    m_sessions.remove(connection);
}

void SessionTable::setPingInterval(std::chrono::seconds interval)
{
    if (std::exchange(m_pingInterval, interval) == interval)
        return;
    m_pingDeadline.cancel();
    armPings();
}

void SessionTable::closeByKey(const ProjectId &project, qint64 keyId)
{
    std::vector<quint64> opened;
    m_sessions.forEach([&](quint64 connection, const Entry &entry) {
        if (entry.session->keyId() == keyId && entry.session->project() == project)
            opened.push_back(connection);
    });
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
        m_sessions.any().session->drop();
}

void SessionTable::stop()
{
    m_closer.cancel();
    m_due.clear();
    m_pingDeadline.cancel();
    forgetEnded();
}

std::vector<quint64> SessionTable::connections() const
{
    std::vector<quint64> all;
    all.reserve(static_cast<size_t>(m_sessions.size()));
    m_sessions.forEach([&](quint64 connection, const auto &) { all.push_back(connection); });
    return all;
}

void SessionTable::close(quint64 connection, quint16 code, std::string_view reason)
{
    if (ClientSession *session = find(connection))
        session->close(code, reason);
}

void SessionTable::append(Entry &entry)
{
    entry.pinged = TimerQueue::Clock::now();
    entry.before = std::exchange(m_last, &entry);
    entry.after = nullptr;
    (entry.before ? entry.before->after : m_first) = &entry;
}

void SessionTable::unlink(Entry &entry)
{
    (entry.before ? entry.before->after : m_first) = entry.after;
    (entry.after ? entry.after->before : m_last) = entry.before;
}

void SessionTable::armPings()
{
    if (m_pingDeadline.isArmed() || isEmpty())
        return;
    // The time in which some fall due: pinging these together wakes the thread up less often.
    const auto some = std::clamp<std::chrono::milliseconds>(
        std::chrono::milliseconds(m_pingInterval) * limits::PingsAtOnce / m_sessions.size(),
        limits::MinPingStep, limits::MaxPingStep);
    const auto left = m_first->pinged + m_pingInterval - TimerQueue::Clock::now();
    m_pingDeadline.arm(
        std::max(some, std::chrono::ceil<std::chrono::milliseconds>(left)), [this] { pingDue(); });
}

void SessionTable::pingDue()
{
    const auto now = TimerQueue::Clock::now();
    while (m_first && m_first->pinged + m_pingInterval <= now) {
        Entry &entry = *m_first;
        unlink(entry);
        append(entry);
        m_due.push(entry.session->connection());
    }
    armPings();
}

void SessionTable::ping(quint64 connection)
{
    if (ClientSession *session = find(connection))
        session->heartbeat();
}

} // namespace broadcaster
