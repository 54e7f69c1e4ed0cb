// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ipaddress.h"

#include <QtNetwork/QHostAddress>

struct sockaddr_storage;

namespace broadcaster {

/// The value for Qt's sockets. QHostAddress reads text, too, but also forms that IpAddress refuses.
[[nodiscard]] QHostAddress toHostAddress(const IpAddress &address);
/// The same from text; a null address when the text is not an IP address.
[[nodiscard]] QHostAddress parseHostAddress(QStringView text);

/// An address of the system with its port.
struct HostAndPort {
    QHostAddress host;
    quint16 port = 0;
};
/// REQUIRES: an address of IPv4 or IPv6.
[[nodiscard]] HostAndPort toHostAndPort(const sockaddr_storage &address);

} // namespace broadcaster
