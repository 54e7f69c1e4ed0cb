// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QList>
#include <QtCore/QMap>
#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// One live project in figures.
struct ProjectSummary {
    ProjectId id;
    qint64 clients = 0;
    qint64 messages = 0; ///< Received from clients since the project exists: grows only.
    qint64 lastActivityMs = 0; ///< Since the Unix epoch.

    friend bool operator==(const ProjectSummary &, const ProjectSummary &) = default;
};

/// A page that was not let in: BrokerConfig::allowedOrigins would.
struct RefusedOrigin {
    QString origin; ///< normalOrigin()
    qint64 count = 0; ///< Tries, while it is remembered.
    qint64 lastMs = 0; ///< Since the Unix epoch.

    friend bool operator==(const RefusedOrigin &, const RefusedOrigin &) = default;
};

struct CertificateInfo {
    QString subject; ///< `CN = broker.example.com`
    qint64 expiresMs = 0; ///< Since the Unix epoch.

    friend bool operator==(const CertificateInfo &, const CertificateInfo &) = default;
};

/// The broker in figures, as of the moment it was asked.
struct BrokerOverview {
    QList<ProjectSummary> projects; ///< Live ones, in no particular order.
    qint64 connections = 0; ///< WebSocket connections, handshakes under way included.
    qint64 refused = 0; ///< For want of room, since the start.
    QList<RefusedOrigin> refusedOrigins; ///< Newest first, at most limits::MaxRefusedOrigins.
    std::optional<CertificateInfo> certificate; ///< Of TLS; none: it speaks plainly.
    QMap<quint16, qint64> endedByCloseCode; ///< Since the start; 1006: without a close frame.
    bool databaseConnected = false;
    qint64 unwrittenMessages = 0; ///< Counted and not yet in the database.
    qint64 failedWrites = 0; ///< Attempts, since the start.
    QString lastDatabaseError; ///< Null while the last write succeeded.

    friend bool operator==(const BrokerOverview &, const BrokerOverview &) = default;
};

} // namespace broadcaster
