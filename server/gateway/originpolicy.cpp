// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/originpolicy.h"

#include "server/api/ipaddress.h"
#include "server/api/webaddress.h"
#include "server/base/logging.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Null for a name.
std::optional<IpAddress> addressOf(const QString &host)
{
    return IpAddress::parse(host.startsWith(u'[') ? host.sliced(1).chopped(1) : host);
}

/// `127.1`, as some clients send it. A DNS name never ends in a number.
bool isShortLoopback(const QString &host)
{
    return host.startsWith("127."_L1) && std::all_of(host.begin(), host.end(), [](QChar c) {
        return c == u'.' || (c >= u'0' && c <= u'9');
    });
}

/// `localhost` and the names below it, `127.0.0.0/8` and `[::1]`: on each machine they mean that
/// machine.
bool isLoopback(const QString &host)
{
    const std::optional<IpAddress> address = addressOf(host);
    return isLocalhostName(host) || (address && address->isLoopback()) || isShortLoopback(host);
}

QString refusalOfNull()
{
    return u"Pages with the origin \"null\" may not connect. Browsers send it for about:blank, for "
           "local files and for sandboxed frames, and any web site can have such a frame: allowing "
           "it would let every web site in. Open the broker's own page instead, such as "
           "http://127.0.0.1:8787/, and connect from there; or serve your page from an address. "
           "(If every web site may connect, --allow-origin null allows it.)"_s;
}

QString refusalOf(const QString &origin)
{
    return origin == NullOrigin
        ? refusalOfNull()
        : u"Pages of %1 may not connect: start the broker with --allow-origin %1, or allow it on "
          "the Server page of its window."_s.arg(origin);
}

} // namespace

void OriginPolicy::configure(const BrokerConfig &config)
{
    m_origins = config.allowedOrigins;
    m_hosts = config.allowedHosts;
    m_admittedHost = {};
    m_isLocal = std::all_of(
        config.listenAddresses.begin(), config.listenAddresses.end(), isLoopback);
    m_refused.removeIf(
        [this](const RefusedOrigin &refused) { return admitsOrigin(m_origins, refused.origin); });
}

std::optional<QString> OriginPolicy::checkHost(const HttpRequest &request)
{
    const QByteArray value = request.header("Host");
    if (!m_isLocal || value.isNull())
        return std::nullopt;
    if (!value.isEmpty() && value == m_admittedHost)
        return std::nullopt; // Most requests name the same host.
    const QString host = hostOfAuthority(QString::fromUtf8(value));
    if (isLoopback(host) || (!host.isNull() && m_hosts.contains(host))) {
        m_admittedHost = value;
        return std::nullopt;
    }
    return host.isNull()
        ? u"The Host header names no host."_s
        : u"This broker listens on this machine only and does not answer to the name \"%1\": use "
          "localhost, or start it with --allow-host %1."_s.arg(host);
}

bool OriginPolicy::isOwnHost(const QString &host, const HttpRequest &request) const
{
    if (host.isNull() || !(m_hosts.isEmpty() || m_hosts.contains(host) || addressOf(host)))
        return false;
    return host == hostOfAuthority(QString::fromUtf8(request.header("Host")))
        || host == hostOfAuthority(QString::fromUtf8(request.forwardedHost));
}

std::optional<QString> OriginPolicy::checkOrigin(const HttpRequest &request, qint64 nowMs)
{
    const QByteArray value = request.joinedHeader("Origin");
    if (value.isNull() || m_origins.contains(AnyOrigin))
        return std::nullopt; // The client is not a browser, or every page may connect.
    const QString origin = normalOrigin(QString::fromUtf8(value));
    if (origin.isNull())
        return u"The Origin header holds no origin."_s;
    const QString host = hostOfOrigin(origin);
    if (isLoopback(host) || isOwnHost(host, request) || admitsOrigin(m_origins, origin))
        return std::nullopt;
    noteRefused(origin, nowMs);
    return refusalOf(origin);
}

void OriginPolicy::noteRefused(const QString &origin, qint64 nowMs)
{
    const auto known = std::find_if(m_refused.begin(), m_refused.end(),
        [&](const RefusedOrigin &refused) { return refused.origin == origin; });
    if (known != m_refused.end()) {
        ++known->count;
        known->lastMs = nowMs;
        std::rotate(m_refused.begin(), known, known + 1);
        return;
    }
    // Once per origin: a page that tries again and again would fill the log.
    qCWarning(logGateway, "refused a page of %s: %s", qUtf8Printable(origin),
        qUtf8Printable(refusalOf(origin)));
    if (m_refused.size() == limits::MaxRefusedOrigins)
        m_refused.removeLast();
    m_refused.prepend({ origin, 1, nowMs });
}

} // namespace broadcaster
