// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/handshakesocket.h"

#include <algorithm>

namespace broadcaster {

/// Writes the request anew from the values that the gateway has checked, so that QWebSocketServer's
/// own parser gets only valid input. The path is the connection's number.
HandshakeSocket::HandshakeSocket(
    quint64 connection, const QByteArray &webSocketKey, const QByteArray &extensions)
    : m_request("GET /" + QByteArray::number(connection)
        + " HTTP/1.1\r\nHost: b\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + webSocketKey + "\r\n\r\n")
    , m_extensions(extensions)
{
    setOpenMode(ReadWrite | Unbuffered);
    setSocketState(ConnectedState);
}

QByteArray HandshakeSocket::response() const
{
    if (m_extensions.isEmpty() || !m_response.endsWith("\r\n\r\n"))
        return m_response;
    return m_response.chopped(2) + "Sec-WebSocket-Extensions: " + m_extensions + "\r\n\r\n";
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
