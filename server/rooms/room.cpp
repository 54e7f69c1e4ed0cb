// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/room.h"

#include "server/api/bytes.h"
#include "server/base/tuning.h"
#include "server/protocol/systemmessages.h"
#include "server/rooms/interceptor.h"
#include "server/rooms/sender.h"

namespace broadcaster {

namespace {

void appendText(QByteArray &out, const QByteArray &json)
{
    appendFrame(out, Opcode::Text, view(json));
}

} // namespace

Room::Room(ProjectId project, RoomSchedule &schedule, TrafficSampler &sampler, BufferPool &buffers,
    TimerQueue &deadlines)
    : idleDeadline(deadlines)
    , m_project(std::move(project))
    , m_schedule(schedule)
    , m_buffers(buffers)
    , m_batch(buffers)
    , m_traffic(sampler, m_project)
{
}

ProjectInfo Room::info() const
{
    ProjectInfo info;
    info.id = m_project;
    info.lastActivityMs = m_lastActivityMs;
    info.clients.reserve(clientCount());
    for (const Member *member : m_members.inOrder())
        info.clients.append(member->snapshot());
    return info;
}

ProjectSummary Room::summary() const
{
    return { m_project, clientCount(), m_messages, m_lastActivityMs, m_bytes, m_toNobody, m_dropped,
        m_rejected };
}

ProjectMetrics Room::metrics() const
{
    ProjectMetrics metrics { m_project, m_members.count(), 0, m_departed };
    m_members.forEach([&](const Member &member) {
        metrics.queueBytes += member.bytesToWrite();
        metrics.traffic.add(member.counters());
    });
    return metrics;
}

void Room::join(Member &member, Turn &turn)
{
    m_batch.seal();
    member.setGroup(&m_group);
    m_lastActivityMs = turn.nowMs;
    member.room = this;
    m_members.add(member);
    member.joined = m_traffic.rosters().advance();
    if (m_peers)
        m_peers->tellJoined(member);
    if (m_traffic.isWanted())
        m_traffic.noteEvent(ClientEvent::Kind::Joined, member, turn.nowMs);
    sendText(member, TrafficKind::SystemToOne,
        connectedMessage(m_project, member.info().id, clientCount(), turn.nowMs), turn);
}

void Room::leave(Member &member, Farewell farewell, Turn &turn)
{
    m_batch.seal();
    m_batch.settle(member);
    member.setGroup(nullptr);
    m_lastActivityMs = turn.nowMs;
    m_members.remove(member);
    m_departed.add(member.counters());
    m_traffic.rosters().leave(m_project, { member.info().id, member.type(), member.joined });
    if (m_traffic.isWanted())
        m_traffic.noteEvent(ClientEvent::Kind::Left, member, turn.nowMs);
    if (m_farewells)
        m_farewells->forget(member);
    if (m_peers)
        m_peers->tellLeft(member);
    if (farewell == Farewell::Tell)
        addDeparture(
            { member.info().id, member.type(), clientCount(), m_traffic.rosters().version() });
}

void Room::addDeparture(FarewellBatch::Departure departure)
{
    if (isEmpty())
        return;
    const bool isFirst = !m_farewells;
    if (isFirst)
        m_farewells = std::make_unique<FarewellBatch>(m_buffers);
    m_farewells->waiting.push_back(std::move(departure));
    if (isFirst)
        m_schedule.onDeparture(*this);
}

void Room::noteDeparted(BrokerId broker, const RoomPeers::Departed &departed)
{
    qsizetype left = clientCount() + static_cast<qsizetype>(departed.size());
    for (const RemoteClients::Client &gone : departed) {
        const ClientId client = clientId(gone.client.id);
        m_traffic.rosters().leave(m_project, { client, gone.client.type, gone.joined, broker });
        addDeparture({ client, gone.client.type, --left, m_traffic.rosters().version() });
    }
}

std::vector<RosterMember> Room::roster() const
{
    std::vector<RosterMember> members = m_members.roster();
    if (m_peers) {
        const std::vector<RosterMember> elsewhere = m_peers->roster();
        members.insert(members.end(), elsewhere.begin(), elsewhere.end());
    }
    return members;
}

// One frame per leaving client and receiver would cost the square of their number: the frames are
// joined, and sent to some of the receivers at a time.
bool Room::tellDepartures(Turn &turn, Clock::Time end)
{
    if (m_batch.isOpen())
        return false; // Messages of the clients that have left go first.
    while (m_farewells) {
        if (m_farewells->isEmpty()) {
            if (isEmpty()
                || m_farewells->waiting.empty()) { // There is no receiver, or no departure.
                m_farewells.reset();
                break;
            }
            collectFarewells(turn);
        }
        if (!m_farewells->sendUntil(turn.clock, end))
            return false;
    }
    return true;
}

void Room::collectFarewells(const Turn &turn)
{
    if (m_traffic.isWanted())
        m_traffic.setAudience(static_cast<size_t>(m_members.count()), 0);
    std::deque<FarewellBatch::Departure> &waiting = m_farewells->waiting;
    for (; !waiting.empty() && !m_farewells->isFull(); waiting.pop_front()) {
        const FarewellBatch::Departure &departure = waiting.front();
        const QByteArray message = clientLeftMessage(
            m_project, departure.client, departure.type, departure.clientsLeft, turn.nowMs);
        const quint64 record = m_traffic.isWanted()
            ? m_traffic.noteSystem(TrafficKind::SystemToAll, message, nullptr, turn.nowMs)
            : 0;
        m_farewells->add(departure.roster, record, message);
    }
    m_farewells->open(m_members.all());
}

void Room::receive(Member &sender, std::span<char> message, Opcode opcode, Turn &turn)
{
    m_lastActivityMs = turn.nowMs;
    sender.lastMessageMs = turn.nowMs;
    ++m_messages;
    m_bytes += static_cast<qint64>(message.size());
    if (turn.maxMessageRate > 0 && !admitMessage(sender, message, turn))
        return;

    Envelope envelope;
    const ScanResult result = turn.scanner.scan({ message.data(), message.size() }, envelope);
    if (result != ScanResult::Ok) {
        reject(sender, envelope, result, opcode, turn);
    } else if (envelope.isPing) {
        if (m_traffic.isWanted())
            m_traffic.notePing(Sender(sender), envelope, turn.nowMs);
        sendText(sender, TrafficKind::SystemToOne, pongMessage(envelope.pingTimestamp, turn.nowMs),
            turn);
    } else if (!m_interceptor || m_interceptor->onMessage(*this, sender, envelope, turn)) {
        route(Sender(sender), envelope, turn);
    }
}

bool Room::admitControl(Member &sender, Turn &turn)
{
    return turn.maxMessageRate == 0 || keepsRate(sender, turn);
}

bool Room::admitMessage(Member &sender, std::span<char> message, Turn &turn)
{
    if (keepsRate(sender, turn))
        return true;
    ++m_rejected;
    if (m_traffic.isWanted()) {
        Envelope envelope;
        envelope.bytes = { message.data(), message.size() };
        m_traffic.noteRejected(Sender(sender), envelope, ErrorReason::MessageTooSoon, turn.nowMs);
    }
    return false;
}

bool Room::keepsRate(Member &sender, Turn &turn)
{
    const qint64 now = turn.nowMs;
    if (!sender.rateLimit)
        sender.rateLimit = std::make_unique<RateLimit>(now);
    const RateLimit::Verdict verdict = sender.rateLimit->take(turn.maxMessageRate, now);
    if (verdict == RateLimit::Verdict::Pass)
        return true;
    ++turn.counts.tooFast;
    const std::string words = "Too many messages: at most " + std::to_string(turn.maxMessageRate)
        + " a second are allowed; send more slowly, or the connection is closed";
    if (verdict == RateLimit::Verdict::Warn)
        sendText(sender, TrafficKind::Error, errorMessage(m_project, words, now), turn);
    else if (verdict == RateLimit::Verdict::Close)
        sender.close(closecode::SendsTooFast, "over the limit of messages a second");
    return false;
}

void Room::reject(
    Member &sender, const Envelope &envelope, ScanResult result, Opcode opcode, Turn &turn)
{
    ++turn.counts.rejected[static_cast<size_t>(result)];
    ++m_rejected;
    if (m_traffic.isWanted())
        m_traffic.noteRejected(Sender(sender), envelope, scanErrorReason(result), turn.nowMs);
    if (result == ScanResult::InvalidUtf8 && opcode == Opcode::Text) {
        sender.close(closecode::InvalidText, "text that is not UTF-8");
        return;
    }
    // An answer costs far more than the byte that provokes it.
    if (!sender.errorLimit)
        sender.errorLimit = std::make_unique<RateLimit>(turn.nowMs);
    if (sender.errorLimit->take(limits::MaxInvalidMessageRate, turn.nowMs)
        != RateLimit::Verdict::Pass) {
        sender.close(closecode::PolicyViolation,
            "too many invalid messages: at most " + std::to_string(limits::MaxInvalidMessageRate)
                + " a second are allowed");
        return;
    }
    sendText(sender, TrafficKind::Error,
        errorMessage(m_project, scanErrorMessage(result), turn.nowMs), turn);
}

ScanResult Room::deliver(
    const ClientId &sender, ClientType type, const QByteArray &message, Turn &turn)
{
    const QByteArray padded = message + QByteArray(ScanPadding, '\0');
    Envelope envelope;
    const ScanResult result = turn.scanner.scan(
        { padded.constData(), static_cast<size_t>(message.size()) }, envelope);
    if (result != ScanResult::Ok || envelope.isPing)
        return result;
    m_lastActivityMs = turn.nowMs;
    const QByteArray stamp = fromStamp(type, sender);
    route(Sender(m_members.find(sender.text()), view(sender.text()), view(stamp), type), envelope,
        turn);
    return result;
}

void Room::route(const Sender &sender, const Envelope &envelope, Turn &turn)
{
    const Route route = routeOf(envelope);
    const FanoutBatch::Key key = m_members.keyFor(sender.member, route);
    const bool continues = findReceivers(key);
    size_t addressed = m_receivers.addressed;
    size_t mirrored = m_receivers.mirrored();
    if (m_peers && m_peers->isShared()) {
        const RemoteMessage message = remoteMessage(sender, route, key.type);
        m_peers->forward(message, sender, envelope);
        if (addressed == 0 || m_traffic.isWanted()) {
            const RoomPeers::Audience elsewhere = m_peers->audience(message);
            addressed += elsewhere.addressed;
            mirrored += elsewhere.mirrored;
        }
    }
    if (addressed == 0 && route.kind != Route::Kind::Broadcast)
        ++m_toNobody;
    quint64 record = 0;
    if (m_traffic.isWanted()) {
        m_traffic.setAudience(addressed, mirrored);
        record = m_traffic.noteRouted(
            sender, envelope, route, RoomMembers::targetType(key), turn.nowMs);
    }
    queue(
        key, continues, record,
        [&](QByteArray &out) { appendStampedFrame(out, envelope, sender.stamp); }, turn);
}

bool Room::findReceivers(const FanoutBatch::Key &key)
{
    const bool continues = m_batch.matches(key);
    if (!continues)
        m_members.findReceivers(key, m_receivers);
    return continues;
}

template <typename Make>
void Room::queue(
    const FanoutBatch::Key &key, bool continues, quint64 record, const Make &make, Turn &turn)
{
    if (!continues) {
        m_batch.seal();
        const std::vector<Member *> &receivers = m_receivers.members;
        if (receivers.size() == 1) {
            // With one receiver, frames can be joined in its own queue.
            m_batch.settle(*receivers.front());
            receivers.front()->sendMade(record, FrameMaker(make));
            return;
        }
        if (receivers.empty())
            return;
        if (m_batch.isOpen())
            m_batch.queueAndClose();
        m_batch.open(key, receivers);
        if (!std::exchange(m_sendRequested, true))
            m_schedule.onBatchOpened(*this);
    }
    const qsizetype size = m_batch.append(record, turn.compression, make);
    // Charged now, because the sending may happen in another client's slice, or in none.
    turn.budget.addFanoutDebt(size, m_batch.receiverCount());
    if (m_batch.size() >= limits::EarlyFlushBytes)
        (void)m_batch.sendUntil(turn.clock, turn.clock.now() + limits::SliceTime);
}

void Room::receiveRemote(const RemoteMessage &message, Turn &turn)
{
    m_lastActivityMs = turn.nowMs;
    const FanoutBatch::Key key = m_members.keyFor(message);
    const bool continues = findReceivers(key);
    quint64 record = 0;
    if (m_traffic.isWanted()) {
        const auto elsewhere = m_peers ? m_peers->audience(message) : RoomPeers::Audience();
        m_traffic.setAudience(m_receivers.addressed + elsewhere.addressed,
            m_receivers.mirrored() + elsewhere.mirrored);
        record = m_traffic.noteRemote(message, turn.scanner, turn.nowMs);
    }
    queue(
        key, continues, record,
        [&](QByteArray &out) {
            out.append(message.frame.data(), static_cast<qsizetype>(message.frame.size()));
        },
        turn);
}

Reach Room::publish(const Envelope &envelope, Turn &turn)
{
    m_batch.seal();
    m_lastActivityMs = turn.nowMs;
    const Route route = routeOf(envelope);
    const FanoutBatch::Key key = m_members.keyFor(nullptr, route);
    m_members.findReceivers(key, m_receivers);
    quint64 record = 0;
    if (m_traffic.isWanted()) {
        m_traffic.setAudience(m_receivers.addressed, m_receivers.mirrored());
        record = m_traffic.notePublished(envelope, route, RoomMembers::targetType(key), turn.nowMs);
    }
    SharedFrames frames(turn.buffers);
    frames.open(m_receivers.members);
    frames.append(record, turn.compression,
        [&](QByteArray &out) { appendStampedFrame(out, envelope, SystemStamp); });
    Reach reached { 0, 0, clientCount() };
    for (size_t i = 0; i < m_receivers.members.size(); ++i) {
        Member &receiver = *m_receivers.members[i];
        if (receiver.acceptsOutput())
            ++(i < m_receivers.addressed ? reached.addressed : reached.mirrored);
        m_batch.settle(receiver);
        frames.send(receiver);
    }
    return reached;
}

void Room::sendText(Member &receiver, TrafficKind kind, const QByteArray &json, const Turn &turn)
{
    m_batch.seal();
    m_batch.settle(receiver);
    quint64 record = 0;
    if (m_traffic.isWanted()) {
        m_traffic.setAudience(1, 0);
        record = m_traffic.noteSystem(kind, json, &receiver, turn.nowMs);
    }
    const auto make = [&](QByteArray &out) { appendText(out, json); };
    receiver.sendMade(record, FrameMaker(make));
}

bool Room::sendBatch(const Clock &clock, Clock::Time end)
{
    m_sendRequested = !m_batch.sendUntil(clock, end);
    return !m_sendRequested;
}

} // namespace broadcaster
