// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/listener.h"

#include "server/base/tuning.h"
#include "server/net/hostaddress.h"
#include "server/net/inheritedsockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <string>
#include <tuple>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Null when the text is not an address.
QHostAddress hostAddress(const QString &text)
{
    const std::optional<IpAddress> address = parseListenAddress(text);
    return address ? toHostAddress(*address) : QHostAddress();
}

bool isAny(const QHostAddress &address)
{
    return address == QHostAddress(QHostAddress::AnyIPv4)
        || address == QHostAddress(QHostAddress::AnyIPv6);
}

} // namespace

Listener::Listener(Accepted accepted)
    : m_accepted(std::move(accepted))
{
    setListenBacklogSize(limits::ListenBacklog);
}

Result<void> Listener::listenOn(const QString &address, quint16 port)
{
    const QHostAddress host = hostAddress(address);
    if (host.isNull())
        return Error { ErrorCode::InvalidArgument,
            u"\"%1\" is not an IP address; give one of this machine's, such as 127.0.0.1, ::1 or "
            "0.0.0.0"_s.arg(address),
            ErrorReason::OptionNotAddress, { u"--listen"_s, address } };
    if (open(host, port)) {
        const int one = 1; // Accepted connections inherit it.
        setsockopt(
            static_cast<int>(socketDescriptor()), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        m_host = serverAddress();
        m_port = serverPort();
        return {};
    }
    const QString where = hostAndPort(host, port);
    switch (serverError()) {
    case QAbstractSocket::AddressInUseError:
        return Error { ErrorCode::AddressInUse,
            u"%1 is in use by another program; stop that one or choose another port (0 takes any "
            "free one)"_s.arg(where),
            ErrorReason::PortInUse, { where } };
    case QAbstractSocket::SocketAccessError:
        return Error { ErrorCode::AddressRefused,
            u"no permission to listen on %1; ports below 1024 need privileges, choose a higher "
            "one"_s.arg(where),
            ErrorReason::PortForbidden, { where } };
    default:
        return Error { ErrorCode::AddressUnavailable,
            u"cannot listen on %1: %2; give an address of this machine"_s.arg(where, errorString()),
            ErrorReason::AddressElsewhere, { where, errorString() } };
    }
}

bool Listener::open(const QHostAddress &host, quint16 port)
{
    OwnedDescriptor inherited = InheritedSockets::ofProcess().take(host, port);
    if (!inherited.isValid())
        return listen(host, port);
    if (!setSocketDescriptor(inherited.get()))
        return false;
    std::ignore = inherited.release(); // The server has it now.
    return true;
}

bool Listener::isFor(const QString &address, quint16 port) const
{
    return isOn(hostAddress(address), port);
}

bool Listener::excludes(const QString &address, quint16 port) const
{
    const QHostAddress host = hostAddress(address);
    return port == m_port && host.protocol() == m_host.protocol()
        && (host == m_host || isAny(host) || isAny(m_host));
}

void Listener::pause()
{
    // pauseAccepting() alone does not end the loop in which QTcpServer accepts connections.
    setMaxPendingConnections(0);
    pauseAccepting();
}

void Listener::resume()
{
    setMaxPendingConnections(limits::ListenBacklog);
    resumeAccepting();
}

void Listener::incomingConnection(qintptr descriptor)
{
    m_accepted(OwnedDescriptor(static_cast<int>(descriptor)));
}

QString hostAndPort(const QHostAddress &address, quint16 port)
{
    // An IPv4 client of an IPv6 socket has a mapped address, ::ffff:a.b.c.d.
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (!isIpv4 || address == QHostAddress(QHostAddress::AnyIPv6))
        return u"[%1]:%2"_s.arg(address.toString(), QString::number(port));
    std::string text; // QHostAddress::toString() takes much longer.
    for (const int shift : { 24, 16, 8, 0 })
        text += std::to_string(ipv4 >> shift & 0xffU) + (shift > 0 ? '.' : ':');
    return QString::fromStdString(text + std::to_string(port));
}

} // namespace broadcaster
