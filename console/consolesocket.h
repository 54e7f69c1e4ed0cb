// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QUrl>

class QObject;
class QWebSocket;

namespace broadcaster {

/// A socket for one connection to a console's door, with its bounds. With a certificate, which is
/// its SHA-256 in hex, no authority is trusted, and the socket asks about every one.
[[nodiscard]] QWebSocket *newConsoleSocket(
    const QUrl &url, const QByteArray &certificate, QObject *parent);

/// Begins the handshake of docs/console-protocol.md, connecting.
void openConsoleSocket(QWebSocket &socket, const QUrl &url, const QByteArray &key);

} // namespace broadcaster
