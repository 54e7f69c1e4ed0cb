// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/transport.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace broadcaster::bench {

namespace {

constexpr quint32 FewestAddresses = 8;
// Fewer than half of an address' 28,232 ports: the kernel then finds a free one at once.
constexpr quint32 ConnectionsOfAddress = 12'000;

sockaddr_in loopback(quint32 host, quint16 port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + host);
    address.sin_port = htons(port);
    return address;
}

} // namespace

Transport::Transport(Run &run)
    : m_run(run)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_events(1024)
    , m_tls(run.options.tls ? std::make_unique<TlsLayer>(run.options.resumes) : nullptr)
{
}

Transport::~Transport()
{
    ::close(m_epoll);
}

void Transport::spread(std::size_t connections)
{
    m_addresses = std::max(
        FewestAddresses, static_cast<quint32>(connections / ConnectionsOfAddress) + 1);
}

void Transport::open(Connection &connection, quint32 number)
{
    connection.stage = Stage::Connecting;
    connection.descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(connection.descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(connection.descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const sockaddr_in from = loopback(number % m_addresses, 0);
    const sockaddr_in to = loopback(0, static_cast<quint16>(connection.port));
    epoll_event event {};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.ptr = &connection;
    connection.waitsToWrite = true;
    if (bind(connection.descriptor, reinterpret_cast<const sockaddr *>(&from), sizeof from) != 0
        || (connect(connection.descriptor, reinterpret_cast<const sockaddr *>(&to), sizeof to) != 0
            && errno != EINPROGRESS)
        || epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.descriptor, &event) != 0)
        fail(connection);
}

bool Transport::isConnected(Connection &connection)
{
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(connection.descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        fail(connection);
    else if (m_tls)
        m_tls->begin(connection);
    return error == 0;
}

void Transport::fail(Connection &connection)
{
    if (connection.stage == Stage::Dead)
        return;
    ++(connection.stage == Stage::Open ? m_run.faults.closed : m_run.faults.connect);
    if (connection.descriptor >= 0)
        ::close(connection.descriptor);
    connection.descriptor = -1;
    connection.tls.reset();
    connection.stage = Stage::Dead;
}

void Transport::ignore(Connection &connection) const
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, connection.descriptor, nullptr);
}

void Transport::flush(Connection &connection)
{
    if (connection.stage == Stage::Dead)
        return;
    if (connection.tls && !m_tls->seal(connection)) {
        fail(connection);
        return;
    }
    const std::size_t ready = connection.tls ? connection.sealed : connection.output.size();
    if (connection.written < ready) {
        const ssize_t count = send(connection.descriptor,
            connection.output.data() + connection.written, ready - connection.written,
            MSG_NOSIGNAL);
        ++m_run.counters.writes;
        if (count < 0 && errno != EAGAIN) {
            fail(connection);
            return;
        }
        const auto taken = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
        m_run.counters.sentBytes += taken;
        connection.written += taken;
    }
    const bool done = connection.written == ready;
    if (done) {
        connection.output.erase(0, ready); // During a handshake, the request stays.
        connection.written = connection.sealed = 0;
    }
    watch(connection, !done);
}

void Transport::sendPieces(Connection &connection, std::span<iovec> pieces)
{
    if (connection.tls) {
        for (const iovec &piece : pieces)
            connection.output.append(static_cast<const char *>(piece.iov_base), piece.iov_len);
        flush(connection);
        return;
    }
    msghdr message {};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    const ssize_t count = sendmsg(connection.descriptor, &message, MSG_NOSIGNAL);
    ++m_run.counters.writes;
    if (count < 0 && errno != EAGAIN) {
        fail(connection);
        return;
    }
    auto taken = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    m_run.counters.sentBytes += taken;
    for (const iovec &piece : pieces) {
        const std::size_t skipped = std::min(taken, piece.iov_len);
        taken -= skipped;
        connection.output.append(
            static_cast<const char *>(piece.iov_base) + skipped, piece.iov_len - skipped);
    }
    watch(connection, !connection.output.empty());
}

std::size_t Transport::receive(Connection &connection, std::span<char> space)
{
    return connection.tls ? receiveRecords(connection, space) : receiveBytes(connection, space);
}

std::size_t Transport::receiveRecords(Connection &connection, std::span<char> space)
{
    m_records.resize(space.size() - TlsLayer::MostBuffered);
    const std::size_t count = receiveBytes(connection, m_records);
    if (count == 0)
        return 0;
    const auto opened = m_tls->open(connection, { m_records.data(), count }, space);
    if (!opened) {
        fail(connection);
        return 0;
    }
    if (!connection.output.empty() && !connection.waitsToWrite)
        flush(connection);
    return *opened;
}

std::size_t Transport::receiveBytes(Connection &connection, std::span<char> space)
{
    const ssize_t count = recv(connection.descriptor, space.data(), space.size(), 0);
    if (count > 0) {
        ++m_run.counters.reads;
        m_run.counters.receivedBytes += static_cast<quint64>(count);
        return static_cast<std::size_t>(count);
    }
    if (count == 0 || errno != EAGAIN)
        fail(connection);
    return 0;
}

std::span<const epoll_event> Transport::wait(std::chrono::milliseconds most)
{
    const int count = epoll_wait(m_epoll, m_events.data(), static_cast<int>(m_events.size()),
        static_cast<int>(most.count()));
    return { m_events.data(), static_cast<std::size_t>(std::max(count, 0)) };
}

void Transport::watch(Connection &connection, bool writable) const
{
    if (connection.waitsToWrite == writable)
        return;
    connection.waitsToWrite = writable;
    epoll_event event {};
    event.events = EPOLLIN | (writable ? EPOLLOUT : 0u);
    event.data.ptr = &connection;
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.descriptor, &event);
}

} // namespace broadcaster::bench
