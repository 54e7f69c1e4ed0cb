// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/inheritedsockets.h"

#include "server/api/options.h"
#include "server/base/logging.h"
#include "server/net/listener.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace broadcaster {

namespace {

constexpr int FirstDescriptor = 3; // SD_LISTEN_FDS_START

/// The descriptors are for this process only if the variables name it: children inherit both.
int inheritedCount()
{
    bool ok = false;
    const qint64 process = qEnvironmentVariable("LISTEN_PID").toLongLong(&ok);
    if (!ok || process != ::getpid())
        return 0;
    const auto most = static_cast<int>(findOption(u"listen")->maximum);
    return std::clamp(qEnvironmentVariableIntValue("LISTEN_FDS"), 0, most);
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
    const int count = inheritedCount();
    for (int i = 0; i < count; ++i)
        add(OwnedDescriptor(FirstDescriptor + i));
}

void InheritedSockets::add(OwnedDescriptor descriptor)
{
    ::fcntl(descriptor.get(), F_SETFD, FD_CLOEXEC);
    sockaddr_storage address {};
    socklen_t size = sizeof address;
    auto *raw = reinterpret_cast<sockaddr *>(&address);
    const bool isUsable = isListening(descriptor.get())
        && ::getsockname(descriptor.get(), raw, &size) == 0
        && (address.ss_family == AF_INET || address.ss_family == AF_INET6);
    if (!isUsable) {
        qCWarning(logGateway, "descriptor %d of the service manager is no listening TCP socket",
            descriptor.get());
        return;
    }
    const quint16 port = address.ss_family == AF_INET6
        ? ntohs(reinterpret_cast<const sockaddr_in6 *>(&address)->sin6_port)
        : ntohs(reinterpret_cast<const sockaddr_in *>(&address)->sin_port);
    m_sockets.push_back({ std::move(descriptor), QHostAddress(raw), port });
}

OwnedDescriptor InheritedSockets::take(const QHostAddress &host, quint16 port)
{
    const std::lock_guard lock(m_mutex);
    for (Socket &socket : m_sockets) {
        if (socket.host != host || socket.port != port)
            continue;
        socket.isSettled = true;
        return OwnedDescriptor(::fcntl(socket.descriptor.get(), F_DUPFD_CLOEXEC, 0));
    }
    return {};
}

QStringList InheritedSockets::newlyUnused()
{
    const std::lock_guard lock(m_mutex);
    QStringList addresses;
    for (Socket &socket : m_sockets) {
        if (!std::exchange(socket.isSettled, true))
            addresses.append(hostAndPort(socket.host, socket.port));
    }
    return addresses;
}

} // namespace broadcaster
