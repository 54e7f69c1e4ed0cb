// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtNetwork/QTcpSocket>

namespace broadcaster {

/// A QTcpSocket without a connection, on which QWebSocketServer answers one handshake
/// (RFC 6455 4.2.2): it reads a request that was checked already, and its answer stays here.
/// Belongs to one thread.
class HandshakeSocket final : public QTcpSocket {
    Q_OBJECT

public:
    /// `webSocketKey` comes from the checked request, `extensions` is what the answer tells of
    /// extensions; empty: none.
    HandshakeSocket(
        quint64 connection, const QByteArray &webSocketKey, const QByteArray &extensions = {});

    /// QWebSocketServer's answer, with the extensions, of which it knows none; empty until it has
    /// answered.
    [[nodiscard]] QByteArray response() const;

    [[nodiscard]] qint64 bytesAvailable() const override;
    void close() override { }
    void disconnectFromHost() override { }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_request; ///< The unread rest of the request.
    const QByteArray m_extensions;
    QByteArray m_response;
};

} // namespace broadcaster
