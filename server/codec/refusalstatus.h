// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

namespace broadcaster {

/// The status of the HTTP answer that refused a WebSocket handshake, or 0 where no such answer
/// came. `error` is QWebSocket::errorString(), the only place where QWebSocket has the status.
/// REQUIRES: QWebSocket's texts are not translated; those of its socket may be.
[[nodiscard]] int refusalStatus(const QString &error);

} // namespace broadcaster
