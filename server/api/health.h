// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

#include <QtCore/QMap>
#include <QtCore/QStringList>

namespace broadcaster {

/// A broker that answers, in figures that cost it little (docs/protocol.md, status, health, usage).
struct BrokerHealth {
    qint64 uptimeSeconds = 0; ///< Since it began to listen.
    qint64 projects = 0;
    qint64 clients = 0;
    qint64 connections = 0; ///< WebSocket connections, handshakes under way included.
    qint64 refused = 0; ///< For want of room, since the start.
    /// Ended connections since the start; 1006: without a close frame.
    QMap<quint16, qint64> endedByCloseCode;
    bool databaseConnected = false;
    qint64 unwrittenMessages = 0; ///< Counted and not yet in the database.
    qint64 failedWrites = 0; ///< Attempts, since the start.
};

struct ProjectHealth {
    ProjectId project;
    qint64 clients = 0;
    qint64 lastActivityMs = 0; ///< Since the Unix epoch; 0: never, or the project is gone.
};

struct Readiness {
    bool ready = false;
    QStringList reasons; ///< Against it; some stay and do not keep the broker from its work.
    QStringList warnings; ///< Warnings of the process around the broker: ProcessHealth.
    static constexpr FieldInfo fields[] { field<&Readiness::ready>("ready", "It does all its work"),
        field<&Readiness::reasons>("reasons", "Sentences"),
        field<&Readiness::warnings>("warnings", "Sentences about the process") };
};

} // namespace broadcaster
