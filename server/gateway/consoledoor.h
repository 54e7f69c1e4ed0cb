// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/principal.h"
#include "server/net/stream.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace broadcaster {

/// The key that opened a console.
enum class ConsoleKey { Service, Viewer, OfThisRun };

/// An accepted console on its way from the gateway.
struct ConsoleUpgrade {
    Stream stream;
    quint64 connection = 0; ///< Unique in the life of the process.
    ConsoleKey key = ConsoleKey::Viewer;
    Principal caller;
    QByteArray webSocketKey; ///< Sec-WebSocket-Key, checked.
    QByteArray earlyBytes; ///< Bytes behind the request head.
    QString address; ///< "127.0.0.1:53412"
};

/// The gateway's interface to the consoles. Callable from any thread.
class ConsoleDoor {
public:
    ConsoleDoor() = default;
    virtual ~ConsoleDoor() = default;
    Q_DISABLE_COPY_MOVE(ConsoleDoor)

    /// A place for one more console. False: there are limits::MaxConsoles.
    [[nodiscard]] virtual bool takePlace() = 0;
    /// Gives back a place that adopt() did not get.
    virtual void giveBackPlace() = 0;
    /// REQUIRES: takePlace()
    virtual void adopt(ConsoleUpgrade upgrade) = 0;
};

} // namespace broadcaster
