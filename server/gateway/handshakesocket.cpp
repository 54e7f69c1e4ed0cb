// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/handshakesocket.h"

#include <algorithm>

namespace broadcaster {

/// The socket is not connected: a QWebSocket would say goodbye on a connected one when it is
/// destroyed. It asks for the error's text, too, which is looked up in translations if it is empty.
HandshakeSocket::HandshakeSocket()
{
    setOpenMode(ReadWrite | Unbuffered);
    setErrorString(QStringLiteral("no error"));
}

/// Writes the request anew from the values that the gateway has checked, so that QWebSocketServer's
/// own parser gets only valid input, and little of it.
void HandshakeSocket::setRequest(const QByteArray &webSocketKey)
{
    m_request = "GET / HTTP/1.1\r\nHost: b\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + webSocketKey + "\r\n\r\n";
}

qint64 HandshakeSocket::bytesAvailable() const
{
    // NOLINTNEXTLINE(bugprone-parent-virtual-call): QTcpSocket's would look into its own buffers.
    return QIODevice::bytesAvailable() + m_request.size();
}

qint64 HandshakeSocket::readData(char *data, qint64 maxSize)
{
    const qsizetype count = std::min(static_cast<qsizetype>(maxSize), m_request.size());
    std::copy_n(m_request.constData(), count, data);
    m_request.remove(0, count);
    return count;
}

qint64 HandshakeSocket::writeData(const char *data, qint64 size)
{
    m_response.append(data, static_cast<qsizetype>(size));
    return size;
}

} // namespace broadcaster
