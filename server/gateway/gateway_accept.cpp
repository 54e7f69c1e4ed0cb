// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/gateway/gateway.h"
#include "server/net/descriptorlimit.h"
#include "server/net/tlscontext.h"

#include <QtNetwork/QHostAddress>

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>

namespace broadcaster {

namespace {

HttpPeer peerOf(int descriptor)
{
    sockaddr_storage address {};
    socklen_t size = sizeof address;
    if (getpeername(descriptor, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return {};
    const quint16 port = address.ss_family == AF_INET6
        ? ntohs(reinterpret_cast<const sockaddr_in6 *>(&address)->sin6_port)
        : ntohs(reinterpret_cast<const sockaddr_in *>(&address)->sin_port);
    return { QHostAddress(reinterpret_cast<const sockaddr *>(&address)), port };
}

} // namespace

void Gateway::accept(OwnedDescriptor descriptor)
{
    const HttpPeer peer = peerOf(descriptor.get());
    const bool isAmongLast = isAmongTheLast(descriptor.get());
    if (m_config.proxyProtocol)
        m_prefaces->take(std::move(descriptor), peer, m_config.maxPendingHandshakes);
    else
        serve(std::move(descriptor), peer);
    if (isAmongLast) {
        noteOutOfDescriptors();
        pauseAccepting(limits::AcceptRetryInterval);
    } else if (m_waitingForSlot.size() >= limits::MaxWaitingForSlot) {
        pauseAccepting(limits::SilentGrace);
    } else if (++m_acceptedInTurn >= limits::AcceptsPerTurn) {
        pauseAccepting(std::chrono::milliseconds(0)); // Serves the accepted connections first.
    }
}

void Gateway::serve(OwnedDescriptor descriptor, const HttpPeer &peer)
{
    // Connections wait for a slot only if their network holds most of them. Others pass.
    const bool passes = m_waitingForSlot.empty() || m_halfOpen.isOutnumbered(networkOf(peer.host));
    if (passes && makeSlotFor(networkOf(peer.host)))
        begin(std::move(descriptor), peer);
    else if (passes)
        m_waitingForSlot.push_front({ std::move(descriptor), peer });
    else
        m_waitingForSlot.push_back({ std::move(descriptor), peer });
}

void Gateway::begin(OwnedDescriptor descriptor, const HttpPeer &peer)
{
    const quint64 number = ++m_lastConnection;
    Stream stream = m_tls ? Stream(std::move(descriptor), *m_tls) : Stream(std::move(descriptor));
    auto connection = std::make_unique<HttpConnection>(std::move(stream), number, peer,
        *m_environment, static_cast<HttpConnection::Owner &>(*this));
    HttpConnection &started = *connection;
    m_connections.emplace(number, std::move(connection));
    m_byNetwork.add(started.network(), number);
    m_halfOpen.add(started.network(), number);
    const int most = std::max(m_config.maxConnections, limits::MinHttpConnections);
    if (static_cast<int>(m_connections.size()) > most && !takeFromLargest(started.network())) {
        m_places.noteRefused();
        started.markOneTooMany(); // It still waits for its whole request.
    }
    started.start();
}

/// Drops the oldest connection of the network that has the most, for a connection of a network that
/// has fewer. False: this network is the one that has the most.
bool Gateway::takeFromLargest(PeerNetwork network)
{
    if (!m_byNetwork.isOutnumbered(network))
        return false;
    const auto found = m_connections.find(m_byNetwork.oldestOfLargest().value_or(0));
    if (found == m_connections.end())
        return false;
    ++m_refusals.crowded;
    m_places.noteRefused();
    found->second->drop();
    return true;
}

/// Drops silent connections until there is a slot for a connection of this network. A burst of
/// clients is accepted faster than their requests come, so connections of the same network have a
/// grace. False: the grace is not over.
bool Gateway::makeSlotFor(PeerNetwork network)
{
    using std::chrono::milliseconds;
    while (halfOpenIsFull()) {
        const auto found = m_connections.find(m_halfOpen.oldestOfLargest().value_or(0));
        if (found == m_connections.end())
            return true;
        const milliseconds grace = found->second->graceLeft(
            m_halfOpen.isOutnumbered(network) ? milliseconds(0) : limits::SilentGrace);
        if (grace.count() > 0) {
            m_slotRetry->arm(
                std::min<milliseconds>(grace, limits::SilentGrace), [this] { admitWaiting(); });
            return false;
        }
        dropSilent(*found->second);
    }
    return true;
}

void Gateway::admitWaiting()
{
    if (std::exchange(m_isAdmitting, true))
        return; // A connection that is dropped for another calls back from in here.
    while (!m_waitingForSlot.empty()) {
        if (!makeSlotFor(networkOf(m_waitingForSlot.front().peer.host)))
            break;
        WaitingForSlot next = std::move(m_waitingForSlot.front());
        m_waitingForSlot.pop_front();
        begin(std::move(next.descriptor), next.peer);
    }
    m_isAdmitting = false;
}

void Gateway::dropSilent(HttpConnection &connection)
{
    if (m_refusals.silent++ == 0)
        qCWarning(logGateway,
            "%d connections have not sent their request: those of the address that has the most "
            "are dropped, the oldest first; --max-pending-handshakes allows more",
            m_config.maxPendingHandshakes);
    m_places.noteRefused();
    connection.drop();
}

void Gateway::onFirstRequestOver(HttpConnection &connection)
{
    m_halfOpen.remove(connection.network(), connection.number());
    if (!m_waitingForSlot.empty())
        admitWaiting();
}

void Gateway::onAcceptError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::SocketResourceError)
        noteOutOfDescriptors();
    pauseAccepting(limits::AcceptRetryInterval);
}

void Gateway::noteOutOfDescriptors()
{
    if (!std::exchange(m_saidOutOfDescriptors, true))
        qCWarning(logGateway,
            "out of file descriptors: accepting is paused until connections "
            "close; raise the limit (ulimit -n, LimitNOFILE=) to serve more");
}

void Gateway::pauseAccepting(std::chrono::milliseconds time)
{
    m_listeners->pause();
    m_acceptRetry->arm(time, [this] { retryAccepting(); });
}

void Gateway::retryAccepting()
{
    m_acceptedInTurn = 0;
    if (descriptorsRunOut()) {
        pauseAccepting(limits::AcceptRetryInterval);
        return;
    }
    if (m_waitingForSlot.size() >= limits::MaxWaitingForSlot) {
        pauseAccepting(limits::SilentGrace);
        return;
    }
    // Reported again only after real relief, not at every connection near the limit.
    if (m_saidOutOfDescriptors && !descriptorsRunOut(limits::SpareDescriptors / 4)) {
        m_saidOutOfDescriptors = false;
        qCInfo(logGateway, "there are file descriptors again: accepting goes on");
    }
    m_listeners->resume();
}

} // namespace broadcaster
