// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

namespace broadcaster {

/// A number that each attached observer of the traffic has for itself.
using ObserverId = quintptr;

/// A client that comes or goes.
struct ClientEvent {
    enum class Kind : quint8 {
        Joined, ///< It is in its room: messages reach it from now on.
        Left, ///< It is out of its room, with the first close frame, either way.
        Closed, ///< Its connection is over, after it has left.
    };

    Kind kind = Kind::Joined;
    ClientType type = ClientType::Runtime;
    quint16 code = 0; ///< Not of Joined: that of the first close frame; 1006: there was none.
    quint32 after = 0; ///< Number of records of its batch that came before the event.
    ProjectId project;
    ClientId client;
    qint64 timeMs = 0; ///< Since the Unix epoch.
    QByteArray reason; ///< Reason of that close frame; empty without one.
};

} // namespace broadcaster
