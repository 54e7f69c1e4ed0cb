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

/// The trusted proxies. Finds the client of a request (docs/protocol.md, behind a proxy). Belongs
/// to the gateway's thread.
class TrustedProxies final {
public:
    explicit TrustedProxies(const QStringList &networks) { configure(networks); }

    /// `networks`: BrokerConfig::trustedProxies.
    void configure(const QStringList &networks);
    [[nodiscard]] bool isEmpty() const { return m_networks.isEmpty(); }
    [[nodiscard]] bool contains(const QHostAddress &address) const;

    /// Returns the address of the client; sets what the gateway knows of it in the
    /// request.
    /// `host` and `port` belong to the peer that sent it. The client is named by a trusted peer's
    /// `Forwarded`, or else `X-Forwarded-For`: it is the nearest address that is not itself a
    /// trusted proxy. If the header is malformed up to there, the client is the peer itself, which
    /// is logged.
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
