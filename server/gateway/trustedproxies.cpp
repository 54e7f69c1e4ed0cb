// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/trustedproxies.h"

#include "server/base/logging.h"
#include "server/net/hostaddress.h"
#include "server/net/listener.h"
#include "server/protocol/forwarded.h"

#include <algorithm>

namespace broadcaster {

namespace {

constexpr int MappedBits = 96; // Before an IPv4 address in an IPv6 address.

/// An IPv4 client of an IPv6 socket has a mapped address, ::ffff:a.b.c.d.
QHostAddress unmapped(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

} // namespace

void TrustedProxies::configure(const QStringList &networks)
{
    m_networks.clear();
    for (const QString &text : networks) {
        const std::optional<IpNetwork> network = IpNetwork::parse(text);
        if (!network)
            continue; // checkConfig() rejects such texts.
        // contains() compares only IPv4 with IPv4.
        const IpAddress plain = network->address.unmapped();
        const bool isMapped = plain.isIpv4 && !network->address.isIpv4;
        if (isMapped && network->bits >= MappedBits)
            m_networks.append({ toHostAddress(plain), network->bits - MappedBits });
        else
            m_networks.append({ toHostAddress(network->address), network->bits });
    }
}

bool TrustedProxies::contains(const QHostAddress &address) const
{
    const QHostAddress plain = unmapped(address);
    return std::any_of(m_networks.begin(), m_networks.end(),
        [&](const auto &network) { return plain.isInSubnet(network); });
}

QHostAddress TrustedProxies::identifyClient(
    HttpRequest &request, const QHostAddress &host, quint16 port)
{
    const Client peer { host, port, {} };
    const Client client = contains(host) ? clientOf(request, peer) : peer;
    const QHostAddress address = unmapped(client.host);
    const QString text = client.port == 0 ? address.toString() : hostAndPort(address, client.port);
    request.clientAddress = text.toLatin1();
    request.isLocal = address.isLoopback();
    request.forwardedHost = client.forwardedHost;
    return address;
}

TrustedProxies::Client TrustedProxies::clientOf(const HttpRequest &request, const Client &peer)
{
    const QByteArray forwarded = request.joinedHeader("Forwarded");
    const bool isStandard = !forwarded.isNull();
    const QList<ForwardedHop> hops = isStandard
        ? parseForwarded(forwarded)
        : parseForwardedFor(request.joinedHeader("X-Forwarded-For"));
    Client client = peer;
    if (!isStandard)
        client.forwardedHost
            = request.joinedHeader("X-Forwarded-Host").split(',').constLast().trimmed();
    for (const ForwardedHop &hop : hops) {
        if (hop.isMalformed) {
            warn(peer.host, isStandard ? "Forwarded" : "X-Forwarded-For");
            return peer;
        }
        if (isStandard)
            client.forwardedHost = hop.host;
        if (hop.address.isEmpty())
            break; // A proxy that hides its clients counts as the client.
        client.host = parseHostAddress(QString::fromLatin1(hop.address));
        client.port = hop.port;
        if (!contains(client.host))
            break;
    }
    return client;
}

void TrustedProxies::warn(const QHostAddress &proxy, const char *header)
{
    if (const auto leftOut = m_warnings.take(std::chrono::steady_clock::now()))
        qCWarning(logGateway,
            "the proxy %s sends a malformed %s header: its own address counts as the client's "
            "(%d more since the last time)",
            qUtf8Printable(proxy.toString()), header, *leftOut);
}

} // namespace broadcaster
