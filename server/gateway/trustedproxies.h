// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/tuning.h"
#include "server/gateway/warningpacer.h"
#include "server/protocol/requesthead.h"

#include <QtCore/QStringList>
#include <QtNetwork/QHostAddress>

#include <utility>

namespace broadcaster {

/// The proxies that are believed about their clients. Finds the client of a request
/// (docs/protocol.md, behind a proxy). Belongs to the gateway's thread.
class TrustedProxies final {
public:
    explicit TrustedProxies(const QStringList &networks) { configure(networks); }

    /// `networks`: BrokerConfig::trustedProxies.
    void configure(const QStringList &networks);
    [[nodiscard]] bool isEmpty() const { return m_networks.isEmpty(); }
    [[nodiscard]] bool contains(const QHostAddress &address) const;

    /// The address of the client; sets the request's clientAddress and forwardedHost. `host` and
    /// `port` are of the peer that sent it. A trusted one's `Forwarded`, or else `X-Forwarded-For`,
    /// names the client: the nearest address that is not itself a trusted proxy. Where the header
    /// is malformed up to there, it is the peer itself, which is logged.
    QHostAddress identifyClient(HttpRequest &request, const QHostAddress &host, quint16 port);

private:
    struct Client {
        QHostAddress host;
        quint16 port = 0; ///< 0: not told.
        QByteArray forwardedHost;
    };
    [[nodiscard]] Client clientOf(const HttpRequest &request, const Client &peer);
    void warn(const QHostAddress &proxy, const char *header);

    QList<std::pair<QHostAddress, int>> m_networks;
    WarningPacer m_warnings { limits::ProxyWarningInterval };
};

} // namespace broadcaster
