// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/connectionsbynetwork.h"
#include "server/gateway/httpconnection.h"
#include "server/gateway/httpenvironment.h"

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

namespace broadcaster {

struct BrokerConfig;
class ConnectionQuota;
class TlsContext;

/// The HTTP connections of a gateway. Each holds a slot until its first request is over. Where
/// there is no slot, or no room, the oldest connection of the network that has the most gives way
/// to a new one. Belongs to the gateway's thread.
class HttpConnections final {
public:
    /// `owner` hands the end of connections and of first requests on to this class.
    HttpConnections(
        HttpEnvironment &environment, ConnectionQuota &places, HttpConnection::Owner &owner);
    ~HttpConnections();
    Q_DISABLE_COPY_MOVE(HttpConnections)

    /// Applies to new connections.
    void configure(const BrokerConfig &config);
    /// Applies to connections that are served from now on. Null: without TLS.
    void setTls(const TlsContext *tls) { m_tls = tls; }

    /// Serves HTTP, or TLS and HTTP, from the next byte on; at once or when there is a slot.
    void add(OwnedDescriptor descriptor, const HttpPeer &peer);
    /// No further connection should be accepted: enough of them wait for a slot.
    [[nodiscard]] bool isCrowded() const;
    /// Null: the connection has ended.
    [[nodiscard]] HttpConnection *find(quint64 number) const;

    /// Frees the connection's slot for another one.
    void onFirstRequestOver(const HttpConnection &connection);
    void onConnectionEnded(const HttpConnection &connection);

    /// Closes connections that wait for a slot.
    void dropWaiting();
    void dropAll();
    /// Destroys connections that are over. Call it when a turn ends, not from within one of them.
    void clearEnded() { m_ended.clear(); }

private:
    void serve(OwnedDescriptor descriptor, const HttpPeer &peer);
    void admitWaiting();
    [[nodiscard]] bool makeSlotFor(PeerNetwork network);
    [[nodiscard]] bool takeFromLargest(PeerNetwork network);
    void dropSilent(HttpConnection &connection);

    HttpEnvironment &m_environment;
    ConnectionQuota &m_places;
    HttpConnection::Owner &m_owner;
    const TlsContext *m_tls = nullptr;
    int m_maxConnections = 0;
    int m_maxHalfOpen = 0;

    std::unordered_map<quint64, std::unique_ptr<HttpConnection>> m_connections;
    std::vector<std::unique_ptr<HttpConnection>> m_ended; ///< Destroyed when the turn ends.
    quint64 m_lastNumber = 0;
    ConnectionsByNetwork m_byNetwork; ///< All of m_connections.
    ConnectionsByNetwork m_halfOpen; ///< Those of m_connections whose first request is not over.
    struct WaitingForSlot {
        OwnedDescriptor descriptor;
        HttpPeer peer;
    };
    std::deque<WaitingForSlot> m_waitingForSlot;
    TimerQueue::Handle m_slotRetry;
    bool m_isAdmitting = false;
};

} // namespace broadcaster
