// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/overview.h"
#include "server/protocol/requesthead.h"

#include <optional>

namespace broadcaster {

/// Which web pages reach the broker: a page that somebody happens to visit must not talk to a
/// broker on the visitor's machine (docs/protocol.md, web pages). Belongs to the gateway's thread.
class OriginPolicy final {
public:
    explicit OriginPolicy(const BrokerConfig &config) { configure(config); }

    void configure(const BrokerConfig &config);

    // What is wrong and what to do about it, or nothing.

    /// Of every request: a broker that only this machine can reach must be addressed as such, or
    /// a page could have its own name resolve to 127.0.0.1 (DNS rebinding).
    [[nodiscard]] std::optional<QString> checkHost(const HttpRequest &request) const;
    /// Of an upgrade. Remembers the origin that is refused.
    [[nodiscard]] std::optional<QString> checkOrigin(const HttpRequest &request, qint64 nowMs);

    /// Newest first.
    [[nodiscard]] const QList<RefusedOrigin> &refused() const { return m_refused; }

private:
    /// The page is of the very host that the request was sent to, whatever its scheme and port: the
    /// broker's own page, or a program that makes its Origin of the URL it connects to. Where names
    /// are listed (--allow-host) only those count, and addresses: a name alone could be anybody's
    /// that resolves to here.
    [[nodiscard]] bool isOwnHost(const QString &host, const HttpRequest &request) const;
    void noteRefused(const QString &origin, qint64 nowMs);

    QStringList m_origins;
    QStringList m_hosts;
    bool m_isLocal = true; ///< It listens on loopback addresses only.
    QList<RefusedOrigin> m_refused;
};

} // namespace broadcaster
