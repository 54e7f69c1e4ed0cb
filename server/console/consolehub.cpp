// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/console/consolehub.h"

#include "server/api/closecode.h"
#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/base/tuning.h"
#include "server/net/tlssession.h"
#include "server/protocol/envelope.h"

#include <algorithm>

namespace broadcaster {

ConsoleHub::ConsoleHub(const BrokerConfig &config, Events events)
    : m_config(config)
    , m_events(std::move(events))
{
}

ConsoleHub::~ConsoleHub() = default;

bool ConsoleHub::takePlace()
{
    if (m_places.fetch_add(1) < limits::MaxConsoles)
        return true;
    --m_places;
    return false;
}

void ConsoleHub::adopt(ConsoleUpgrade upgrade)
{
    post(this, [this, upgrade = std::move(upgrade)]() mutable { begin(std::move(upgrade)); });
}

void ConsoleHub::start()
{
    m_receiveBuffer.resize(static_cast<size_t>(limits::KeptBufferBytes + ScanPadding));
    m_deadlines = std::make_unique<TimerQueue>();
    m_poller = std::make_unique<SocketPoller>();
    m_poller->setBeforeFlush([this] { forgetEnded(); });
    m_poller->setAfterTurn([this] {
        m_queued->endTurn();
        m_unfinished->endTurn();
    });
    // Later, because a console may be closed in this way.
    const auto relieve = [this] {
        post(this, [this] {
            if (!m_queued)
                return;
            m_queued->relieve(0);
            m_unfinished->relieve(0);
        });
    };
    m_queued = std::make_unique<WaitingBytes>(*m_deadlines, m_waitingBytes, relieve);
    m_unfinished = std::make_unique<WaitingBytes>(*m_deadlines, m_waitingBytes, relieve);
    m_environment = std::make_unique<SocketEnvironment>(
        SocketEnvironment { *m_poller, m_outputPool, m_messageBuffers, m_compression, *m_queued,
            *m_unfinished, std::span(m_receiveBuffer).first(limits::KeptBufferBytes), {} });
    m_heartbeat = std::make_unique<TimerQueue::Handle>(*m_deadlines);
    configure(m_config);
}

qsizetype ConsoleHub::maxQueueBytes() const
{
    return limits::MaxConsoleQueueBytes + m_config.maxMessageSize;
}

void ConsoleHub::configure(BrokerConfig config)
{
    const BrokerConfig before = std::exchange(m_config, std::move(config));
    if (before.serviceKey != m_config.serviceKey)
        closeByKey(ConsoleKey::Service);
    if (before.viewerKey != m_config.viewerKey)
        closeByKey(ConsoleKey::Viewer);
    m_environment->limits = { limits::MaxConsoleFrameBytes + m_config.maxMessageSize,
        maxQueueBytes() };
    m_queued->setLimits(m_config.slowReaderTimeout, limits::MaxConsolesQueueBytes);
    m_unfinished->setLimits(limits::UnfinishedMessageTimeout, limits::MaxConsolesQueueBytes);
    if (m_heartbeat->isArmed())
        armHeartbeat();
}

/// As a revoked API key does.
void ConsoleHub::closeByKey(ConsoleKey key)
{
    for (const auto &[connection, session] : m_sessions) {
        if (session->key() == key)
            session->close(closecode::KeyRevoked, "the key was changed");
    }
}

void ConsoleHub::armHeartbeat()
{
    m_heartbeat->arm(m_config.pingInterval, [this] {
        for (const auto &[connection, session] : m_sessions)
            session->heartbeat();
        if (!m_sessions.empty())
            armHeartbeat();
    });
}

void ConsoleHub::begin(ConsoleUpgrade upgrade)
{
    if (!m_environment) { // The broker has stopped meanwhile.
        giveBackPlace();
        return;
    }
    auto session = std::make_unique<ConsoleSession>(std::move(upgrade), *m_environment,
        *m_deadlines, static_cast<ConsoleSession::Owner &>(*this));
    ConsoleSession &opened = *session;
    m_sessions.emplace(opened.connection(), std::move(session));
    qCInfo(logGateway, "console %s connected", qUtf8Printable(opened.address()));
    if (!m_heartbeat->isArmed())
        armHeartbeat();
    opened.open();
    m_events.opened(opened.connection(), opened.caller());
}

ConsoleSession *ConsoleHub::find(quint64 connection) const
{
    const auto session = m_sessions.find(connection);
    return session == m_sessions.end() ? nullptr : session->second.get();
}

void ConsoleHub::greet(quint64 connection, const ConsoleHello &hello, const QList<Event> &events)
{
    if (ConsoleSession *session = find(connection))
        session->greet(hello, events);
}

void ConsoleHub::tell(const Event &event)
{
    for (const auto &[connection, session] : m_sessions)
        session->tell(event);
}

void ConsoleHub::takeTraffic(const TrafficBatchPointer &batch)
{
    for (const auto &[connection, session] : m_sessions)
        session->takeTraffic(batch);
}

void ConsoleHub::answer(quint64 connection, qint64 id, const Result<QCborValue> &answer)
{
    if (ConsoleSession *session = find(connection))
        session->answer(id, answer);
}

void ConsoleHub::onQuestion(const ConsoleSession &session, const ConsoleQuestion &question)
{
    m_events.asked(session.connection(), session.caller(), question);
}

void ConsoleHub::onWatchChanged()
{
    const bool isWatched = std::any_of(m_sessions.begin(), m_sessions.end(),
        [](const auto &each) { return each.second->isWatching(); });
    if (isWatched == std::exchange(m_isWatched, isWatched))
        return;
    if (!isWatched)
        m_kept.clear();
    m_events.watchChanged(isWatched);
}

void ConsoleHub::onWatchStarted(const ConsoleSession &session, qint64 id)
{
    m_events.watchStarted(session.connection(), id);
}

void ConsoleHub::onSessionEnded(ConsoleSession &session)
{
    qCInfo(logGateway, "console %s left", qUtf8Printable(session.address()));
    giveBackPlace();
    const auto place = m_sessions.find(session.connection());
    m_ended.push_back(std::move(place->second));
    m_sessions.erase(place);
    m_poller->requestTurnEnd();
}

void ConsoleHub::forgetEnded()
{
    m_ended.clear();
}

void ConsoleHub::closeAll()
{
    for (const auto &[connection, session] : m_sessions)
        session->close(closecode::GoingAway, "the broker stops");
}

void ConsoleHub::stop()
{
    while (!m_sessions.empty())
        m_sessions.begin()->second->drop(); // It calls back.
    forgetEnded();
    m_kept.clear();
    m_heartbeat.reset();
    m_environment.reset();
    m_unfinished.reset();
    m_queued.reset();
    m_poller.reset();
    m_deadlines.reset();
    TlsSession::leaveThread();
}

} // namespace broadcaster
