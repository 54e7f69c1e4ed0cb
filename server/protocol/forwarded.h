// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace broadcaster {

/// One address in the chain of proxies before a request, as reported by the next proxy.
struct ForwardedHop {
    QByteArray address; ///< IPv4, or IPv6 without brackets; empty: `unknown`, or hidden.
    quint16 port = 0; ///< 0: not told.
    QByteArray host; ///< Requested host (`host=`), as it is written; empty: not told.
    bool isMalformed = false; ///< The element cannot be read; the list ends with it.

    friend bool operator==(const ForwardedHop &, const ForwardedHop &) = default;
};

// Both read the joined values of a header from its end, and give the nearest hop first. Text that a
// client has put before the proxy's own entry cannot change how that entry is read: an open quote
// or other garbage ends the list there. At most limits::MaxForwardedHops good hops are read; the
// next one counts as malformed.

/// `Forwarded` (RFC 7239 4).
[[nodiscard]] QList<ForwardedHop> parseForwarded(QByteArrayView value);
/// `X-Forwarded-For`: addresses between commas, also with a port, IPv6 with and without brackets.
[[nodiscard]] QList<ForwardedHop> parseForwardedFor(QByteArrayView value);

} // namespace broadcaster
