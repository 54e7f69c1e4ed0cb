// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

#include <QtCore/QStringList>
#include <QtCore/QUrl>

#include <optional>

namespace broadcaster {

/// The URL of a broker's console: `wss://host:port/console`. Takes `ws://`, `wss://`, `http://` and
/// `https://` with their usual ports, a path before `/console`, and a mere `host` (with
/// BrokerConfig::DefaultPort) or `host:port`: without TLS for this machine, with TLS for others.
/// Fails with InvalidArgument.
[[nodiscard]] Result<QUrl> brokerAddress(const QString &text);

/// The address is one of this machine's own.
[[nodiscard]] bool isLoopback(const QUrl &url);

/// As a person would write it: without `/console` and secrets.
[[nodiscard]] QString shownAddress(const QUrl &url);

/// The addresses of the broker behind a console's URL, the best one for its users first. One object
/// for each connection: a broker that gets another port keeps the connection to the former one.
class BrokerAddresses final {
public:
    explicit BrokerAddresses(const QUrl &url)
        : m_url(url)
    {
    }

    /// `own`, as the broker has them; behind the URL where that leads through a proxy, and behind
    /// the URL's host with the broker's port where the broker is on another machine.
    [[nodiscard]] QStringList seen(const QStringList &own);

private:
    [[nodiscard]] QUrl bestOf(const QStringList &own) const;

    QUrl m_url;
    std::optional<bool> m_isDirect; ///< No proxy is between; unknown before the first addresses.
};

} // namespace broadcaster
