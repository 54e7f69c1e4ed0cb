// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

#include <QtCore/QMap>

namespace broadcaster {

/// Figures that cost the broker little, and that every view of it shows.
struct BrokerFigures {
    qint64 connections = 0; ///< WebSocket connections, handshakes under way included.
    qint64 refused = 0; ///< Refused for lack of room, since the start.
    /// Ended connections since the start; 1006: without a close frame.
    QMap<quint16, qint64> endedByCloseCode;
    bool databaseConnected = false;
    qint64 unwrittenMessages = 0; ///< Counted messages that are not yet in the database.
    qint64 failedWrites = 0; ///< Failed attempts since the start.

    friend bool operator==(const BrokerFigures &, const BrokerFigures &) = default;
    static constexpr FieldInfo fields[] { field<&BrokerFigures::connections>(
                                              "connections", "WebSockets, handshakes included"),
        field<&BrokerFigures::refused>("refused", "For lack of room, since the start"),
        field<&BrokerFigures::endedByCloseCode>(
            "endedByCloseCode", "Ended connections since the start"),
        field<&BrokerFigures::databaseConnected>("databaseConnected", "It answers"),
        field<&BrokerFigures::unwrittenMessages>(
            "unwrittenMessages", "Counted and not yet in the database"),
        field<&BrokerFigures::failedWrites>("failedWrites", "Since the start") };
};

} // namespace broadcaster
