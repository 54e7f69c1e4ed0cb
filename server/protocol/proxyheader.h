// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

namespace broadcaster {

/// The header that a proxy puts in front of all other bytes of a connection: the PROXY protocol,
/// version 1 or 2 (https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt).
struct ProxyHeader {
    enum class State {
        Incomplete, ///< All given bytes belong to the header, and more have to come.
        Complete,
        Invalid, ///< `reason` says why.
    };

    State state = State::Incomplete;
    qsizetype size = 0; ///< Bytes of a complete header; those behind it are the connection's own.
    /// IP address of the client. Empty: the proxy speaks for itself (LOCAL, as for health checks),
    /// or does not tell the client (UNKNOWN, and addresses other than TCP over IP).
    QByteArray address;
    quint16 port = 0;
    const char *reason = "";
};

/// `bytes` are the first of a connection. TLVs of version 2 are skipped. A header that announces
/// more than limits::MaxProxyHeaderBytes is invalid at once.
[[nodiscard]] ProxyHeader parseProxyHeader(QByteArrayView bytes);

} // namespace broadcaster
