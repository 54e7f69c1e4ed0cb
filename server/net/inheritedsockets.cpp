// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/inheritedsockets.h"

#include "server/api/options.h"
#include "server/net/hostaddress.h"
#include "server/net/listener.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int FirstDescriptor = 3; // SD_LISTEN_FDS_START

/// The descriptors are for this process only if the variable names it: children inherit both.
bool isForThisProcess()
{
    bool ok = false;
    return qEnvironmentVariable("LISTEN_PID").toLongLong(&ok) == ::getpid() && ok;
}

bool isListening(int descriptor)
{
    int listens = 0;
    socklen_t size = sizeof listens;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0
        && listens != 0;
}

} // namespace

InheritedSockets &InheritedSockets::ofProcess()
{
    static InheritedSockets sockets;
    return sockets;
}

InheritedSockets::InheritedSockets()
{
    if (!isForThisProcess())
        return;
    const auto most = static_cast<int>(findOption(u"listen")->maximum);
    const QString text = qEnvironmentVariable("LISTEN_FDS");
    bool ok = false;
    const int count = text.toInt(&ok);
    if (!ok || count < 0 || count > most)
        m_faults.append(
            u"LISTEN_FDS=%1 is wrong: it must be a number from 0 to %2"_s.arg(text).arg(most));
    for (int i = 0; i < std::min(count, most); ++i)
        add(FirstDescriptor + i);
}

/// Descriptors of other kinds are somebody else's, and left alone.
void InheritedSockets::add(int descriptor)
{
    sockaddr_storage address {};
    socklen_t size = sizeof address;
    const bool isUsable = isListening(descriptor)
        && ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &size) == 0
        && (address.ss_family == AF_INET || address.ss_family == AF_INET6);
    if (!isUsable) {
        m_faults.append(u"descriptor %1 of the service manager is not a listening TCP socket"_s.arg(
            descriptor));
        return;
    }
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    const HostAndPort here = toHostAndPort(address);
    m_sockets.push_back({ OwnedDescriptor(descriptor), here.host, here.port });
}

OwnedDescriptor InheritedSockets::take(const QHostAddress &host, quint16 port)
{
    const std::lock_guard lock(m_mutex);
    for (const Socket &socket : m_sockets) {
        if (socket.host == host && socket.port == port)
            return OwnedDescriptor(::fcntl(socket.descriptor.get(), F_DUPFD_CLOEXEC, 0));
    }
    return {};
}

QString InheritedSockets::holderOf(quint16 port)
{
    const std::lock_guard lock(m_mutex);
    for (const Socket &socket : m_sockets) {
        if (socket.port == port)
            return hostAndPort(socket.host, port);
    }
    return {};
}

QStringList InheritedSockets::newFaults(const InUse &isInUse)
{
    const std::lock_guard lock(m_mutex);
    QStringList faults = std::exchange(m_faults, {});
    for (Socket &socket : m_sockets) {
        const bool isUsed = isInUse(socket.host, socket.port);
        if (!isUsed && !socket.isTold)
            faults.append(
                u"the socket %1 of the service manager is not used: --listen and --port name "
                "others"_s.arg(hostAndPort(socket.host, socket.port)));
        socket.isTold = !isUsed;
    }
    return faults;
}

} // namespace broadcaster
