// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/proxyprefaces.h"
#include "server/net/listenerset.h"

namespace broadcaster {

struct BrokerConfig;
class HttpConnections;

/// Accepts connections, has their PROXY headers read where the configuration says so, and hands
/// them to the HTTP connections. Pauses while descriptors run out, while too many connections wait
/// for a slot, and after limits::AcceptsPerTurn. Belongs to the gateway's thread.
class Acceptor final {
public:
    Acceptor(SocketPoller &poller, TimerQueue &deadlines, const TrustedProxies &proxies,
        HttpConnections &connections);
    ~Acceptor();
    Q_DISABLE_COPY_MOVE(Acceptor)

    /// Listens where the configuration says and applies the rest of it to new connections. On
    /// failure nothing changes. REQUIRES: not closed.
    [[nodiscard]] Result<void> configure(const BrokerConfig &config);
    /// See ListenerSet.
    [[nodiscard]] QStringList urls(QLatin1StringView scheme) const;
    /// Stops listening for good, and closes connections that wait for their PROXY header.
    void close();
    /// Destroys what is over. Call it when a turn ends.
    void clearEnded() { m_prefaces.clearEnded(); }

private:
    void accept(OwnedDescriptor descriptor);
    void onError(QAbstractSocket::SocketError error);
    void noteOutOfDescriptors();
    void pause(std::chrono::milliseconds time);
    void retry();

    HttpConnections &m_connections;
    ProxyPrefaces m_prefaces;
    bool m_usesPrefaces = false;
    int m_maxPrefaces = 0;
    TimerQueue::Handle m_retry;
    int m_acceptedInTurn = 0;
    bool m_saidOutOfDescriptors = false;
    std::unique_ptr<ListenerSet> m_listeners; ///< Null once closed.
};

} // namespace broadcaster
