// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// The entry of BrokerConfig::allowedOrigins that admits every page.
inline constexpr QLatin1StringView AnyOrigin("*");
/// The origin of sandboxed frames, of `about:blank` and of local files in most browsers. Every web
/// site can make a page with this origin.
inline constexpr QLatin1StringView NullOrigin("null");

/// An origin the way browsers send it (RFC 6454 6.2), `https://app.example.com` or
/// `http://10.0.0.1:3000`; or `null`. Capitals are lowered; the scheme's own port and a slash at
/// the end are removed. Origins of application shells, `file://` or `app://.`, stay as they are
/// written; `SCHEME://*` is every origin of such a scheme. Null: the text is not an origin.
[[nodiscard]] QString normalOrigin(const QString &text);
/// The host of an origin in that form, as normalHost() gives it; null for an origin without a host.
[[nodiscard]] QString hostOfOrigin(const QString &origin);
/// Whether one of `allowed`, in the form of normalOrigin() or AnyOrigin, admits `origin`.
[[nodiscard]] bool admitsOrigin(const QStringList &allowed, const QString &origin);

/// A name or an IP address as browsers write it, lower case, IPv6 in brackets and shortened:
/// `broker.example.com`, `[::1]`. Null: the text is neither.
[[nodiscard]] QString normalHost(const QString &text);
/// The host in the value of a Host header, which may end in a port (RFC 9110 7.2). The dot at the
/// end of an absolute name is removed.
[[nodiscard]] QString hostOfAuthority(const QString &text);
/// `0` to `65535`: digits and nothing else. Null: the text is something else.
[[nodiscard]] std::optional<quint16> parsePort(QStringView text);
/// `localhost` and the names below it (RFC 6761 6.3): they always mean the machine itself.
[[nodiscard]] bool isLocalhostName(const QString &host);

} // namespace broadcaster
