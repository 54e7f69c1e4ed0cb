// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/overview.h"
#include "server/protocol/requesthead.h"

#include <optional>

namespace broadcaster {

/// Decides which web pages reach the broker: a page that somebody visits must not talk to a broker
/// on the visitor's machine (docs/protocol.md, web pages). Belongs to the gateway's thread.
class OriginPolicy final {
public:
    explicit OriginPolicy(const BrokerConfig &config) { configure(config); }

    void configure(const BrokerConfig &config);

    // Both return the problem and the remedy, or nothing.

    /// Checks every request: a broker that only this machine can reach must be addressed as such,
    /// or a page could make its own name resolve to 127.0.0.1 (DNS rebinding).
    [[nodiscard]] std::optional<QString> checkHost(const HttpRequest &request);
    /// Checks an upgrade. Remembers a refused origin.
    [[nodiscard]] std::optional<QString> checkOrigin(const HttpRequest &request, qint64 nowMs);

    /// Newest first.
    [[nodiscard]] const QList<RefusedOrigin> &refused() const { return m_refused; }

private:
    /// The page comes from the host that the request was sent to, whatever its scheme and port: the
    /// broker's own page, or a program that derives its Origin from the URL it connects to. If
    /// names are listed (--allow-host), only those and addresses count: any other name could be
    /// somebody's that resolves to this machine.
    [[nodiscard]] bool isOwnHost(const QString &host, const HttpRequest &request) const;
    void noteRefused(const QString &origin, qint64 nowMs);

    QStringList m_origins;
    QStringList m_hosts;
    QByteArray m_admittedHost; ///< The Host header that was admitted last; null: none.
    bool m_isLocal = true; ///< The broker listens on loopback addresses only.
    QList<RefusedOrigin> m_refused;
};

} // namespace broadcaster
