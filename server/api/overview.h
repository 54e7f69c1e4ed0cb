// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

#include <QtCore/QList>
#include <QtCore/QMap>
#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// One live project in figures.
struct ProjectSummary {
    ProjectId id;
    qint64 clients = 0;
    qint64 messages = 0; ///< Messages from clients since the project exists; only grows.
    qint64 lastActivityMs = 0; ///< Milliseconds since the Unix epoch.

    friend bool operator==(const ProjectSummary &, const ProjectSummary &) = default;
    static constexpr FieldInfo fields[] { field<&ProjectSummary::id>("projectId", "Its name"),
        field<&ProjectSummary::clients>("clientCount", "Connected clients"),
        field<&ProjectSummary::messages>("messages", "Received since it exists"),
        field<&ProjectSummary::lastActivityMs>("lastActivity", "Since the Unix epoch, in ms") };
};

/// A page that was refused and that BrokerConfig::allowedOrigins could admit.
struct RefusedOrigin {
    QString origin; ///< normalOrigin()
    qint64 count = 0; ///< Tries while the origin is remembered.
    qint64 lastMs = 0; ///< Milliseconds since the Unix epoch.

    friend bool operator==(const RefusedOrigin &, const RefusedOrigin &) = default;
};

struct CertificateInfo {
    QString subject; ///< `CN = broker.example.com`
    qint64 expiresMs = 0; ///< Milliseconds since the Unix epoch.

    friend bool operator==(const CertificateInfo &, const CertificateInfo &) = default;
};

/// The broker in figures, as of the moment it was asked.
struct BrokerOverview {
    QList<ProjectSummary> projects; ///< Live ones, in no particular order.
    qint64 connections = 0; ///< WebSocket connections, handshakes under way included.
    qint64 refused = 0; ///< Refused for lack of room, since the start.
    QList<RefusedOrigin> refusedOrigins; ///< Newest first, at most limits::MaxRefusedOrigins.
    std::optional<CertificateInfo> certificate; ///< Certificate in use; null without TLS.
    /// Ended connections since the start; 1006: without a close frame.
    QMap<quint16, qint64> endedByCloseCode;
    bool databaseConnected = false;
    qint64 unwrittenMessages = 0; ///< Counted messages that are not yet in the database.
    qint64 failedWrites = 0; ///< Failed attempts since the start.
    QString lastDatabaseError; ///< Null while the last write succeeded.

    friend bool operator==(const BrokerOverview &, const BrokerOverview &) = default;
};

} // namespace broadcaster
