// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/redisdialer.h"

#include "server/base/post.h"
#include "server/base/redislimits.h"
#include "server/net/hostaddress.h"

#include <QtCore/QFile>
#include <QtNetwork/QHostInfo>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

RedisDialer::RedisDialer(RedisUrl url)
    : m_url(std::move(url))
{
}

RedisDialer::~RedisDialer()
{
    cancel();
}

QString RedisDialer::host() const
{
    return m_url.host.startsWith(u'[') ? m_url.host.sliced(1).chopped(1) : m_url.host;
}

void RedisDialer::cancel()
{
    m_done = {};
}

void RedisDialer::resolve(std::function<void(const QString &trouble)> done)
{
    cancel();
    m_done = std::move(done);
    m_addresses.clear();
    m_next = 0;
    m_trouble = QString();
    const QHostAddress literal = parseHostAddress(host());
    if (m_url.host.isNull() || !literal.isNull()) {
        const QList<QHostAddress> known = literal.isNull() ? QList<QHostAddress>()
                                                           : QList<QHostAddress> { literal };
        post(&m_context, [this, known] { resolved(known, {}); });
        return;
    }
    if (std::exchange(m_isLookingUp, true))
        return;
    QHostInfo::lookupHost(host(), &m_context, [this](const QHostInfo &found) {
        m_isLookingUp = false;
        resolved(found.addresses(), found.errorString());
    });
}

void RedisDialer::resolved(const QList<QHostAddress> &addresses, const QString &fault)
{
    if (!m_done)
        return;
    if (m_url.host.isNull())
        appendPath();
    for (const QHostAddress &address :
        addresses.first(std::min(addresses.size(), limits::MaxRedisAddresses)))
        append(address);
    if (m_addresses.empty())
        m_trouble = u"the name %1 cannot be resolved (%2); correct it in --cluster, or the DNS"_s
                        .arg(m_url.host, fault);
    std::exchange(m_done, {})(m_trouble);
}

void RedisDialer::append(const QHostAddress &address)
{
    Address made;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *ipv4 = reinterpret_cast<sockaddr_in *>(&made.bytes);
        ipv4->sin_family = AF_INET;
        ipv4->sin_port = htons(m_url.port);
        ipv4->sin_addr.s_addr = htonl(address.toIPv4Address());
        made.size = sizeof *ipv4;
    } else {
        auto *ipv6 = reinterpret_cast<sockaddr_in6 *>(&made.bytes);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        ipv6->sin6_family = AF_INET6;
        ipv6->sin6_port = htons(m_url.port);
        std::memcpy(&ipv6->sin6_addr, &bytes, sizeof bytes);
        made.size = sizeof *ipv6;
    }
    m_addresses.push_back(made);
}

void RedisDialer::appendPath()
{
    Address made;
    auto *local = reinterpret_cast<sockaddr_un *>(&made.bytes);
    const QByteArray path = QFile::encodeName(m_url.path);
    local->sun_family = AF_UNIX;
    std::memcpy(local->sun_path, path.constData(),
        std::min(static_cast<size_t>(path.size()), sizeof local->sun_path - 1));
    made.size = sizeof *local;
    m_addresses.push_back(made);
}

OwnedDescriptor RedisDialer::next()
{
    while (m_next < m_addresses.size()) {
        const Address &address = m_addresses[m_next++];
        OwnedDescriptor descriptor(
            ::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (!descriptor.isValid()) {
            setFault(errno);
            continue;
        }
        const int on = 1;
        if (m_url.path.isNull())
            ::setsockopt(descriptor.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(
                descriptor.get(), reinterpret_cast<const sockaddr *>(&address.bytes), address.size)
                == 0
            || errno == EINPROGRESS)
            return descriptor;
        setFault(errno);
    }
    return {};
}

void RedisDialer::setFault(int error)
{
    const QString place = m_url.path.isNull() ? m_url.host + u':' + QString::number(m_url.port)
                                              : m_url.path;
    const QString reason = qt_error_string(error);
    switch (error) {
    case ECONNREFUSED:
        m_trouble = u"nothing listens at %1 (%2); start Redis there, or correct --cluster"_s.arg(
            place, reason);
        return;
    case ENOENT:
        m_trouble = u"there is no socket %1 (%2); start Redis, or correct --cluster"_s.arg(
            place, reason);
        return;
    case EACCES:
        m_trouble = u"this user may not open the socket %1 (%2); add the user to Redis' group, "
                    "or set unixsocketperm"_s.arg(place, reason);
        return;
    default:
        m_trouble = u"%1 cannot be reached (%2); look at the network and at --cluster"_s.arg(
            place, reason);
    }
}

} // namespace broadcaster
