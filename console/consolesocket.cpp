// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "console/consolesocket.h"

#include "console/brokeraddress.h"
#include "console/consolelimits.h"
#include "server/codec/consoleprotocol.h"

#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkRequest>
#include <QtNetwork/QSslConfiguration>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketHandshakeOptions>

namespace broadcaster {

QWebSocket *newConsoleSocket(const QUrl &url, const QByteArray &certificate, QObject *parent)
{
    auto *socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, parent);
    socket->setMaxAllowedIncomingFrameSize(limits::MaxConsoleAnswerBytes);
    socket->setMaxAllowedIncomingMessageSize(limits::MaxConsoleAnswerBytes);
    if (isLoopback(url)) // The secret of the run goes to nobody else.
        socket->setProxy(QNetworkProxy::NoProxy);
    if (!certificate.isEmpty()) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates({});
        socket->setSslConfiguration(tls);
    }
    return socket;
}

void openConsoleSocket(QWebSocket &socket, const QUrl &url, const QByteArray &key)
{
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + key);
    request.setRawHeader("User-Agent", "broadcaster/" BROADCASTER_VERSION);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({ QLatin1StringView(ConsoleSubprotocol) });
    socket.open(request, options);
}

} // namespace broadcaster
