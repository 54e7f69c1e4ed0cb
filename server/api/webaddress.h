// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

namespace broadcaster {

/// In BrokerConfig::allowedOrigins: every page.
inline constexpr QLatin1StringView AnyOrigin("*");

/// An origin the way browsers send it (RFC 6454 6.2), `https://app.example.com` or
/// `http://10.0.0.1:3000`; or `null`. A person may write capitals, the scheme's own port and a
/// slash at the end: they go. Null: it is no origin.
[[nodiscard]] QString normalOrigin(const QString &text);
/// The host of such an origin, in the form of normalHost(); null for `null`.
[[nodiscard]] QString hostOfOrigin(const QString &origin);

/// A name or an IP address, lower case, IPv6 in brackets: `broker.example.com`, `[::1]`. Null: it
/// is none.
[[nodiscard]] QString normalHost(const QString &text);
/// The host in the value of a Host header, which may end in a port (RFC 9110 7.2).
[[nodiscard]] QString hostOfAuthority(const QString &text);

} // namespace broadcaster
