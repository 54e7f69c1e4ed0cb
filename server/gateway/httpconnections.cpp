// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/httpconnections.h"

#include "server/api/brokerconfig.h"
#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/gateway/connectionquota.h"
#include "server/net/tlscontext.h"

#include <algorithm>

namespace broadcaster {

HttpConnections::HttpConnections(
    HttpEnvironment &environment, ConnectionQuota &places, HttpConnection::Owner &owner)
    : m_environment(environment)
    , m_places(places)
    , m_owner(owner)
    , m_slotRetry(environment.deadlines)
{
}

HttpConnections::~HttpConnections() = default;

void HttpConnections::configure(const BrokerConfig &config)
{
    m_maxConnections = std::max(config.maxConnections, limits::MinHttpConnections);
    m_maxHalfOpen = config.maxPendingHandshakes;
}

void HttpConnections::add(OwnedDescriptor descriptor, const HttpPeer &peer)
{
    // Connections wait for a slot only if their network holds most of them. Others pass.
    const bool passes = m_waitingForSlot.empty() || m_halfOpen.isOutnumbered(networkOf(peer.host));
    if (passes && makeSlotFor(networkOf(peer.host)))
        serve(std::move(descriptor), peer);
    else if (passes)
        m_waitingForSlot.push_front({ std::move(descriptor), peer });
    else
        m_waitingForSlot.push_back({ std::move(descriptor), peer });
}

bool HttpConnections::isCrowded() const
{
    return m_waitingForSlot.size() >= limits::MaxWaitingForSlot;
}

HttpConnection *HttpConnections::find(quint64 number) const
{
    const auto found = m_connections.find(number);
    return found == m_connections.end() ? nullptr : found->second.get();
}

void HttpConnections::serve(OwnedDescriptor descriptor, const HttpPeer &peer)
{
    const quint64 number = ++m_lastNumber;
    Stream stream = m_tls ? Stream(std::move(descriptor), *m_tls) : Stream(std::move(descriptor));
    auto connection = std::make_unique<HttpConnection>(
        std::move(stream), number, peer, m_environment, m_owner);
    HttpConnection &started = *connection;
    m_connections.emplace(number, std::move(connection));
    m_byNetwork.add(started.network(), number);
    m_halfOpen.add(started.network(), number);
    const bool isFull = static_cast<int>(m_connections.size()) > m_maxConnections;
    if (isFull && !takeFromLargest(started.network())) {
        m_places.noteRefused();
        started.markOneTooMany(); // It still waits for its whole request.
    }
    started.start();
}

/// Drops the oldest connection of the network that has the most, for a connection of a network that
/// has fewer. False: this network is the one that has the most.
bool HttpConnections::takeFromLargest(PeerNetwork network)
{
    if (!m_byNetwork.isOutnumbered(network))
        return false;
    HttpConnection *oldest = find(m_byNetwork.oldestOfLargest().value_or(0));
    if (!oldest)
        return false;
    ++m_environment.counts.crowded;
    m_places.noteRefused();
    oldest->drop();
    return true;
}

/// Drops silent connections until there is a slot for a connection of this network. A burst of
/// clients is accepted faster than their requests come, so connections of the same network have a
/// grace. False: the grace is not over.
bool HttpConnections::makeSlotFor(PeerNetwork network)
{
    using std::chrono::milliseconds;
    while (m_halfOpen.size() >= m_maxHalfOpen) {
        HttpConnection *oldest = find(m_halfOpen.oldestOfLargest().value_or(0));
        if (!oldest)
            return true;
        const milliseconds grace = oldest->graceLeft(
            m_halfOpen.isOutnumbered(network) ? milliseconds(0) : limits::SilentGrace);
        if (grace.count() > 0) {
            m_slotRetry.arm(
                std::min<milliseconds>(grace, limits::SilentGrace), [this] { admitWaiting(); });
            return false;
        }
        dropSilent(*oldest);
    }
    return true;
}

void HttpConnections::admitWaiting()
{
    if (std::exchange(m_isAdmitting, true))
        return; // A connection that is dropped for another calls back from in here.
    while (!m_waitingForSlot.empty()) {
        if (!makeSlotFor(networkOf(m_waitingForSlot.front().peer.host)))
            break;
        WaitingForSlot next = std::move(m_waitingForSlot.front());
        m_waitingForSlot.pop_front();
        serve(std::move(next.descriptor), next.peer);
    }
    m_isAdmitting = false;
}

void HttpConnections::dropSilent(HttpConnection &connection)
{
    if (m_environment.counts.silent++ == 0)
        qCWarning(logGateway,
            "%d connections have not sent their request: those of the address that has the most "
            "are dropped, the oldest first; --max-pending-handshakes allows more",
            m_maxHalfOpen);
    m_places.noteRefused();
    connection.drop();
}

void HttpConnections::onFirstRequestOver(const HttpConnection &connection)
{
    m_halfOpen.remove(connection.network(), connection.number());
    if (!m_waitingForSlot.empty())
        admitWaiting();
}

void HttpConnections::onConnectionEnded(const HttpConnection &connection)
{
    m_byNetwork.remove(connection.network(), connection.number());
    const auto found = m_connections.find(connection.number());
    m_ended.push_back(std::move(found->second));
    m_connections.erase(found);
    m_environment.poller.requestTurnEnd();
}

void HttpConnections::dropWaiting()
{
    m_slotRetry.cancel();
    m_waitingForSlot.clear();
}

void HttpConnections::dropAll()
{
    dropWaiting();
    while (!m_connections.empty())
        m_connections.begin()->second->drop();
    m_ended.clear();
}

} // namespace broadcaster
