// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <optional>
#include <utility>

namespace broadcaster {

/// One HTTP request, head and body, as bytes.
struct HttpRequest {
    QByteArray method; ///< As written: "GET".
    /// As written, "/status?projectId=p", but without the key, so it may be shown and logged.
    QByteArray target;
    QByteArray queryKey; ///< Value of the query's first `apiKey`, decoded; null if missing.
    /// In order, except that repeated headers stand together.
    QList<std::pair<QByteArray, QByteArray>> headers; ///< Names as written.
    QByteArray body;
    bool keepAlive = true; ///< Whether it stays open after the answer (RFC 9112 9.3).
    // Set by the gateway, never read from these bytes alone:
    QByteArray clientAddress; ///< IP address of the client and its port, if known, for display.
    bool isLocal = false; ///< The client is on this machine.
    QByteArray forwardedHost; ///< Host requested from a trusted proxy; empty: not told.

    /// First value of a header, any case of its name; null when it is missing.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// All values of a header joined by ", "; null when it is missing.
    [[nodiscard]] QByteArray joinedHeader(QByteArrayView name) const;
    /// The target without query, still percent-encoded. Absolute-form targets lose their origin.
    [[nodiscard]] QByteArray path() const;
    /// The target's query, still encoded, without '?'; null when there is none.
    [[nodiscard]] QByteArray query() const;
    /// True for `Upgrade: websocket` (a token list, any case) together with `Connection: upgrade`.
    [[nodiscard]] bool wantsWebSocket() const;
};

/// Percent-decodes once. Malformed escapes stay as they are. The result may not be UTF-8.
[[nodiscard]] QByteArray percentDecoded(QByteArrayView encoded);
/// The same with '+' as a space, as WHATWG URLSearchParams decodes.
[[nodiscard]] QByteArray formDecoded(QByteArrayView encoded);
/// First value of a name in an encoded query, decoded; nullopt when the name is missing.
[[nodiscard]] std::optional<QByteArray> queryValue(QByteArrayView query, QByteArrayView name);

/// Removes every `apiKey` from the query of `target`. Returns the first value, decoded; null if
/// there is none.
[[nodiscard]] QByteArray takeApiKey(QByteArray &target);

/// Sec-WebSocket-Key is 16 bytes in base64 (RFC 6455 4.1).
[[nodiscard]] bool isWebSocketKey(QByteArrayView value);

} // namespace broadcaster
