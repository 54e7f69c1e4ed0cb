// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/httpenvironment.h"
#include "server/net/owneddescriptor.h"
#include "server/protocol/proxyheader.h"

namespace broadcaster {

/// A connection whose header of the PROXY protocol has not come whole (docs/protocol.md, behind a
/// proxy). Takes only the header from the socket, so that TLS or HTTP finds its first byte. Belongs
/// to the gateway's thread.
class ProxyPreface final : private PolledSocket {
public:
    using Peer = HttpPeer;
    struct Environment {
        SocketPoller &poller;
        TimerQueue &deadlines;
        std::chrono::milliseconds timeout; ///< Time for the header to come whole.
    };

    class Owner {
    public:
        /// The header is complete: call takeOver() next. `source` is the client.
        virtual void onPrefaceRead(ProxyPreface &preface, const Peer &source) = 0;
        /// The header will never be complete. `reason` is empty if the peer left or was silent.
        virtual void onPrefaceFailed(ProxyPreface &preface, const char *reason) = 0;

    protected:
        ~Owner() = default;
    };

    ProxyPreface(
        OwnedDescriptor descriptor, const Peer &peer, const Environment &environment, Owner &owner);
    ~ProxyPreface();
    Q_DISABLE_COPY_MOVE(ProxyPreface)

    /// Starts reading. May have called the owner when this returns.
    void start();
    void drop() { fail(""); }
    [[nodiscard]] const Peer &peer() const { return m_peer; }
    [[nodiscard]] OwnedDescriptor takeOver();

private:
    void onReadable() override;
    void onWritable() override { }
    void onFlush() override { }

    /// False when no more input is to be read now, or ever.
    [[nodiscard]] bool receive();
    void finish(const ProxyHeader &header);
    void fail(const char *reason);
    void leavePoller();

    OwnedDescriptor m_descriptor;
    const Peer m_peer;
    const Environment &m_environment;
    Owner &m_owner;
    QByteArray m_bytes; ///< Bytes of the header, taken from the socket.
    TimerQueue::Handle m_deadline;
    bool m_registered = false;
    bool m_isOver = false;
};

} // namespace broadcaster
