// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomworker.h"

#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/base/tuning.h"

#include <QtCore/QDateTime>
#include <QtWebSockets/QWebSocket>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 MillisecondsPerDay = 86'400'000;
/// Bits of a traffic record's number that count the records of a thread.
constexpr int RecordNumberBits = 60;
static_assert(limits::MaxRoomThreads <= 1 << (64 - RecordNumberBits));

/// In microseconds of the clock: neither clients nor messages come as often as that, so it is
/// beyond the numbers of any run before this one.
quint64 beyondEarlierRuns()
{
    return static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) * 1000;
}

} // namespace

RoomWorker::RoomWorker(
    const RoomSettings &settings, const RoomEvents &events, std::atomic<qint64> &total, int index)
    : m_settings(settings)
    , m_events(events)
    , m_total(total)
    , m_traffic(beyondEarlierRuns(),
          (static_cast<quint64>(index) << RecordNumberBits) + beyondEarlierRuns(),
          [this] { armTrafficDeadline(); })
    , m_arrivals(this, [this](Upgrade &&upgrade) { begin(std::move(upgrade)); })
    , m_sweep(this, [this](quint64 connection) { ping(connection); })
{
}

RoomWorker::~RoomWorker() = default;

void RoomWorker::start()
{
    m_receiveBuffer.resize(static_cast<size_t>(limits::ReceiveBufferBytes + ScanPadding));
    m_deadlines = std::make_unique<Deadlines>();
    m_poller = std::make_unique<SocketPoller>();
    m_poller->setBeforeFlush([this] { endTurn(); });
    m_poller->setSendShared([this](auto end) { return sendBatches(end); });
    m_poller->setAfterTurn([this] { afterTurn(); });
    m_memory = std::make_unique<ThreadMemory>(*m_deadlines, m_total, m_events.memoryOverflowed);
    m_environment = std::make_unique<SocketEnvironment>(SocketEnvironment { *m_poller, m_outputPool,
        m_messageBuffers, m_memory->queued, m_memory->unfinished,
        std::span(m_receiveBuffer).first(limits::ReceiveBufferBytes), m_settings.socket });
    limitMemory();
    m_closer = std::make_unique<ClientCloser>(
        this, *m_deadlines, [this](quint64 connection, quint16 code, std::string_view reason) {
            closeClient(connection, code, reason);
        });
    m_farewells = std::make_unique<Farewells>(*m_deadlines, [this] { m_poller->requestTurnEnd(); });
    m_server = std::make_unique<QWebSocketServer>(
        u"broadcaster"_s, QWebSocketServer::NonSecureMode);
    m_server->setMaxPendingConnections(limits::MaxMaxConnections);
    connect(m_server.get(), &QWebSocketServer::newConnection, this, &RoomWorker::onHandshakeDone);
    m_sweepDeadline = std::make_unique<Deadlines::Handle>(*m_deadlines);
    m_usageDeadline = std::make_unique<Deadlines::Handle>(*m_deadlines);
    m_trafficDeadline = std::make_unique<Deadlines::Handle>(*m_deadlines);
    m_stopDeadline = std::make_unique<Deadlines::Handle>(*m_deadlines);
}

void RoomWorker::limitMemory()
{
    m_memory->setLimits(m_settings);
    m_poller->budget().setMaxQueuedBytes(std::min<qint64>(
        limits::TurnQueueBytes, m_settings.maxTotalQueueBytes / limits::TurnQueueShare));
}

void RoomWorker::configure(const RoomSettings &settings)
{
    if (m_stopping)
        return;
    const RoomSettings before = std::exchange(m_settings, settings);
    m_environment->limits = settings.socket;
    limitMemory();
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
    m_arrivals.push(std::move(upgrade));
}

void RoomWorker::begin(Upgrade upgrade)
{
    const ProjectId project = upgrade.project;
    if (m_stopping) { // Came while stopping: closing the descriptor is the answer.
        m_events.connectionEnded(project, ClientSession::ServerStopping);
        return;
    }
    const quint64 connection = upgrade.connection;
    auto session = std::make_unique<ClientSession>(std::move(upgrade), *m_environment, *m_deadlines,
        nowMs(), static_cast<ClientSession::Observer &>(*this));
    HandshakeSocket *socket = session->handshake();
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
        session.endHandshake(std::move(webSocket));
        Room &room = roomFor(session.project());
        room.idleDeadline.cancel();
        room.join(session);
        qCDebug(logRooms, "client %s joined", session.idText().constData());
        session.startReceiving();
    }
}

void RoomWorker::setTrafficWanted(bool wanted)
{
    for (Room *room : m_batched)
        room->sealBatch(); // It does not know whom it goes to.
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
    // Sessions, not room members: a handshake may be under way.
    std::vector<quint64> opened;
    for (const auto &[connection, session] : m_sessions) {
        if (session->keyId() == keyId && session->project() == project)
            opened.push_back(connection);
    }
    m_closer->close(opened, ClientSession::KeyRevoked, "the API key was revoked");
}

void RoomWorker::closeClient(quint64 connection, quint16 code, std::string_view reason)
{
    const auto found = m_sessions.find(connection);
    if (found != m_sessions.end())
        found->second->close(code, reason);
}

std::vector<quint64> RoomWorker::connections() const
{
    std::vector<quint64> all;
    all.reserve(m_sessions.size());
    for (const auto &[connection, session] : m_sessions)
        all.push_back(connection);
    return all;
}

LargestProjects RoomWorker::largestProjects() const
{
    return m_memory ? m_memory->largest() : LargestProjects();
}

void RoomWorker::relieve(const LargestProjects &down)
{
    if (!m_memory)
        return;
    m_memory->relieve(down);
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

bool RoomWorker::onSessionControlFrame(ClientSession &session)
{
    return session.room->admitControl(session);
}

void RoomWorker::onSessionDelivery(
    ClientSession &session, const OutputBlock &block, DeliveryState state)
{
    m_counts.dropped.add(state);
    if (block.message != 0 && m_traffic.isWanted())
        m_traffic.addChange({ block.message, session.info().id, session.type(), state,
            block.isReported && state != DeliveryState::Queued });
}

void RoomWorker::onDeparture(Room &room)
{
    m_farewells->add(room);
    m_poller->requestTurnEnd();
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
    m_ended.clear();
    m_nowMs = 0;
    if (m_stopped && m_sessions.empty())
        finishStop();
}

void RoomWorker::afterTurn()
{
    m_memory->endTurn();
    if (!m_poller->hasUnsent())
        m_latency.endTurn();
    m_farewells->afterTurn(m_poller->hasUnserved() || m_closer->isClosing());
}

void RoomWorker::onBatchOpened(Room &room)
{
    m_batched.push_back(&room);
    m_poller->requestSendShared();
}

bool RoomWorker::sendBatches(std::chrono::steady_clock::time_point end)
{
    while (!m_batched.empty()) {
        Room *const room = m_batched.front();
        m_batched.pop_front();
        if (!room->sendBatch(end))
            m_batched.push_back(room); // The others first.
        if (std::chrono::steady_clock::now() >= end)
            break;
    }
    return m_batched.empty();
}

void RoomWorker::onMessage(Room &room)
{
    m_latency.onMessage();
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
    Room *room = m_rooms.value(project);
    m_farewells->remove(*room);
    std::erase(m_batched, room);
    m_counts.gone.add(room->metrics().traffic);
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
        for (const auto &[connection, session] : m_sessions)
            m_sweep.push(connection);
        if (!m_sessions.empty())
            armSweep();
    });
}

void RoomWorker::ping(quint64 connection)
{
    const auto found = m_sessions.find(connection);
    if (found != m_sessions.end())
        found->second->heartbeat();
}

} // namespace broadcaster
