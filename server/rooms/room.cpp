// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/room.h"

#include "server/base/tuning.h"
#include "server/protocol/systemmessages.h"
#include "server/rooms/clientsession.h"

#include <algorithm>

namespace broadcaster {

namespace {

void appendStampedFrame(QByteArray &out, const Envelope &envelope, std::string_view stamp)
{
    const qsizetype size = stampedSize(envelope, stamp);
    const qsizetype used = out.size();
    out.resize(used + frameHeaderSize(size) + size);
    writeStamped(writeFrameHeader(out.data() + used, Opcode::Text, size), envelope, stamp);
}

void appendText(QByteArray &out, const QByteArray &json)
{
    appendFrame(out, Opcode::Text, { json.constData(), static_cast<size_t>(json.size()) });
}

} // namespace

Room::Room(ProjectId project, RoomHost &host, Deadlines &deadlines)
    : idleDeadline(deadlines)
    , m_project(std::move(project))
    , m_host(host)
    , m_batch(host.buffers())
    , m_traffic(host.traffic(), m_project)
    , m_farewells(host.buffers())
{
}

ProjectInfo Room::info() const
{
    ProjectInfo info;
    info.id = m_project;
    info.lastActivityMs = m_lastActivityMs;
    info.clients.reserve(m_byId.size());
    for (const ClientSession *session : clients())
        info.clients.append(session->snapshot());
    return info;
}

ProjectSummary Room::summary() const
{
    return { m_project, clientCount(), m_messages, m_lastActivityMs };
}

ProjectMetrics Room::metrics() const
{
    ProjectMetrics metrics { m_project, clientCount(), 0, m_departed };
    for (ClientSession *session : m_byId) {
        metrics.queueBytes += session->socket()->bytesToWrite();
        metrics.traffic.add(session->socket()->counters());
    }
    return metrics;
}

std::vector<RosterMember> Room::roster() const
{
    std::vector<RosterMember> members;
    members.reserve(static_cast<size_t>(m_byId.size()));
    for (const ClientSession *session : m_byId)
        members.push_back({ session->info().id, session->type(), session->joined });
    return members;
}

std::vector<ClientSession *> Room::clients() const
{
    std::vector<ClientSession *> all(m_byId.begin(), m_byId.end());
    std::sort(all.begin(), all.end(), [](const ClientSession *a, const ClientSession *b) {
        return a->connection() < b->connection();
    });
    return all;
}

void Room::join(ClientSession &session)
{
    m_batch.seal();
    session.socket()->setGroup(&m_group);
    m_lastActivityMs = m_host.nowMs();
    m_byId.insert(session.idText(), &session);
    std::vector<ClientSession *> &peers = ofType(session.type());
    session.room = this;
    session.roomIndex = peers.size();
    peers.push_back(&session);
    session.joined = m_traffic.rosters().advance();
    sendText(session, TrafficKind::SystemToOne,
        connectedMessage(m_project, session.info().id, clientCount(), m_host.nowMs()));
}

void Room::leave(ClientSession &session, Farewell farewell)
{
    m_batch.seal();
    m_batch.settle(session);
    session.socket()->setGroup(nullptr);
    m_lastActivityMs = m_host.nowMs();
    m_byId.remove(session.idText());
    m_departed.add(session.socket()->counters());
    std::vector<ClientSession *> &peers = ofType(session.type());
    peers.back()->roomIndex = session.roomIndex;
    peers[session.roomIndex] = peers.back();
    peers.pop_back();
    m_traffic.rosters().leave(m_project, { session.info().id, session.type(), session.joined });
    m_farewells.forget(session);
    if (farewell == Farewell::Silent || isEmpty())
        return;
    m_departures.push_back(
        { session.info().id, session.type(), clientCount(), m_traffic.rosters().version() });
    if (!std::exchange(m_tellsDepartures, true))
        m_host.onDeparture(*this);
}

// A frame to each of the others for each client of a crowd that leaves would cost the square of
// their number: the frames are joined, and sent to some of the others at a time.
bool Room::tellDepartures(std::chrono::steady_clock::time_point end)
{
    if (m_batch.isOpen())
        return false; // Messages of those that have left come before.
    do {
        if (m_farewells.isEmpty()) {
            if (isEmpty())
                m_departures.clear(); // Nobody is left to be told.
            if (m_departures.empty()) {
                m_tellsDepartures = false;
                return true;
            }
            collectFarewells();
        }
    } while (m_farewells.sendUntil(end));
    return false;
}

void Room::collectFarewells()
{
    m_receivers.assign(m_byId.cbegin(), m_byId.cend());
    if (m_traffic.isWanted())
        m_traffic.setAudience(m_receivers.size(), 0);
    for (; !m_departures.empty() && !m_farewells.isFull(); m_departures.pop_front()) {
        const Departure &departure = m_departures.front();
        const QByteArray message = clientLeftMessage(
            m_project, departure.client, departure.type, departure.clientsLeft, m_host.nowMs());
        const quint64 record = m_traffic.isWanted()
            ? m_traffic.noteSystem(TrafficKind::SystemToAll, message, nullptr, m_host.nowMs())
            : 0;
        m_farewells.add(departure.roster, record, message);
    }
    m_farewells.open(m_receivers);
}

void Room::receive(ClientSession &sender, std::span<char> message, Opcode opcode)
{
    m_lastActivityMs = m_host.nowMs();
    m_host.onMessage(*this);
    ++m_messages;
    if (m_host.maxMessageRate() > 0 && !admitMessage(sender, message))
        return;

    Envelope envelope;
    const ScanResult result = m_host.scanner().scan({ message.data(), message.size() }, envelope);
    if (result != ScanResult::Ok) {
        reject(sender, envelope, result, opcode);
    } else if (envelope.isPing) {
        if (m_traffic.isWanted())
            m_traffic.notePing(sender, envelope, m_host.nowMs());
        sendText(
            sender, TrafficKind::SystemToOne, pongMessage(envelope.pingTimestamp, m_host.nowMs()));
    } else {
        route(sender, envelope);
    }
}

bool Room::admitControl(ClientSession &sender)
{
    return m_host.maxMessageRate() == 0 || keepsRate(sender);
}

bool Room::admitMessage(ClientSession &sender, std::span<char> message)
{
    if (keepsRate(sender))
        return true;
    if (m_traffic.isWanted()) {
        Envelope envelope;
        envelope.bytes = { message.data(), message.size() };
        m_traffic.noteRejected(sender, envelope, m_host.nowMs());
    }
    return false;
}

bool Room::keepsRate(ClientSession &sender)
{
    const qint64 now = m_host.nowMs();
    if (!sender.rateLimit)
        sender.rateLimit = std::make_unique<RateLimit>(now);
    const RateLimit::Verdict verdict = sender.rateLimit->take(m_host.maxMessageRate(), now);
    if (verdict == RateLimit::Verdict::Pass)
        return true;
    m_host.onTooFast();
    const std::string words = "Too many messages: at most "
        + std::to_string(m_host.maxMessageRate())
        + " a second are allowed; send more slowly, or the connection is closed";
    if (verdict == RateLimit::Verdict::Warn)
        sendText(sender, TrafficKind::Error, errorMessage(m_project, words, now));
    else if (verdict == RateLimit::Verdict::Close)
        sender.close(ClientSession::SendsTooFast, "over the limit of messages a second");
    return false;
}

void Room::reject(ClientSession &sender, const Envelope &envelope, ScanResult result, Opcode opcode)
{
    m_host.onRejected(result);
    if (m_traffic.isWanted())
        m_traffic.noteRejected(sender, envelope, m_host.nowMs());
    if (result == ScanResult::InvalidUtf8 && opcode == Opcode::Text) {
        sender.fail(1007, "text that is not UTF-8");
        return;
    }
    // An answer costs far more than the byte that provokes it.
    if (!sender.errorLimit)
        sender.errorLimit = std::make_unique<RateLimit>(m_host.nowMs());
    if (sender.errorLimit->take(limits::MaxInvalidMessageRate, m_host.nowMs())
        != RateLimit::Verdict::Pass) {
        sender.fail(1008,
            "too many invalid messages: at most " + std::to_string(limits::MaxInvalidMessageRate)
                + " a second are allowed");
        return;
    }
    sendText(sender, TrafficKind::Error,
        errorMessage(m_project, scanErrorMessage(result), m_host.nowMs()));
}

SharedBatch::Key Room::keyFor(const ClientSession *sender, const Route &route) const
{
    SharedBatch::Key key { sender, route.kind, nullptr, -1 };
    if (route.kind == Route::Kind::ToClient) {
        key.target = m_byId.value(QByteArray::fromRawData(
            route.clientId.data(), static_cast<qsizetype>(route.clientId.size())));
    } else if (route.kind == Route::Kind::ToType) {
        if (const auto type = clientTypeFromWire(route.typeName))
            key.type = static_cast<int>(*type);
    }
    return key;
}

void Room::route(ClientSession &sender, const Envelope &envelope)
{
    const Route route = routeOf(envelope);
    const SharedBatch::Key key = keyFor(&sender, route);
    const bool continues = m_batch.matches(key);
    if (!continues)
        findReceivers(key);
    quint64 record = 0;
    if (m_traffic.isWanted()) {
        if (!continues) // Else it is as it was.
            m_traffic.setAudience(m_addressed, m_receivers.size() - m_addressed);
        record = m_traffic.noteRouted(sender, envelope, route, targetType(key), m_host.nowMs());
    }
    const auto make = [&](QByteArray &out) { appendStampedFrame(out, envelope, sender.stamp()); };
    if (!continues) {
        m_batch.seal();
        if (m_receivers.size() == 1) {
            // One receiver: its own queue is as good a place to join frames in.
            m_batch.settle(*m_receivers.front());
            m_receivers.front()->socket()->sendMade(record, make);
            return;
        }
        if (m_receivers.empty())
            return;
        if (m_batch.isOpen())
            m_batch.queueAndClose();
        m_batch.open(key, m_receivers);
        if (!std::exchange(m_sendRequested, true))
            m_host.onBatchOpened(*this);
    }
    const qsizetype size = m_batch.append(record, make);
    // Not when it is sent: that may be in the name of another client, or of nobody.
    sender.socket()->budget().addFanoutDebt(size, m_batch.receiverCount());
    if (m_batch.size() >= limits::EarlyFlushBytes)
        (void)m_batch.sendUntil(std::chrono::steady_clock::now() + limits::SliceTime);
}

std::optional<ClientType> Room::targetType(const SharedBatch::Key &key)
{
    if (key.target)
        return key.target->type();
    if (key.type >= 0)
        return static_cast<ClientType>(key.type);
    return std::nullopt;
}

Reach Room::reach(const Envelope &envelope)
{
    if (envelope.isPing)
        return { 0, 0, clientCount() };
    const std::vector<ClientSession *> &admins = ofType(ClientType::Admin);
    const auto sender = std::find_if(admins.begin(), admins.end(),
        [](const ClientSession *admin) { return admin->info().isOperator; });
    findReceivers(keyFor(sender != admins.end() ? *sender : nullptr, routeOf(envelope)));
    const auto addressed = static_cast<qint64>(m_addressed);
    return { addressed, static_cast<qint64>(m_receivers.size()) - addressed, clientCount() };
}

Reach Room::publish(const Envelope &envelope)
{
    m_batch.seal();
    m_lastActivityMs = m_host.nowMs();
    const Route route = routeOf(envelope);
    const SharedBatch::Key key = keyFor(nullptr, route);
    findReceivers(key);
    OutputBlock block;
    if (m_traffic.isWanted()) {
        m_traffic.setAudience(m_addressed, m_receivers.size() - m_addressed);
        block.message = m_traffic.notePublished(envelope, route, targetType(key), m_host.nowMs());
    }
    QByteArray frame;
    appendStampedFrame(frame, envelope, SystemStamp);
    block.size = static_cast<quint32>(frame.size());
    Reach reached { 0, 0, clientCount() };
    for (size_t i = 0; i < m_receivers.size(); ++i) {
        ClientSession &receiver = *m_receivers[i];
        if (receiver.acceptsOutput())
            ++(i < m_addressed ? reached.addressed : reached.mirrored);
        m_batch.settle(receiver);
        receiver.socket()->send(
            { frame.constData(), static_cast<size_t>(frame.size()) }, std::span(&block, 1));
    }
    return reached;
}

// Agrees with verdictFor(), which says the same for one client at a time.
void Room::findReceivers(const SharedBatch::Key &key)
{
    m_receivers.clear();
    const auto add = [&](const std::vector<ClientSession *> &sessions) {
        for (ClientSession *session : sessions) {
            if (session != key.sender && session != key.target)
                m_receivers.push_back(session);
        }
    };
    switch (key.kind) {
    case Route::Kind::ToClient:
        if (key.target)
            m_receivers.push_back(key.target);
        m_addressed = m_receivers.size();
        add(ofType(ClientType::Admin));
        break;
    case Route::Kind::ToType:
        if (key.type >= 0 && static_cast<ClientType>(key.type) != ClientType::Admin)
            add(ofType(static_cast<ClientType>(key.type)));
        m_addressed = m_receivers.size();
        add(ofType(ClientType::Admin));
        if (key.type == static_cast<int>(ClientType::Admin))
            m_addressed = m_receivers.size();
        break;
    case Route::Kind::Broadcast:
        add(ofType(ClientType::Runtime));
        add(ofType(ClientType::DataAgent));
        m_addressed = m_receivers.size();
        break;
    }
}

void Room::sendText(ClientSession &receiver, TrafficKind kind, const QByteArray &json)
{
    m_batch.seal();
    m_batch.settle(receiver);
    quint64 record = 0;
    if (m_traffic.isWanted()) {
        m_traffic.setAudience(1, 0);
        record = m_traffic.noteSystem(kind, json, &receiver, m_host.nowMs());
    }
    receiver.socket()->sendMade(record, [&](QByteArray &out) { appendText(out, json); });
}

bool Room::sendBatch(std::chrono::steady_clock::time_point end)
{
    m_sendRequested = !m_batch.sendUntil(end);
    return !m_sendRequested;
}

} // namespace broadcaster
