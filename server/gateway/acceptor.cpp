// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/acceptor.h"

#include "server/api/brokerconfig.h"
#include "server/base/logging.h"
#include "server/base/tuning.h"
#include "server/gateway/httpconnections.h"
#include "server/net/descriptorlimit.h"
#include "server/net/hostaddress.h"

#include <QtNetwork/QHostAddress>

#include <sys/socket.h>

namespace broadcaster {

namespace {

HttpPeer peerOf(int descriptor)
{
    sockaddr_storage address {};
    socklen_t size = sizeof address;
    if (getpeername(descriptor, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return {};
    const HostAndPort peer = toHostAndPort(address);
    return { peer.host, peer.port };
}

} // namespace

Acceptor::Acceptor(SocketPoller &poller, TimerQueue &deadlines, const TrustedProxies &proxies,
    HttpConnections &connections)
    : m_connections(connections)
    , m_prefaces(ProxyPreface::Environment { poller, deadlines, {} }, proxies,
          [this](OwnedDescriptor descriptor, const HttpPeer &client) {
              m_connections.add(std::move(descriptor), client);
          })
    , m_retry(deadlines)
    , m_listeners(std::make_unique<ListenerSet>(
          [this](OwnedDescriptor descriptor) { accept(std::move(descriptor)); }))
{
    QObject::connect(m_listeners.get(), &ListenerSet::acceptError, m_listeners.get(),
        [this](QAbstractSocket::SocketError error) { onError(error); });
}

Acceptor::~Acceptor() = default;

Result<void> Acceptor::configure(const BrokerConfig &config)
{
    const auto opened = m_listeners->listenOn(config.listenAddresses, config.port);
    if (!opened)
        return opened;
    m_prefaces.setTimeout(config.handshakeTimeout);
    m_usesPrefaces = config.proxyProtocol;
    m_maxPrefaces = config.maxPendingHandshakes;
    return opened;
}

QStringList Acceptor::urls(QLatin1StringView scheme) const
{
    return m_listeners->urls(scheme);
}

void Acceptor::close()
{
    m_retry.cancel();
    m_listeners.reset();
    m_prefaces.drop();
}

void Acceptor::accept(OwnedDescriptor descriptor)
{
    const HttpPeer peer = peerOf(descriptor.get());
    const bool isAmongLast = isAmongTheLast(descriptor.get());
    if (m_usesPrefaces)
        m_prefaces.take(std::move(descriptor), peer, m_maxPrefaces);
    else
        m_connections.add(std::move(descriptor), peer);
    if (isAmongLast) {
        noteOutOfDescriptors();
        pause(limits::AcceptRetryInterval);
    } else if (m_connections.isCrowded()) {
        pause(limits::SilentGrace);
    } else if (++m_acceptedInTurn >= limits::AcceptsPerTurn) {
        pause(std::chrono::milliseconds(0)); // Serves the accepted connections first.
    }
}

void Acceptor::onError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::SocketResourceError)
        noteOutOfDescriptors();
    pause(limits::AcceptRetryInterval);
}

void Acceptor::noteOutOfDescriptors()
{
    if (!std::exchange(m_saidOutOfDescriptors, true))
        qCWarning(logGateway,
            "out of file descriptors: accepting is paused until connections "
            "close; raise the limit (ulimit -n, LimitNOFILE=) to serve more");
}

void Acceptor::pause(std::chrono::milliseconds time)
{
    m_listeners->pause();
    m_retry.arm(time, [this] { retry(); });
}

void Acceptor::retry()
{
    m_acceptedInTurn = 0;
    if (descriptorsRunOut()) {
        pause(limits::AcceptRetryInterval);
        return;
    }
    if (m_connections.isCrowded()) {
        pause(limits::SilentGrace);
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
