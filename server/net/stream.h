// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/owneddescriptor.h"
#include "server/net/tlssession.h"

#include <sys/socket.h>

#include <cerrno>
#include <memory>
#include <span>
#include <string_view>

namespace broadcaster {

/// A connected socket, owned, with or without TLS. Nothing blocks. May change its thread between
/// two calls. Without TLS it costs one branch more than the system's calls.
class Stream final {
public:
    Stream() = default;
    explicit Stream(OwnedDescriptor descriptor)
        : m_descriptor(std::move(descriptor))
    {
    }
    Stream(OwnedDescriptor descriptor, const TlsContext &context)
        : m_descriptor(std::move(descriptor))
        , m_tls(std::make_unique<TlsSession>(context, m_descriptor.get()))
    {
    }

    /// The client's side of TLS, for a server of this name.
    Stream(OwnedDescriptor descriptor, const TlsContext &context, const QByteArray &host)
        : m_descriptor(std::move(descriptor))
        , m_tls(std::make_unique<TlsSession>(context, m_descriptor.get(), host))
    {
    }

    [[nodiscard]] int descriptor() const { return m_descriptor.get(); }
    [[nodiscard]] bool isOpen() const { return m_descriptor.isValid(); }
    void close()
    {
        m_tls.reset();
        m_descriptor.reset();
    }

    // Like recv and send: the number of bytes, 0 for the peer's end, or -1 and errno.

    /// After a failed call: the call may be repeated when the poller reports.
    [[nodiscard]] static bool mayRetry() { return errno == EAGAIN || errno == EINTR; }

    [[nodiscard]] ssize_t receive(std::span<char> buffer)
    {
        return m_tls ? m_tls->receive(buffer)
                     : ::recv(descriptor(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    }
    /// Also sends the bytes of hasUnsent(), even if `bytes` is empty.
    [[nodiscard]] ssize_t send(std::string_view bytes)
    {
        return m_tls
            ? m_tls->send(bytes)
            : ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    /// Ends the sending side. REQUIRES: !hasUnsent()
    void shutdownSend()
    {
        if (m_tls)
            m_tls->sayGoodbye();
        ::shutdown(descriptor(), SHUT_WR);
    }

    /// receive() has more bytes that no poller tells of.
    [[nodiscard]] bool hasBufferedInput() const { return m_tls && m_tls->hasBufferedInput(); }
    /// Some of the bytes that send() has taken have not left.
    [[nodiscard]] bool hasUnsent() const { return m_tls && m_tls->hasUnsent(); }
    /// Memory of the unsent bytes.
    [[nodiscard]] qsizetype unsentBytes() const { return m_tls ? m_tls->unsentBytes() : 0; }
    /// Number of the last bytes of send()'s input that may not have left.
    [[nodiscard]] qsizetype unsentInput() const { return m_tls ? m_tls->unsentInput() : 0; }
    /// Whether to wait for room. `hasOutput`: the caller has something to send. During TLS's
    /// handshake the caller's output waits for the peer.
    [[nodiscard]] bool wantsRoom(bool hasOutput) const
    {
        return m_tls ? m_tls->hasUnsent() || (hasOutput && m_tls->isEstablished()) : hasOutput;
    }

    /// After a failed receive(): the input is not TLS. The answer may then be sent without TLS.
    [[nodiscard]] bool isPeerPlain() const { return m_tls && m_tls->isPeerPlain(); }
    /// After a failed receive(): why the server's certificate was refused; null if it was not.
    [[nodiscard]] QString certificateFault() const
    {
        return m_tls ? m_tls->certificateFault() : QString();
    }
    void dropTls() { m_tls.reset(); }

private:
    OwnedDescriptor m_descriptor;
    std::unique_ptr<TlsSession> m_tls;
};

} // namespace broadcaster
