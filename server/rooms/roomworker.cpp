// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomworker.h"

#include "server/base/storelimits.h"
#include "server/logging.h"
#include "server/post.h"

#include <QtCore/QDateTime>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 MillisecondsPerDay = 86'400'000;

/// In microseconds of the clock: nobody joins as often as that, so it is beyond what any run before
/// this one has come to.
quint64 firstRoster()
{
    return static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) * 1000;
}

} // namespace

RoomWorker::RoomWorker(
    const RoomSettings &settings, const RoomEvents &events, WaitingBytes &waitingBytes)
    : m_settings(settings)
    , m_events(events)
    , m_waitingBytes(waitingBytes)
    , m_traffic(firstRoster(), [this] { armTrafficDeadline(); })
{
}

RoomWorker::~RoomWorker() = default;

void RoomWorker::start()
{
    m_receiveBuffer.resize(static_cast<size_t>(limits::ReceiveBufferBytes + ScanPadding));
    m_deadlines = std::make_unique<Deadlines>();
    m_poller = std::make_unique<SocketPoller>();
    m_poller->setBeforeFlush([this] { endTurn(); });
    m_poller->setAfterTurn([this] { afterTurn(); });
    m_backlog = std::make_unique<Backlog>(*m_deadlines, m_waitingBytes.queued);
    m_unfinished = std::make_unique<Backlog>(*m_deadlines, m_waitingBytes.unfinished);
    limitBacklogs();
    m_environment = std::make_unique<SocketEnvironment>(SocketEnvironment { *m_poller,
        m_outputBuffers, m_messageBuffers, *m_backlog, *m_unfinished, m_promisedBytes,
        std::span(m_receiveBuffer).first(limits::ReceiveBufferBytes), m_settings.socket });
    m_server = std::make_unique<QWebSocketServer>(
        u"broadcaster"_s, QWebSocketServer::NonSecureMode);
    m_server->setMaxPendingConnections(limits::MaxMaxConnections);
    connect(m_server.get(), &QWebSocketServer::newConnection, this, &RoomWorker::onHandshakeDone);
    m_sweepDeadline = std::make_unique<Deadlines::Handle>(*m_deadlines);
    m_usageDeadline = std::make_unique<Deadlines::Handle>(*m_deadlines);
    m_trafficDeadline = std::make_unique<Deadlines::Handle>(*m_deadlines);
    m_stopDeadline = std::make_unique<Deadlines::Handle>(*m_deadlines);
}

void RoomWorker::limitBacklogs()
{
    m_backlog->setLimits(m_settings.slowReaderTimeout, m_settings.maxTotalQueueBytes);
    m_unfinished->setLimits(limits::UnfinishedMessageTimeout, m_settings.maxTotalQueueBytes);
}

void RoomWorker::configure(const RoomSettings &settings)
{
    if (m_stopping)
        return;
    const RoomSettings before = std::exchange(m_settings, settings);
    m_environment->limits = settings.socket;
    limitBacklogs();
    if (settings.pingInterval != before.pingInterval && m_sweepDeadline->isArmed()) {
        m_sweepDeadline->cancel();
        armSweep();
    }
    if (settings.idleProjectTimeout != before.idleProjectTimeout) {
        for (Room *room : std::as_const(m_rooms)) {
            if (room->isEmpty())
                armIdleDeadline(*room);
        }
    }
}

void RoomWorker::adopt(Upgrade upgrade)
{
    const ProjectId project = upgrade.project;
    if (m_stopping) { // Came while stopping: closing the descriptor is the answer.
        m_events.connectionEnded(project, ClientSession::ServerStopping);
        return;
    }
    const quint64 connection = upgrade.connection;
    auto session = std::make_unique<ClientSession>(std::move(upgrade), *m_environment, *m_deadlines,
        nowMs(), static_cast<ClientSession::Observer &>(*this));
    ClientSocket *socket = session->socket();
    m_sessions.emplace(connection, std::move(session));
    armSweep();
    m_server->handleConnection(socket);
}

void RoomWorker::onHandshakeDone()
{
    while (std::unique_ptr<QWebSocket> webSocket { m_server->nextPendingConnection() }) {
        const quint64 connection = webSocket->requestUrl().path().sliced(1).toULongLong();
        const auto found = m_sessions.find(connection);
        if (found == m_sessions.end()) {
            qCCritical(logRooms, "a handshake without a session");
            continue;
        }
        ClientSession &session = *found->second;
        // It would delete the socket, which is the session's, as soon as that is disconnected.
        session.socket()->disconnect(m_server.get());
        session.setWebSocket(std::move(webSocket));
        Room &room = roomFor(session.project());
        room.idleDeadline.cancel();
        room.join(session);
        qCDebug(logRooms, "client %s joined", session.idText().constData());
        session.startReceiving();
    }
}

void RoomWorker::setTrafficWanted(bool wanted)
{
    flushBatches(); // A batch begun before does not know whom it goes to.
    m_traffic.setWanted(wanted);
}

void RoomWorker::armTrafficDeadline()
{
    if (!m_trafficDeadline->isArmed())
        m_trafficDeadline->arm(limits::TrafficInterval, [this] { handOverTraffic(); });
}

void RoomWorker::handOverTraffic()
{
    if (TrafficBatchPointer batch = m_traffic.take()) {
        m_events.trafficSampled(
            std::move(batch), [this] { post(this, [this] { onTrafficTaken(); }); });
        if (!m_traffic.hasNothing())
            armTrafficDeadline(); // Messages were dropped behind it.
    }
}

void RoomWorker::onTrafficTaken()
{
    m_traffic.acknowledge();
    if (!m_traffic.hasNothing() && m_trafficDeadline)
        armTrafficDeadline();
}

void RoomWorker::closeByKey(const ProjectId &project, qint64 keyId)
{
    if (m_stopping)
        return;
    // Sessions, not room members: a handshake may be under way. Leaving changes the map.
    std::vector<ClientSession *> opened;
    for (const auto &[connection, session] : m_sessions) {
        if (session->keyId() == keyId && session->project() == project)
            opened.push_back(session.get());
    }
    for (ClientSession *session : opened)
        session->close(ClientSession::KeyRevoked, "the API key was revoked");
    m_poller->requestTurnEnd();
}

bool RoomWorker::closeClient(const ProjectId &project, const ClientId &client)
{
    const Room *room = m_rooms.value(project);
    ClientSession *session = room ? room->client(client.text()) : nullptr;
    if (session)
        session->close(ClientSession::ByOperator, "closed by an operator");
    return session != nullptr;
}

void RoomWorker::onSessionMessage(ClientSession &session, std::span<char> message, Opcode opcode)
{
    session.room->receive(session, message, opcode);
}

void RoomWorker::onSessionLeft(ClientSession &session)
{
    Room *room = std::exchange(session.room, nullptr);
    if (!room)
        return; // Its handshake was not over.
    qCDebug(logRooms, "client %s left (%d)", session.idText().constData(), session.closeCode());
    room->leave(session, m_stopping ? Room::Farewell::Silent : Room::Farewell::Tell);
    if (room->isEmpty() && !m_stopping)
        armIdleDeadline(*room);
}

void RoomWorker::onSessionEnded(ClientSession &session)
{
    m_events.connectionEnded(session.project(), session.closeCode());
    const auto found = m_sessions.find(session.connection());
    m_ended.push_back(std::move(found->second));
    m_sessions.erase(found);
    m_poller->requestTurnEnd();
}

qint64 RoomWorker::nowMs()
{
    if (m_nowMs == 0) {
        m_nowMs = QDateTime::currentMSecsSinceEpoch();
        m_poller->requestTurnEnd();
    }
    return m_nowMs;
}

void RoomWorker::endTurn()
{
    flushBatches();
    m_ended.clear();
    m_nowMs = 0;
    if (m_stopped && m_sessions.empty())
        finishStop();
}

void RoomWorker::flushBatches()
{
    for (size_t i = 0; i < m_batched.size(); ++i)
        m_batched[i]->flushBatch();
    m_batched.clear();
}

/// One time for all messages of a turn: reading the clock for each would be felt.
void RoomWorker::afterTurn()
{
    if (m_turnMessages == 0)
        return;
    const auto took = std::chrono::steady_clock::now() - m_firstMessage;
    m_latency.record(std::chrono::duration_cast<std::chrono::microseconds>(took),
        std::exchange(m_turnMessages, 0));
}

void RoomWorker::onMessage(Room &room)
{
    if (m_turnMessages++ == 0)
        m_firstMessage = std::chrono::steady_clock::now();
    const qint64 day = nowMs() / MillisecondsPerDay;
    if (day != m_usageDay) {
        publishUsage();
        m_usageDay = day;
    }
    if (room.messageCount() > 0)
        return; // Listed already.
    m_counted.push_back(&room);
    if (!m_usageDeadline->isArmed())
        m_usageDeadline->arm(limits::UsagePublishInterval, [this] { publishUsage(); });
}

/// All in one go: each time, the database's thread wakes up and may take the core from this one.
void RoomWorker::publishUsage()
{
    if (m_counted.empty())
        return;
    const QDate day = QDate(1970, 1, 1).addDays(m_usageDay);
    QList<UsageCount> counts;
    counts.reserve(qsizetype(m_counted.size()));
    for (const Room *room : m_counted)
        counts.append({ room->project(), day, room->messageCount() });
    m_events.usageCounted(counts);
    for (Room *room : m_counted)
        room->takeMessageCount();
    m_counted.clear();
}

Room &RoomWorker::roomFor(const ProjectId &project)
{
    Room *&room = m_rooms[project];
    if (!room) {
        room = new Room(project, *this, *m_deadlines);
        room->setParent(this);
    }
    return *room;
}

void RoomWorker::dropRoom(const ProjectId &project)
{
    publishUsage();
    const Room *room = m_rooms.value(project);
    m_gone.add(room->metrics().traffic);
    delete m_rooms.take(project);
}

void RoomWorker::armIdleDeadline(Room &room)
{
    room.idleDeadline.arm(
        m_settings.idleProjectTimeout, [this, project = room.project()] { dropRoom(project); });
}

void RoomWorker::armSweep()
{
    if (m_sweepDeadline->isArmed())
        return;
    m_sweepDeadline->arm(m_settings.pingInterval, [this] {
        std::vector<quint64> connections;
        connections.reserve(m_sessions.size());
        for (const auto &[connection, session] : m_sessions)
            connections.push_back(connection);
        if (!connections.empty())
            armSweep();
        sweep(std::move(connections));
    });
}

void RoomWorker::sweep(std::vector<quint64> left)
{
    for (int i = 0; i < limits::PingsPerTurn && !left.empty(); ++i) {
        const auto found = m_sessions.find(left.back());
        left.pop_back();
        if (found != m_sessions.end())
            found->second->heartbeat();
    }
    if (!left.empty())
        post(this, [this, left = std::move(left)]() mutable { sweep(std::move(left)); });
}

} // namespace broadcaster
