// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/hostaddress.h"

#include <QtCore/QtEndian>

#include <netinet/in.h>
#include <sys/socket.h>

namespace broadcaster {

QHostAddress toHostAddress(const IpAddress &address)
{
    if (address.isIpv4)
        return QHostAddress(qFromBigEndian<quint32>(address.bytes.data()));
    QHostAddress host(address.bytes.data());
    host.setScopeId(address.zone);
    return host;
}

QHostAddress parseHostAddress(QStringView text)
{
    const std::optional<IpAddress> address = IpAddress::parse(text);
    return address ? toHostAddress(*address) : QHostAddress();
}

HostAndPort toHostAndPort(const sockaddr_storage &address)
{
    const quint16 port = address.ss_family == AF_INET6
        ? ntohs(reinterpret_cast<const sockaddr_in6 *>(&address)->sin6_port)
        : ntohs(reinterpret_cast<const sockaddr_in *>(&address)->sin_port);
    return { QHostAddress(reinterpret_cast<const sockaddr *>(&address)), port };
}

} // namespace broadcaster
