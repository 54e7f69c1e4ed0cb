// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/owneddescriptor.h"

#include <QtCore/QByteArray>

#include <deque>
#include <functional>
#include <limits>
#include <span>
#include <string_view>

namespace broadcaster {

/// A connection with a simulated kernel. Its descriptor exists, so that epoll can watch it, but
/// recv(), send() and shutdown() of the whole program come here (socketcalls.cpp). It is readable
/// while receive() would give bytes, and always writable: a kernel may say so and then take
/// nothing. Only one exists at a time.
class FakeSocket final {
public:
    static constexpr qsizetype Unlimited = std::numeric_limits<qsizetype>::max();

    /// `taken` is called with the bytes that the kernel takes, at once.
    explicit FakeSocket(std::function<void(std::string_view)> taken);
    ~FakeSocket();
    Q_DISABLE_COPY_MOVE(FakeSocket)

    /// The fake with this descriptor; null: the descriptor is a real one.
    [[nodiscard]] static FakeSocket *find(int descriptor);
    [[nodiscard]] OwnedDescriptor takeDescriptor();
    /// The program has closed the descriptor, and may not use it any more.
    void noteClosed() { m_isClosed = true; }

    // Bytes and events from the peer, in order.
    void arrive(const QByteArray &bytes);
    void arriveEnd();
    /// A call of recv() fails: once for EAGAIN and EINTR, else from then on.
    void failReceive(int error);

    // Behaviour of the kernel.
    void failSend(int error) { m_sendError = error; }
    void setRoom(qsizetype bytes) { m_room = bytes; }
    void setMostPerSend(qsizetype bytes) { m_mostPerSend = bytes; }
    void setMostPerReceive(qsizetype bytes) { m_mostPerReceive = bytes; }

    /// The program knows that the connection is over: by the peer's end or an error.
    [[nodiscard]] bool hasToldEnd() const { return m_hasToldEnd; }
    [[nodiscard]] bool hasFailedSend() const { return m_hasFailedSend; }
    [[nodiscard]] bool isSendShut() const { return m_isSendShut; }
    [[nodiscard]] bool hasIncoming() const { return !m_incoming.empty(); }

    // Like the system's calls: errno tells why -1.
    ssize_t receive(std::span<char> buffer, int flags);
    ssize_t send(std::string_view bytes, int flags);
    int shutdown(int how);

private:
    struct Incoming {
        QByteArray bytes {};
        int error = 0;
        bool isEnd = false;
    };

    ssize_t fail(int error, bool &isKnown);
    void push(Incoming incoming);
    void showReadable();

    const std::function<void(std::string_view)> m_taken;
    int m_descriptor;
    std::deque<Incoming> m_incoming; ///< An end or an error stays.
    qsizetype m_given = 0; ///< Bytes of the first one.
    qsizetype m_room = Unlimited;
    qsizetype m_mostPerSend = Unlimited;
    qsizetype m_mostPerReceive = Unlimited;
    int m_sendError = 0;
    bool m_isReadable = false;
    bool m_isClosed = false;
    bool m_isReceiveShut = false;
    bool m_isSendShut = false;
    bool m_hasToldEnd = false;
    bool m_hasFailedSend = false;
};

} // namespace broadcaster
