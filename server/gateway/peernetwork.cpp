// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/peernetwork.h"

#include <QtCore/QtEndian>

namespace broadcaster {

PeerNetwork networkOf(const QHostAddress &peer)
{
    constexpr quint64 NoIpv6Network = 0x0000'ffff'0000'0000; // No IPv6 address begins like this.
    bool isIpv4 = false;
    const quint32 ipv4 = peer.toIPv4Address(&isIpv4); // Also for mapped addresses.
    if (isIpv4)
        return NoIpv6Network | ipv4;
    const Q_IPV6ADDR ipv6 = peer.toIPv6Address();
    return qFromBigEndian<quint64>(&ipv6.c[0]);
}

} // namespace broadcaster
