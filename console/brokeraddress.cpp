// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "console/brokeraddress.h"

#include "server/api/brokerconfig.h"
#include "server/api/ipaddress.h"
#include "server/api/webaddress.h"

#include <QtCore/QStringBuilder>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto ConsolePath = "/console"_L1;

Error notAnAddress(const QString &text)
{
    return { ErrorCode::InvalidArgument,
        u"\"%1\" is not the address of a broker: give one such as wss://broker.example.com, "
        "ws://10.0.0.5:8787 or localhost:8787"_s.arg(text) };
}

/// The scheme of a WebSocket; empty: not one of a broker.
QString webSocketScheme(const QString &scheme)
{
    if (scheme == "ws"_L1 || scheme == "http"_L1)
        return u"ws"_s;
    if (scheme == "wss"_L1 || scheme == "https"_L1)
        return u"wss"_s;
    return {};
}

int portOf(const QUrl &url)
{
    constexpr int PlainPort = 80;
    constexpr int TlsPort = 443;
    return url.port(url.scheme() == "wss"_L1 ? TlsPort : PlainPort);
}

bool listensOn(const QUrl &url, const QStringList &own)
{
    return std::any_of(own.begin(), own.end(), [&url](const QString &address) {
        const QUrl each(address);
        return each.scheme() == url.scheme() && portOf(each) == portOf(url);
    });
}

} // namespace

Result<QUrl> brokerAddress(const QString &text)
{
    const QString given = text.trimmed();
    const bool hasScheme = given.contains("://"_L1);
    QUrl url(hasScheme ? given : u"ws://" % given, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment()
        || !url.userInfo().isEmpty())
        return notAnAddress(text);
    const QString scheme = webSocketScheme(url.scheme());
    if (scheme.isEmpty())
        return notAnAddress(text);
    url.setScheme(hasScheme || isLoopback(url) ? scheme : u"wss"_s);
    if (!hasScheme && url.port() < 0)
        url.setPort(BrokerConfig::DefaultPort);
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path.endsWith(ConsolePath) ? path : path + ConsolePath);
    return url;
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    const auto address = IpAddress::parse(host);
    return isLocalhostName(host) || (address && address->isLoopback());
}

QString shownAddress(const QUrl &url)
{
    QString shown = url.toDisplayString();
    if (shown.endsWith(ConsolePath))
        shown.chop(ConsolePath.size());
    return shown;
}

QStringList BrokerAddresses::seen(const QStringList &own)
{
    if (own.isEmpty())
        return own;
    if (!m_isDirect)
        m_isDirect = m_url.path() == ConsolePath && listensOn(m_url, own);
    if (*m_isDirect && isLoopback(m_url))
        return own;
    const QString best = shownAddress(bestOf(own));
    QStringList all = own;
    all.removeAll(best);
    all.prepend(best);
    return all;
}

QUrl BrokerAddresses::bestOf(const QStringList &own) const
{
    if (!*m_isDirect || listensOn(m_url, own))
        return m_url;
    const QUrl present(own.constFirst());
    QUrl moved = m_url;
    moved.setScheme(present.scheme());
    moved.setPort(present.port());
    return moved;
}

} // namespace broadcaster
