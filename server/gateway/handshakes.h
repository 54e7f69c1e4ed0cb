// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/handshakesocket.h"

#include <QtWebSockets/QWebSocketServer>

#include <memory>

namespace broadcaster {

/// Answers opening handshakes by a QWebSocketServer that does not listen. Belongs to one thread.
class Handshakes final {
public:
    Handshakes();
    ~Handshakes();
    Q_DISABLE_COPY_MOVE(Handshakes)

    /// The answer to a client whose request was checked already (RFC 6455 4.2.2), with
    /// `extensions`, of which QWebSocketServer knows none, if there are any. Empty:
    /// QWebSocketServer has made no QWebSocket of it, which is a fault of this program.
    [[nodiscard]] QByteArray answer(
        const QByteArray &webSocketKey, const QByteArray &extensions = {});

private:
    QWebSocketServer m_server;
    std::unique_ptr<HandshakeSocket> m_socket; ///< Used again and again.
};

} // namespace broadcaster
