// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/handshakes.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtWebSockets/QWebSocket>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The end of a response, behind its last header.
constexpr QByteArrayView EmptyLine = "\r\n\r\n";

} // namespace

Handshakes::Handshakes()
    : m_server(u"broadcaster"_s, QWebSocketServer::NonSecureMode)
    , m_socket(std::make_unique<HandshakeSocket>())
{
}

Handshakes::~Handshakes() = default;

QByteArray Handshakes::answer(const QByteArray &webSocketKey, const QByteArray &extensions)
{
    m_socket->setRequest(webSocketKey);
    m_server.handleConnection(m_socket.get());
    // QWebSocketServer reads in a queued call of its own, for sockets with TLS.
    QCoreApplication::sendPostedEvents(&m_server, QEvent::MetaCall);
    // The answer is its only purpose.
    const std::unique_ptr<QWebSocket> webSocket(m_server.nextPendingConnection());
    QByteArray response = m_socket->takeResponse();
    if (!webSocket) {
        m_socket = std::make_unique<HandshakeSocket>(); // Nothing of this one is known.
        return {};
    }
    m_socket->disconnect(&m_server);
    if (!extensions.isEmpty() && response.endsWith(EmptyLine)) {
        response.chop(EmptyLine.size() / 2);
        response += "Sec-WebSocket-Extensions: " + extensions + EmptyLine;
    }
    return response;
}

} // namespace broadcaster
