// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtNetwork/QTcpSocket>

namespace broadcaster {

/// A QTcpSocket without a connection, on which QWebSocketServer answers handshakes (RFC 6455
/// 4.2.2), one after the other: it reads a request that was checked already, and its answer stays
/// here. Belongs to one thread.
class HandshakeSocket final : public QTcpSocket {
    Q_OBJECT

public:
    HandshakeSocket();

    /// The next request to read. `webSocketKey` comes from the checked request.
    void setRequest(const QByteArray &webSocketKey);
    /// QWebSocketServer's answer; empty until it has answered.
    [[nodiscard]] QByteArray takeResponse() { return std::exchange(m_response, {}); }

    [[nodiscard]] qint64 bytesAvailable() const override;
    void close() override { }
    void disconnectFromHost() override { }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_request; ///< The unread rest of the request.
    QByteArray m_response;
};

} // namespace broadcaster
