// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerfigures.h"
#include "server/api/error.h"
#include "server/api/field.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// One live project in figures, or a sum of projects. The counts are of messages from clients since
/// the project exists, and only grow.
struct ProjectSummary {
    ProjectId id;
    qint64 clients = 0;
    qint64 messages = 0; ///< PING and rejected ones included.
    qint64 lastActivityMs = 0; ///< Milliseconds since the Unix epoch.
    qint64 bytes = 0; ///< Bytes of messages, without frame headers.
    /// Messages for a client or a type that nobody had.
    qint64 toNobody = 0;
    /// Messages that a client did not get, once for each client; the broker's own ones included.
    qint64 dropped = 0;
    qint64 rejected = 0; ///< Invalid messages, and those above the rate of their client.

    void addCounts(const ProjectSummary &other)
    {
        messages += other.messages;
        bytes += other.bytes;
        toNobody += other.toNobody;
        dropped += other.dropped;
        rejected += other.rejected;
    }

    friend bool operator==(const ProjectSummary &, const ProjectSummary &) = default;
    static constexpr FieldInfo fields[] { field<&ProjectSummary::id>("projectId", "Its name"),
        field<&ProjectSummary::clients>("clientCount", "Connected clients"),
        field<&ProjectSummary::messages>("messages", "Received since it exists"),
        field<&ProjectSummary::lastActivityMs>("lastActivity", "Since the Unix epoch, in ms"),
        field<&ProjectSummary::bytes>("bytes", "Bytes of these messages"),
        field<&ProjectSummary::toNobody>("toNobody", "For a client or a type that nobody had"),
        field<&ProjectSummary::dropped>("dropped", "That a client did not get, for each client"),
        field<&ProjectSummary::rejected>("rejected", "Invalid, or above the rate") };
};

/// A page that was refused and that BrokerConfig::allowedOrigins could admit.
struct RefusedOrigin {
    QString origin; ///< normalOrigin()
    qint64 count = 0; ///< Tries while the origin is remembered.
    qint64 lastMs = 0; ///< Milliseconds since the Unix epoch.

    friend bool operator==(const RefusedOrigin &, const RefusedOrigin &) = default;
    static constexpr FieldInfo fields[] { field<&RefusedOrigin::origin>("origin", "The page"),
        field<&RefusedOrigin::count>("count", "Tries while it is remembered"),
        field<&RefusedOrigin::lastMs>("last", "Since the Unix epoch, in ms") };
};

/// The live projects of a broker, or of all brokers of its cluster, in no particular order.
struct ProjectSummaries {
    QList<ProjectSummary> projects;
    bool isPartial = false; ///< Some broker of the cluster has not answered.

    friend bool operator==(const ProjectSummaries &, const ProjectSummaries &) = default;
    static constexpr FieldInfo fields[] { field<&ProjectSummaries::projects>(
                                              "projects", "The live projects"),
        field<&ProjectSummaries::isPartial>("isPartial", "Some broker has not answered") };
};

struct CertificateInfo {
    QString subject; ///< `CN = broker.example.com`
    qint64 expiresMs = 0; ///< Milliseconds since the Unix epoch.

    friend bool operator==(const CertificateInfo &, const CertificateInfo &) = default;
    static constexpr FieldInfo fields[] { field<&CertificateInfo::subject>("subject", "Its owner"),
        field<&CertificateInfo::expiresMs>("expires", "Since the Unix epoch, in ms") };
};

/// The broker in figures, as of the moment it was asked.
struct BrokerOverview {
    BrokerFigures figures;
    QList<ProjectSummary> projects; ///< Live ones, in no particular order.
    ProjectSummary forgotten; ///< Counts of projects that are gone, since the start.
    QList<RefusedOrigin> refusedOrigins; ///< Newest first, at most limits::MaxRefusedOrigins.
    std::optional<CertificateInfo> certificate; ///< Certificate in use; null without TLS.
    std::optional<Error> lastDatabaseError; ///< Nothing while the last write succeeded.

    friend bool operator==(const BrokerOverview &, const BrokerOverview &) = default;
    static constexpr FieldInfo fields[] { field<&BrokerOverview::figures>("figures", "Its counts"),
        field<&BrokerOverview::projects>("projects", "The live projects"),
        field<&BrokerOverview::forgotten>("forgotten", "Counts of projects that are gone"),
        field<&BrokerOverview::refusedOrigins>("refusedOrigins", "Newest first"),
        field<&BrokerOverview::certificate>("certificate", "The one in use"),
        field<&BrokerOverview::lastDatabaseError>("lastDatabaseError", "Error of the last write") };
};

} // namespace broadcaster
