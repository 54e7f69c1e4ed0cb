// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/servicenotifier.h"

#include "server/base/logging.h"

#include <QtCore/QCoreApplication>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>

namespace broadcaster {

namespace {

/// 0, or errno.
int sendDatagram(const QByteArray &path, const QByteArray &message)
{
    sockaddr_un address {};
    if (static_cast<size_t>(path.size()) >= sizeof address.sun_path)
        return ENAMETOOLONG;
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), address.sun_path);
    if (path.startsWith('@'))
        address.sun_path[0] = '\0'; // Linux: a name that is not in a directory.
    const auto size = static_cast<socklen_t>(
        offsetof(sockaddr_un, sun_path) + static_cast<size_t>(path.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return errno;
    const ssize_t sent = ::sendto(descriptor, message.constData(),
        static_cast<size_t>(message.size()), MSG_NOSIGNAL | MSG_DONTWAIT,
        reinterpret_cast<const sockaddr *>(&address), size);
    const int error = sent < 0 ? errno : 0;
    ::close(descriptor);
    return error;
}

} // namespace

ServiceEnvironment ServiceEnvironment::ofProcess()
{
    ServiceEnvironment environment;
    environment.socket = qgetenv("NOTIFY_SOCKET");
    const QByteArray watched = qgetenv("WATCHDOG_PID");
    if (watched.isEmpty() || watched.toLongLong() == QCoreApplication::applicationPid())
        environment.watchdog = std::chrono::microseconds(
            std::max<qint64>(0, qgetenv("WATCHDOG_USEC").toLongLong()));
    return environment;
}

ServiceNotifier::ServiceNotifier(ServiceEnvironment environment, Ask ask)
    : m_environment(std::move(environment))
    , m_ask(std::move(ask))
{
    using std::chrono::milliseconds;
    m_watchdog.setInterval(
        std::max(milliseconds(1), std::chrono::floor<milliseconds>(m_environment.watchdog / 2)));
    connect(&m_watchdog, &QTimer::timeout, this, &ServiceNotifier::watch);
}

void ServiceNotifier::tellReady(const QByteArray &listeningOn)
{
    tell("READY=1\nSTATUS=listening on " + listeningOn);
    if (m_environment.watchdog > m_environment.watchdog.zero())
        m_watchdog.start();
}

void ServiceNotifier::tell(const QByteArray &message)
{
    if (m_environment.socket.isEmpty())
        return;
    if (const int error = sendDatagram(m_environment.socket, message))
        qCWarning(logBroker, "the service manager cannot be told: %s", std::strerror(error));
}

void ServiceNotifier::watch()
{
    // Does not ask again before the answer, so that a missing answer shows.
    if (std::exchange(m_isAsking, true))
        return;
    m_ask([this] {
        m_isAsking = false;
        tell("WATCHDOG=1");
    });
}

} // namespace broadcaster
