// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <optional>

namespace broadcaster {

/// The content of a JSON Web Token (RFC 7519). Its signature is not looked at: anybody may have
/// written it.
struct Jwt {
    QByteArray header; ///< JSON objects.
    QByteArray claims;
    std::optional<qint64> issuedMs; ///< `iat`, `nbf` and `exp`, since the Unix epoch.
    std::optional<qint64> notBeforeMs;
    std::optional<qint64> expiresMs;
};

/// Null when the text is not a token of three parts whose header names an algorithm. Encrypted
/// tokens have five parts.
[[nodiscard]] std::optional<Jwt> jwtDecoded(QByteArrayView text);

} // namespace broadcaster
