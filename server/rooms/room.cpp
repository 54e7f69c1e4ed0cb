// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/room.h"

#include "server/api/limits.h"
#include "server/net/clientsession.h"
#include "server/protocol/systemmessages.h"

#include <algorithm>

namespace broadcaster {

namespace {

void appendStampedFrame(QByteArray &out, const Envelope &envelope, std::string_view stamp)
{
    appendFrameHeader(out, Opcode::Text, stampedSize(envelope, stamp));
    appendStamped(out, envelope, stamp);
}

} // namespace

Room::Room(ProjectId project, RoomHost &host, Deadlines &deadlines)
    : idleDeadline(deadlines)
    , m_project(std::move(project))
    , m_host(host)
{
}

ProjectInfo Room::info() const
{
    ProjectInfo info;
    info.id = m_project;
    info.lastActivityMs = m_lastActivityMs;
    info.clients.reserve(m_byId.size());
    for (const ClientSession *session : clients())
        info.clients.append(session->info());
    return info;
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
    closeBatch();
    m_lastActivityMs = m_host.nowMs();
    m_byId.insert(session.idText(), &session);
    std::vector<ClientSession *> &peers = ofType(session.type());
    session.roomIndex = peers.size();
    peers.push_back(&session);
    sendText(
        session, connectedMessage(m_project, session.info().id, clientCount(), m_host.nowMs()));
}

void Room::leave(ClientSession &session, Farewell farewell)
{
    closeBatch();
    m_lastActivityMs = m_host.nowMs();
    m_byId.remove(session.idText());
    std::vector<ClientSession *> &peers = ofType(session.type());
    peers.back()->roomIndex = session.roomIndex;
    peers[session.roomIndex] = peers.back();
    peers.pop_back();
    if (farewell == Farewell::Silent || isEmpty())
        return;
    const QByteArray message = clientLeftMessage(
        m_project, session.info().id, session.type(), clientCount(), m_host.nowMs());
    const QByteArray frame = textFrame(
        { message.constData(), static_cast<size_t>(message.size()) });
    const std::string_view bytes(frame.constData(), static_cast<size_t>(frame.size()));
    for (ClientSession *other : std::as_const(m_byId))
        other->socket()->send(bytes);
}

void Room::receive(ClientSession &sender, std::span<char> message, Opcode opcode)
{
    m_lastActivityMs = m_host.nowMs();
    m_host.onMessage(*this);
    ++m_messageCount;

    Envelope envelope;
    const ScanResult result = m_host.scanner().scan({ message.data(), message.size() }, envelope);
    if (result == ScanResult::InvalidUtf8 && opcode == Opcode::Text) {
        sender.close(1007, "text that is not UTF-8");
        return;
    }
    if (result != ScanResult::Ok) {
        sendError(sender, scanErrorMessage(result));
        return;
    }
    if (envelope.isPing) {
        sendText(sender, pongMessage(envelope.pingTimestamp, m_host.nowMs()));
        return;
    }
    route(sender, envelope);
}

void Room::route(ClientSession &sender, const Envelope &envelope)
{
    const Route route = routeOf(envelope);
    SharedBatch::Key key { &sender, route.kind, nullptr, -1 };
    if (route.kind == Route::Kind::ToClient) {
        key.target = m_byId.value(QByteArray::fromRawData(
            route.clientId.data(), static_cast<qsizetype>(route.clientId.size())));
    } else if (route.kind == Route::Kind::ToType) {
        if (const auto type = clientTypeFromWire(route.typeName))
            key.type = static_cast<int>(*type);
    }

    if (m_batch.matches(key)) {
        appendStampedFrame(m_batch.bytes(), envelope, sender.stamp());
    } else {
        closeBatch();
        findReceivers(key);
        if (m_receivers.size() == 1) {
            // One receiver: its own queue is as good a place to join frames in.
            ClientSocket &socket = *m_receivers.front()->socket();
            socket.sendMade(
                [&](QByteArray &out) { appendStampedFrame(out, envelope, sender.stamp()); });
            return;
        }
        if (m_receivers.empty())
            return;
        m_batch.open(key, m_receivers);
        appendStampedFrame(m_batch.bytes(), envelope, sender.stamp());
        if (!std::exchange(m_flushRequested, true))
            m_host.onBatchOpened(*this);
    }
    if (m_batch.size() >= limits::EarlyFlushBytes)
        m_batch.sendAndClose();
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
        add(ofType(ClientType::Admin));
        break;
    case Route::Kind::ToType:
        if (key.type >= 0 && static_cast<ClientType>(key.type) != ClientType::Admin)
            add(ofType(static_cast<ClientType>(key.type)));
        add(ofType(ClientType::Admin));
        break;
    case Route::Kind::Broadcast:
        add(ofType(ClientType::Runtime));
        add(ofType(ClientType::DataAgent));
        break;
    }
}

void Room::sendText(ClientSession &receiver, const QByteArray &json)
{
    closeBatch();
    receiver.socket()->sendMade([&](QByteArray &out) {
        appendFrame(out, Opcode::Text, { json.constData(), static_cast<size_t>(json.size()) });
    });
}

void Room::sendError(ClientSession &receiver, std::string_view text)
{
    sendText(receiver, errorMessage(m_project, text, m_host.nowMs()));
}

void Room::flushBatch()
{
    m_flushRequested = false;
    m_batch.sendAndClose();
}

void Room::closeBatch()
{
    if (m_batch.isOpen())
        m_batch.queueAndClose();
}

} // namespace broadcaster
