// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/net/listening.h"

#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtWebSockets/QWebSocket>

namespace broadcaster {

/// How a connection of the program to its own broker ended.
struct LoopbackEnd {
    bool wasConnected = false;
    quint16 closeCode = 0; ///< Code of the close frame.
    int httpStatus = 0; ///< Status of the broker's refusal, if it refused.
    QString reason; ///< Reason in the close frame, or why there was no connection.
};

/// A client like any other, inside the program: it sees what clients get. Main thread.
class LoopbackClient final : public QObject {
    Q_OBJECT

public:
    struct Identity {
        ProjectId project;
        ClientType type = ClientType::Runtime;
        QByteArray userAgent;
        QByteArray consoleSecret; ///< See AccessControl; empty: an ordinary client.
    };

    explicit LoopbackClient(QObject *parent = nullptr);

    /// Call it once.
    void open(const Listening &broker, const Identity &identity);
    [[nodiscard]] bool isConnected() const { return m_isConnected; }
    [[nodiscard]] qint64 bytesWaiting() const { return m_socket.bytesToWrite(); }
    /// Sends every byte as it is; as a binary frame, which is the same to receivers
    /// (docs/protocol.md, envelopes), because Qt's text frames go through QString. REQUIRES:
    /// isConnected().
    void send(const QByteArray &message) { m_socket.sendBinaryMessage(message); }
    /// Closes the connection and deletes itself, within limits::CloseTimeout. Emits nothing any
    /// more.
    void closeAndDelete();

Q_SIGNALS:
    void connected();
    /// The bytes of the wire. Qt hands out a QString, which differs only for texts that the broker
    /// never sends: invalid UTF-8, or a U+FEFF at the start.
    void received(const QByteArray &message);
    void ended(const broadcaster::LoopbackEnd &end); ///< Emitted once, unless the owner closed it.

private:
    void checkCertificate();
    void onConnected();
    void onEnded();

    QWebSocket m_socket;
    QByteArray m_certificate; ///< Listening::certificate
    QTimer m_bound; ///< Bounds the handshake, and later the closing.
    QString m_error; ///< The first error, which says most.
    bool m_isConnected = false;
    bool m_hasEnded = false;
};

/// The address of a broker on the same machine: loopback if it listens there or on all addresses,
/// else the first of `urls`.
[[nodiscard]] QUrl loopbackUrl(const QStringList &urls);

} // namespace broadcaster
