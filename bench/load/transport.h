// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/connection.h"
#include "bench/load/run.h"
#include "bench/load/tlslayer.h"

#include <span>
#include <sys/epoll.h>
#include <sys/uio.h>

namespace broadcaster::bench {

/// The sockets of a run and the one epoll set they are in. With TLS, callers see bytes without it.
class Transport final {
public:
    explicit Transport(Run &run);
    Q_DISABLE_COPY_MOVE(Transport)
    ~Transport();

    /// Prepares for that many connections: from as many addresses as their ports need.
    void spread(std::size_t connections);
    /// Begins to connect from one of these loopback addresses, the next for each number.
    void open(Connection &connection, quint32 number);
    /// True once the TCP connection is open; drops the connection when that failed.
    [[nodiscard]] bool isConnected(Connection &connection);
    /// Drops the connection and counts it as a fault.
    void fail(Connection &connection);

    /// Never reads from it again, and does not notice its end.
    void ignore(Connection &connection) const;

    /// Sends the connection's output, and the rest when it becomes writable.
    void flush(Connection &connection);
    /// Sends the pieces; the rest that the kernel does not take goes to the output.
    void sendPieces(Connection &connection, std::span<iovec> pieces);
    /// Bytes read; 0 when there are none, or the connection ended and was dropped. Drives the
    /// handshake of TLS, and sends the output that waited for it.
    [[nodiscard]] std::size_t receive(Connection &connection, std::span<char> space);

    /// Ready sockets; data.ptr is the Connection.
    [[nodiscard]] std::span<const epoll_event> wait(std::chrono::milliseconds most);

private:
    [[nodiscard]] std::size_t receiveBytes(Connection &connection, std::span<char> space);
    [[nodiscard]] std::size_t receiveRecords(Connection &connection, std::span<char> space);
    void watch(Connection &connection, bool writable) const;

    Run &m_run;
    int m_epoll;
    quint32 m_addresses = 1; ///< Loopback addresses to connect from, from 127.0.0.1 on.
    std::vector<epoll_event> m_events;
    std::unique_ptr<TlsLayer> m_tls; ///< Null without TLS.
    std::vector<char> m_records; ///< Bytes of TLS as read from a socket.
};

} // namespace broadcaster::bench
