// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomworker.h"

#include "server/api/bytes.h"
#include "server/api/clientoperations.h"
#include "server/base/logging.h"
#include "server/base/post.h"
#include "server/base/tuning.h"
#include "server/net/tlssession.h"
#include "server/rooms/explanation.h"
#include "server/rooms/givenenvelope.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

RoomWorker::RoomWorker(
    const RoomSettings &settings, const RoomEvents &events, std::atomic<qint64> &total, int index)
    : m_settings(settings)
    , m_events(events)
    , m_total(total)
    , m_index(index)
    , m_traffic(this, index, m_events.trafficSampled)
    , m_compression(m_clock)
    , m_arrivals(this, [this](Upgrade &&upgrade) { begin(std::move(upgrade)); })
    , m_surveys(this, m_rooms)
{
}

RoomWorker::~RoomWorker() = default;

void RoomWorker::start()
{
    m_receiveBuffer.resize(static_cast<size_t>(limits::ReceiveBufferBytes + ScanPadding));
    m_deadlines = std::make_unique<TimerQueue>();
    m_poller = std::make_unique<SocketPoller>();
    m_poller->setBeforeFlush([this] { endTurn(); });
    m_poller->setSendShared([this](auto end) { return sendBatches(end); });
    m_poller->setAfterTurn([this] { afterTurn(); });
    m_memory = std::make_unique<ThreadMemory>(*m_deadlines, m_total, m_events.memoryOverflowed);
    m_environment = std::make_unique<SocketEnvironment>(SocketEnvironment { *m_poller, m_outputPool,
        m_messageBuffers, m_compression, m_memory->queued, m_memory->unfinished,
        std::span(m_receiveBuffer).first(limits::ReceiveBufferBytes), m_settings.socket });
    limitMemory();
    m_turn = std::make_unique<Turn>(Turn { 0, m_clock, m_scanner, m_compression, m_batchBuffers,
        m_poller->budget(), m_counts, m_settings.maxMessageRate });
    m_sessions = std::make_unique<SessionTable>(this, *m_deadlines, m_settings.pingInterval);
    m_farewells = std::make_unique<Farewells>(
        m_clock, *m_deadlines,
        [this](Room &room, Clock::Time end) { return room.tellDepartures(turn(), end); },
        [this] { m_poller->requestTurnEnd(); });
    m_handshakes = std::make_unique<Handshakes>();
    m_usage = std::make_unique<UsageTally>(*m_deadlines, m_events.usageCounted);
    m_traffic.start(*m_deadlines);
    m_stopDeadline = std::make_unique<TimerQueue::Handle>(*m_deadlines);
    if (m_events.cluster)
        makeCluster(*m_events.cluster);
}

void RoomWorker::makeCluster(ClusterPort &port)
{
    m_cluster = std::make_unique<RoomCluster>(port,
        RoomCluster::Thread { m_index, m_rooms, *m_deadlines, m_traffic.sampler(), m_incomingBytes,
            [this]() -> Turn & { return turn(); }, [this] { m_poller->requestTurnEnd(); },
            [this](quint64 connection, Room &room) {
                ClientSession *session = m_sessions->find(connection);
                if (session && session->closeCode() == closecode::NoCloseFrame)
                    admit(*session, room);
            },
            [this](Room &room) { armIdleDeadline(room); },
            [this](quint64 connection, quint16 code, std::string_view reason) {
                if (ClientSession *session = m_sessions->find(connection))
                    session->close(code, reason);
            },
            [this] { return m_poller->budget().isSpent(); } });
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
    m_turn->maxMessageRate = settings.maxMessageRate;
    limitMemory();
    m_sessions->setPingInterval(settings.pingInterval);
    if (settings.idleProjectTimeout != before.idleProjectTimeout) {
        m_rooms.forEach([this](Room &room) {
            if (room.isEmpty())
                armIdleDeadline(room);
        });
    }
}

void RoomWorker::begin(Upgrade upgrade)
{
    const ProjectId project = upgrade.project;
    if (m_stopping) { // The upgrade came while stopping: its descriptor is closed.
        m_events.connectionEnded(project, closecode::GoingAway);
        return;
    }
    const QByteArray answer = m_handshakes->answer(upgrade.webSocketKey, upgrade.deflate.header);
    auto added = std::make_unique<ClientSession>(std::move(upgrade), *m_environment, *m_deadlines,
        turn().nowMs, static_cast<ClientSession::Owner &>(*this));
    ClientSession &session = *added;
    m_sessions->add(std::move(added));
    if (answer.isEmpty()) {
        qCCritical(logRooms, "a handshake without an answer");
        session.drop();
        return;
    }
    session.open(view(answer));
    Room &room = roomFor(project);
    room.idleDeadline.cancel();
    if (!m_cluster || !m_cluster->mustWait(room, session.connection()))
        admit(session, room);
}

void RoomWorker::admit(ClientSession &session, Room &room)
{
    room.idleDeadline.cancel();
    room.join(session, turn());
    m_rooms.noteJoined();
    if (m_cluster)
        m_cluster->onJoined();
    qCDebug(logRooms, "client %s joined", session.idText().constData());
    session.startReceiving();
}

void RoomWorker::metrics(MetricsSurveys::Answer answer)
{
    m_counts.latency = m_latency.histogram();
    m_counts.compression = m_compression.counts();
    m_surveys.begin(m_counts, std::move(answer));
}

void RoomWorker::attachObserver(ObserverId observer)
{
    for (Room *room : m_batched)
        room->sealBatch(); // The open batch does not know the new client.
    m_traffic.sampler().attach(observer);
}

Result<QList<DeliveryLine>> RoomWorker::delivery(const DeliveryQuery &query) const
{
    return m_rooms.delivery(query, m_traffic.sampler().rosters());
}

Result<Explanation> RoomWorker::explain(const Explain &op)
{
    const auto given = GivenEnvelope::read(
        op.envelope, m_settings.socket.maxMessageSize, m_scanner);
    if (!given)
        return given.error();
    const Room *room = m_rooms.find(op.project);
    const RoomMembers *members = room ? &room->members() : nullptr;
    const bool namesSender = !op.sender.text().isEmpty();
    const Member *sender = nullptr;
    if (members && (namesSender || op.fromConsoleClient))
        sender = namesSender ? members->find(op.sender.text()) : members->findConsole();
    const qint64 lines = std::min<qint64>(op.lines, limits::MaxExplainedClients);
    const bool isShared = room && room->peers() && room->peers()->isShared();
    if (namesSender && !sender && !(isShared && room->peers()->has(op.sender)))
        return noSuchClient();
    if (isShared)
        return explainShared(
            given->envelope(), *room, sender ? sender->idText() : op.sender.text(), lines);
    return broadcaster::explain(given->envelope(), members, sender, lines);
}

Result<Reach> RoomWorker::publish(const ProjectId &project, const QByteArray &text)
{
    const auto given = GivenEnvelope::read(text, m_settings.socket.maxMessageSize, m_scanner);
    if (!given)
        return given.error();
    if (given->envelope().isPing)
        return Error { ErrorCode::InvalidArgument,
            u"A PING is for the broker alone: give the message another type"_s,
            ErrorReason::MessageIsPing };
    Room *room = m_rooms.find(project);
    return room ? room->publish(given->envelope(), turn()) : Reach();
}

void RoomWorker::publishUsage()
{
    if (m_usage)
        m_usage->publish();
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

void RoomWorker::closeByKey(const ProjectId &project, qint64 keyId)
{
    if (!m_stopping)
        m_sessions->closeByKey(project, keyId);
}

bool RoomWorker::closeClient(const ProjectId &project, const ClientId &client)
{
    const Room *room = m_rooms.find(project);
    Member *member = room ? room->members().find(client.text()) : nullptr;
    if (member)
        member->close(closecode::Disconnected, "closed by an operator");
    return member != nullptr;
}

void RoomWorker::onSessionMessage(ClientSession &session, std::span<char> message, Opcode opcode)
{
    Turn &turn = this->turn();
    m_latency.onMessage();
    m_usage->note(*session.room, turn.nowMs);
    session.room->receive(session, message, opcode, turn);
}

bool RoomWorker::onSessionControlFrame(ClientSession &session)
{
    return session.room->admitControl(session, turn());
}

void RoomWorker::onSessionDelivery(
    ClientSession &session, const OutputBlock &block, DeliveryState state)
{
    m_counts.dropped.add(state);
    if (state == DeliveryState::TooSlow || state == DeliveryState::ConnectionLost) {
        if (Room *room = m_rooms.find(session.project())) // The session may have left it already.
            room->noteDropped();
    }
    if (block.message != 0 && m_traffic.sampler().isWanted())
        m_traffic.sampler().addChange({ block.message, session.info().id, session.type(), state,
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
        return; // The session's handshake was not over.
    qCDebug(logRooms, "client %s left (%d)", session.idText().constData(), session.closeCode());
    m_rooms.noteLeft();
    room->leave(session, m_stopping ? Room::Farewell::Silent : Room::Farewell::Tell, turn());
    if (m_cluster)
        m_cluster->onLeft(*room);
    if (room->isEmpty() && !m_stopping)
        armIdleDeadline(*room);
}

void RoomWorker::onSessionEnded(ClientSession &session)
{
    m_events.connectionEnded(session.project(), session.closeCode());
    if (session.joined != 0 && m_traffic.sampler().isWanted())
        m_traffic.sampler().addEvent(
            session.event(ClientEvent::Kind::Closed, session.project(), turn().nowMs));
    m_sessions->end(session);
    m_poller->requestTurnEnd();
}

void RoomWorker::beginTurn()
{
    m_turn->nowMs = m_clock.utcMs();
    m_poller->requestTurnEnd();
}

void RoomWorker::endTurn()
{
    m_sessions->forgetEnded();
    if (m_cluster)
        m_cluster->flush();
    m_turn->nowMs = 0;
    if (m_stopped && m_sessions->isEmpty())
        finishStop();
}

void RoomWorker::afterTurn()
{
    m_memory->endTurn();
    if (!m_poller->hasUnsent())
        m_latency.endTurn();
    m_farewells->afterTurn(m_poller->hasUnserved() || m_sessions->isClosing());
}

void RoomWorker::onBatchOpened(Room &room)
{
    m_batched.push_back(&room);
    m_poller->requestSendShared();
}

bool RoomWorker::sendBatches(Clock::Time end)
{
    while (!m_batched.empty()) {
        Room *const room = m_batched.front();
        m_batched.pop_front();
        if (!room->sendBatch(m_clock, end))
            m_batched.push_back(room); // The other rooms come first.
        if (m_clock.now() >= end)
            break;
    }
    return m_batched.empty();
}

Room &RoomWorker::roomFor(const ProjectId &project)
{
    if (Room *room = m_rooms.find(project))
        return *room;
    return m_rooms.add(std::make_unique<Room>(project, static_cast<RoomSchedule &>(*this),
        m_traffic.sampler(), m_batchBuffers, *m_deadlines));
}

void RoomWorker::dropRoom(const ProjectId &project)
{
    m_usage->publish();
    Room *room = m_rooms.find(project);
    m_farewells->remove(*room);
    std::erase(m_batched, room);
    m_surveys.noteGone(*room);
    m_counts.gone.add(room->metrics().traffic);
    m_rooms.remove(project);
}

void RoomWorker::armIdleDeadline(Room &room)
{
    room.idleDeadline.arm(
        m_settings.idleProjectTimeout, [this, project = room.project()] { dropRoom(project); });
}

void RoomWorker::drain(std::chrono::milliseconds over, std::function<void()> drained)
{
    m_sessions->drain(over, std::move(drained));
}

void RoomWorker::stop(std::function<void()> stopped)
{
    m_stopping = true;
    m_stopped = std::move(stopped);
    m_sessions->closeAll();
    m_stopDeadline->arm(limits::StopTimeout, [this] { m_sessions->dropAll(); });
    m_poller->requestTurnEnd();
}

void RoomWorker::finishStop()
{
    m_usage->publish();
    m_traffic.handOver();
    // Ends them outside the poller's current turn, before the poller is destroyed.
    m_sessions->stop();
    post(this, [this, stopped = std::exchange(m_stopped, nullptr)] {
        m_batched.clear();
        m_surveys.finish();
        m_rooms.clear();
        m_sessions->forgetEnded();
        m_stopDeadline.reset();
        m_traffic.stop();
        m_usage.reset();
        m_handshakes.reset();
        m_environment.reset();
        m_cluster.reset();
        m_farewells.reset();
        m_turn.reset();
        m_memory.reset();
        m_poller.reset();
        m_deadlines.reset();
        TlsSession::leaveThread();
        stopped();
    });
}

} // namespace broadcaster
