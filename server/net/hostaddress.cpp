// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/hostaddress.h"

#include <QtCore/QtEndian>

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

} // namespace broadcaster
