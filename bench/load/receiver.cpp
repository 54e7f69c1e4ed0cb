// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/receiver.h"

#include <algorithm>
#include <cstring>

namespace broadcaster::bench {

namespace {

constexpr std::size_t ReadSize = std::size_t { 256 } * 1024;
// The stamp and all other bytes that are read lie in this much of a message.
constexpr std::size_t PeekSize = 512;
constexpr std::size_t ClientIdSize = 36;
constexpr std::string_view ClientIdMark = R"("clientId":")";
constexpr std::string_view DepartureMark = R"("type":"client_left")";

} // namespace

Receiver::Receiver(Run &run, Transport &transport, Sender &sender)
    : m_run(run)
    , m_transport(transport)
    , m_sender(sender)
    , m_key("YnJvYWRjYXN0ZXItbG9hZA==") // Any 16 bytes will do; RFC 6455 needs no secret here.
    , m_accept(acceptFor(m_key))
    , m_buffer(2 * ReadSize)
{
}

void Receiver::sendRequest(Connection &connection)
{
    connection.stage = Stage::Handshake;
    connection.output += "GET /websocket?projectId=" + connection.project
        + "&type=" + std::string(connection.type)
        + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(connection.port)
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: "
        + m_key + "\r\n\r\n";
    m_transport.flush(connection);
}

void Receiver::read(Connection &connection)
{
    const std::size_t kept = connection.input.size();
    if (m_buffer.size() < kept + ReadSize)
        m_buffer.resize(kept + ReadSize);
    std::memcpy(m_buffer.data(), connection.input.data(), kept);
    const std::size_t count = m_transport.receive(connection, { m_buffer.data() + kept, ReadSize });
    if (count == 0)
        return;
    const std::chrono::nanoseconds now = m_run.elapsed();
    std::string_view bytes(m_buffer.data(), kept + count);
    if (connection.stage != Stage::Handshake || readResponse(connection, bytes)) {
        while (connection.stage != Stage::Dead && readFrame(connection, bytes, now)) { }
    }
    connection.input.assign(bytes);
    if (!connection.output.empty() && !connection.waitsToWrite)
        m_transport.flush(connection);
    Group *group = connection.group;
    if (group && group->moved && group->receivers == 1)
        m_sender.fill(*group);
}

void Receiver::finishTurn()
{
    for (Group *group : m_moved)
        m_sender.fill(*group);
    m_moved.clear();
}

bool Receiver::readResponse(Connection &connection, std::string_view &bytes)
{
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return false;
    const std::string_view head = bytes.substr(0, end);
    if (!head.starts_with("HTTP/1.1 101") || head.find(m_accept) == std::string_view::npos) {
        m_transport.fail(connection);
        return false;
    }
    connection.stage = Stage::Greeting;
    bytes.remove_prefix(end + 4);
    return true;
}

// Takes one frame, or as much of it as there is; false when more bytes are needed.
bool Receiver::readFrame(
    Connection &connection, std::string_view &bytes, std::chrono::nanoseconds now)
{
    if (connection.frameRest == 0) {
        const auto header = readHeader(bytes);
        if (!header || bytes.size() - header->size < std::min<quint64>(header->length, PeekSize))
            return false;
        bytes.remove_prefix(header->size);
        if (header->masked || !header->final)
            ++m_run.faults.protocol;
        connection.frameRest = header->length;
        beginFrame(connection, header->opcode, bytes.substr(0, header->length));
    }
    const std::size_t part = std::min<std::size_t>(connection.frameRest, bytes.size());
    bytes.remove_prefix(part);
    connection.frameRest -= part;
    if (connection.frameRest > 0)
        return false;
    if (connection.inMessage)
        endMessage(connection, now);
    return true;
}

void Receiver::beginFrame(Connection &connection, Opcode opcode, std::string_view payload)
{
    switch (opcode) {
    case Opcode::Text:
        if (connection.stage == Stage::Greeting)
            greet(connection, payload);
        else
            beginMessage(connection, payload);
        return;
    case Opcode::Ping:
        connection.output += maskedFrame(Opcode::Pong, payload, randomMaskingKey());
        return;
    case Opcode::Pong:
        return;
    case Opcode::Close:
        m_transport.fail(connection);
        return;
    case Opcode::Continuation:
    case Opcode::Binary:
        break;
    }
    ++m_run.faults.protocol;
}

void Receiver::greet(Connection &connection, std::string_view payload)
{
    const std::size_t mark = payload.find(ClientIdMark);
    if (mark == std::string_view::npos) {
        m_transport.fail(connection);
        return;
    }
    if (connection.role == Role::Idle) { // There may be a million: none keeps memory of its own.
        connection.project = std::string();
        connection.output.shrink_to_fit();
    } else {
        connection.id = payload.substr(mark + ClientIdMark.size(), ClientIdSize);
    }
    connection.stage = Stage::Open;
    if (connection.role == Role::Dead)
        m_transport.ignore(connection);
}

void Receiver::beginMessage(Connection &connection, std::string_view payload)
{
    const bool expected = connection.role == Role::Receiver
        || (connection.role == Role::Sender && m_run.options.replies);
    // Nearly always where it was in the message before.
    std::size_t offset = connection.stampOffset;
    if (offset == 0 || payload.size() < offset
        || payload.substr(offset - StampMark.size(), StampMark.size()) != StampMark) {
        const std::size_t mark = payload.substr(0, PeekSize).find(StampMark);
        offset = mark == std::string_view::npos ? payload.size() : mark + StampMark.size();
    }
    const bool mayDepart = m_run.options.dead > 0 || connection.role == Role::Idle;
    if (mayDepart && payload.find(DepartureMark) != std::string_view::npos) {
        ++m_run.counters.departures;
        return;
    }
    if (!expected || offset + Stamp::Size > payload.size()) {
        ++m_run.faults.unexpected;
        return;
    }
    connection.stampOffset = offset;
    connection.stamp = Stamp(payload.substr(offset));
    connection.inMessage = true;
}

void Receiver::endMessage(Connection &connection, std::chrono::nanoseconds now)
{
    connection.inMessage = false;
    ++m_run.counters.delivered;
    const quint64 number = connection.received++;
    if (connection.stamp.number() != number)
        ++m_run.faults.order;
    const bool hasReplies = m_run.options.replies;
    if (hasReplies && connection.role == Role::Receiver) {
        connection.message->append(connection.output, connection.stamp);
        ++m_run.counters.sent;
        return;
    }
    if (hasReplies)
        ++m_run.counters.roundTrips;
    const std::chrono::nanoseconds sent = connection.stamp.time();
    // A paced message that was due while measuring counts even when it comes later.
    if (m_run.options.scenario == Scenario::Paced ? sent >= m_run.measureStart
                                                  : m_run.phase == Phase::Measure)
        m_run.latency.add(now - sent);
    confirm(*connection.group, number);
}

void Receiver::confirm(Group &group, quint64 number)
{
    const quint64 before = group.confirmed;
    if (group.receivers == 1) {
        group.confirmed = std::min(group.confirmed + 1, group.sent); // One message may come twice.
    } else {
        const quint64 mask = group.arrivals.size() - 1;
        ++group.arrivals[number & mask];
        while (group.confirmed < group.sent
            && group.arrivals[group.confirmed & mask] == group.receivers) {
            group.arrivals[group.confirmed & mask] = 0;
            ++group.confirmed;
        }
    }
    m_run.counters.confirmed += group.confirmed - before;
    if (group.moved)
        return;
    group.moved = true;
    if (group.receivers > 1)
        m_moved.push_back(&group);
}

} // namespace broadcaster::bench
