// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/floor/relay.h"

#include <QtCore/QDateTime>
#include <QtCore/QUuid>

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace broadcaster::bench {

namespace {

constexpr std::size_t ReadSize = std::size_t { 256 } * 1024;
constexpr std::size_t MaxRequestSize = std::size_t { 16 } * 1024;

std::string newId()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces).toStdString();
}

std::string systemFrame(std::string_view type, const std::string &clientId,
    const std::string &project, std::size_t clientCount)
{
    const std::string text = R"({"id":")" + newId() + R"(","type":")" + std::string(type)
        + R"(","from":{"type":"system"},"payload":{"clientId":")" + clientId + R"(","projectId":")"
        + project + R"(","message":"relay","clientCount":)" + std::to_string(clientCount)
        + R"(,"timestamp":)" + std::to_string(QDateTime::currentMSecsSinceEpoch()) + "}}";
    std::array<char, MaxHeaderSize> header {};
    return std::string(header.data(), writeHeader(header.data(), Opcode::Text, text.size())) + text;
}

/// The text between `before` and the first of `ends` after it, ignoring case.
std::string textAfter(std::string_view head, std::string_view before, std::string_view ends)
{
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<quint8>(a)) == std::tolower(static_cast<quint8>(b));
    };
    const auto found = std::search(head.begin(), head.end(), before.begin(), before.end(), same);
    if (found == head.end())
        return {};
    head.remove_prefix(static_cast<std::size_t>(found - head.begin()) + before.size());
    head.remove_prefix(std::min(head.find_first_not_of(' '), head.size()));
    return std::string(head.substr(0, head.find_first_of(ends)));
}

} // namespace

Relay::~Relay()
{
    for (const auto &[key, member] : m_members)
        ::close(member->descriptor);
    if (m_listener >= 0)
        ::close(m_listener);
    if (m_epoll >= 0)
        ::close(m_epoll);
}

bool Relay::listen(quint16 port)
{
    m_buffer.resize(2 * ReadSize);
    m_epoll = epoll_create1(EPOLL_CLOEXEC);
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0
        || ::listen(m_listener, SOMAXCONN) != 0
        || getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return false;
    m_port = ntohs(address.sin_port);
    epoll_event event {};
    event.events = EPOLLIN;
    return epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listener, &event) == 0;
}

void Relay::run()
{
    std::array<epoll_event, 1024> events {};
    for (;;) {
        const int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
        if (count < 0 && errno != EINTR)
            return;
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[static_cast<std::size_t>(i)];
            if (event.data.ptr)
                handle(*static_cast<Member *>(event.data.ptr), event.events);
            else
                acceptAll();
        }
        for (Member *member : m_dropped)
            m_members.erase(member);
        m_dropped.clear();
    }
}

void Relay::acceptAll()
{
    for (;;) {
        const int descriptor = accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0)
            return;
        const int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto member = std::make_unique<Member>();
        member->descriptor = descriptor;
        epoll_event event {};
        event.events = EPOLLIN;
        event.data.ptr = member.get();
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
        m_members.emplace(member.get(), std::move(member));
    }
}

void Relay::handle(Member &member, quint32 events)
{
    if (member.descriptor >= 0 && (events & EPOLLOUT))
        flush(member);
    if (member.descriptor >= 0 && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
        read(member);
}

void Relay::read(Member &member)
{
    const std::size_t kept = member.input.size();
    if (m_buffer.size() < kept + ReadSize)
        m_buffer.resize(kept + ReadSize);
    std::memcpy(m_buffer.data(), member.input.data(), kept);
    const ssize_t count = recv(member.descriptor, m_buffer.data() + kept, ReadSize, 0);
    if (count < 0 && errno == EAGAIN)
        return;
    if (count <= 0) {
        drop(member);
        return;
    }
    const std::string_view bytes(m_buffer.data(), kept + static_cast<std::size_t>(count));
    if (!member.room) {
        member.input = bytes;
        if (!answerRequest(member))
            drop(member);
        return;
    }
    const std::size_t used = relayFrames(member, bytes);
    member.input.assign(bytes.substr(used));
    if (member.broken)
        drop(member);
}

// False when the connection is finished.
bool Relay::answerRequest(Member &member)
{
    const std::size_t end = member.input.find("\r\n\r\n");
    if (end == std::string::npos)
        return member.input.size() < MaxRequestSize;
    const std::string head = member.input.substr(0, end + 2);
    member.input.clear();
    const std::string key = textAfter(head, "\r\nSec-WebSocket-Key:", "\r");
    if (!head.starts_with("GET /websocket?") || key.empty()) {
        const bool healthy = head.starts_with("GET /health ");
        send(member,
            healthy ? "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"status\":\"healthy\"}"
                    : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        return false;
    }
    send(member,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: "
            + acceptFor(key) + "\r\n\r\n");
    join(member, textAfter(head, "projectId=", "& "));
    return true;
}

void Relay::join(Member &member, const std::string &project)
{
    std::unique_ptr<Room> &room = m_rooms[project];
    if (!room)
        room = std::make_unique<Room>(Room { project, {} });
    member.id = newId();
    member.room = room.get();
    member.slot = room->members.size();
    room->members.push_back(&member);
    send(member, systemFrame("connected", member.id, project, room->members.size()));
}

// Frames are turned into server frames in place: without the masking key they are shorter, so
// writing never catches up with reading. Returns the bytes used.
std::size_t Relay::relayFrames(Member &member, std::string_view bytes)
{
    char *const start = m_buffer.data();
    std::size_t written = 0;
    std::size_t used = 0;
    while (!member.broken) {
        const auto header = readHeader(bytes.substr(used));
        if (!header)
            break;
        if (!header->masked || !header->final || header->opcode == Opcode::Continuation) {
            member.broken = true;
            break;
        }
        if (bytes.size() - used - header->size < header->length)
            break;
        MaskingKey key;
        std::memcpy(key.data(), start + used + header->size - key.size(), key.size());
        const bool control = header->opcode >= Opcode::Close;
        const Opcode opcode = header->opcode == Opcode::Ping ? Opcode::Pong : header->opcode;
        const std::size_t frame = written;
        written += writeHeader(start + written, opcode, header->length);
        applyMask(start + written, start + used + header->size, header->length, key);
        written += header->length;
        used += header->size + header->length;
        if (control) { // The answer goes to the sender alone.
            if (header->opcode != Opcode::Pong)
                send(member, { start + frame, written - frame });
            written = frame;
            member.broken = header->opcode == Opcode::Close;
        }
    }
    if (written > 0) {
        for (Member *other : member.room->members) {
            if (other != &member)
                send(*other, { start, written });
        }
    }
    return used;
}

void Relay::send(Member &member, std::string_view bytes)
{
    if (member.output.empty()) {
        const ssize_t count = ::send(member.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0 && errno != EAGAIN) {
            member.broken = true;
            return;
        }
        bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
        if (bytes.empty())
            return;
    }
    member.output.append(bytes);
    watch(member, true);
}

void Relay::flush(Member &member)
{
    while (member.written < member.output.size()) {
        const ssize_t count = ::send(member.descriptor, member.output.data() + member.written,
            member.output.size() - member.written, MSG_NOSIGNAL);
        if (count < 0) {
            if (errno != EAGAIN)
                drop(member);
            return;
        }
        member.written += static_cast<std::size_t>(count);
    }
    member.output.clear();
    member.written = 0;
    watch(member, false);
}

void Relay::drop(Member &member)
{
    ::close(std::exchange(member.descriptor, -1));
    m_dropped.push_back(&member);
    Room *room = std::exchange(member.room, nullptr);
    if (!room)
        return;
    room->members[member.slot] = room->members.back();
    room->members[member.slot]->slot = member.slot;
    room->members.pop_back();
    if (room->members.empty()) {
        m_rooms.erase(std::string(room->project));
        return;
    }
    const std::string frame = systemFrame(
        "client_left", member.id, room->project, room->members.size());
    for (Member *other : room->members)
        send(*other, frame);
}

void Relay::watch(Member &member, bool writable) const
{
    if (member.waitsToWrite == writable)
        return;
    member.waitsToWrite = writable;
    epoll_event event {};
    event.events = EPOLLIN | (writable ? EPOLLOUT : 0u);
    event.data.ptr = &member;
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, member.descriptor, &event);
}

} // namespace broadcaster::bench
