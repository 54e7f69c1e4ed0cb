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
    quint16 closeCode = 0; ///< Of the close frame.
    int httpStatus = 0; ///< The broker's refusal, where it was one.
    QString reason; ///< Of the close frame, or why there was no connection.
};

/// A client like any other, inside the program: what it sees is what clients get. Main thread.
class LoopbackClient final : public QObject {
    Q_OBJECT

public:
    struct Identity {
        ProjectId project;
        ClientType type = ClientType::Runtime;
        QByteArray userAgent;
        QByteArray consoleSecret; ///< AccessControl's; empty: as a stranger.
    };

    explicit LoopbackClient(QObject *parent = nullptr);

    /// Once.
    void open(const Listening &broker, const Identity &identity);
    [[nodiscard]] bool isConnected() const { return m_isConnected; }
    [[nodiscard]] qint64 bytesWaiting() const { return m_socket.bytesToWrite(); }
    /// Every byte as it is; as a binary frame, which is the same to receivers (docs/protocol.md,
    /// envelopes), because Qt's text frames go through QString. REQUIRES: isConnected().
    void send(const QByteArray &message) { m_socket.sendBinaryMessage(message); }
    /// Says goodbye and deletes itself, within limits::CloseTimeout. Emits nothing any more.
    void closeAndDelete();

Q_SIGNALS:
    void connected();
    /// As it was on the wire. Qt hands out a QString, which differs for what the broker never
    /// sends: text that is not UTF-8, or that begins with U+FEFF.
    void received(const QByteArray &message);
    void ended(const broadcaster::LoopbackEnd &end); ///< Once, unless closed from here.

private:
    void checkCertificate();
    void onConnected();
    void onEnded();

    QWebSocket m_socket;
    QByteArray m_certificate; ///< Listening::certificate
    QTimer m_bound; ///< For the handshake, or the goodbye.
    QString m_error; ///< The first, which says most.
    bool m_isConnected = false;
    bool m_hasEnded = false;
};

/// The address to reach a broker at from the same machine: loopback where it listens there or on
/// all addresses, else the first of `urls`.
[[nodiscard]] QUrl loopbackUrl(const QStringList &urls);

} // namespace broadcaster
