// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerfigures.h"
#include "server/api/field.h"

#include <QtCore/QStringList>

namespace broadcaster {

/// A broker that answers, in figures that cost it little (docs/protocol.md, status, health, usage).
struct BrokerHealth {
    BrokerFigures figures;
    qint64 uptimeSeconds = 0; ///< Since it began to listen.
    qint64 projects = 0;
    qint64 clients = 0;
    qint64 brokers = 0; ///< In the cluster, with this one. 0: it is in none.
    bool isClusterWorking = false; ///< Messages between brokers arrive.
    static constexpr FieldInfo fields[] { field<&BrokerHealth::figures>("figures", "Its counts"),
        field<&BrokerHealth::uptimeSeconds>("uptime", "Since it began to listen, in s"),
        field<&BrokerHealth::projects>("projects", "The number of live projects"),
        field<&BrokerHealth::clients>("clients", "Connected ones"),
        field<&BrokerHealth::brokers>("brokers", "In the cluster; 0: in none"),
        field<&BrokerHealth::isClusterWorking>("isClusterWorking", "Messages arrive there") };
};

struct ProjectHealth {
    ProjectId project;
    qint64 clients = 0;
    qint64 lastActivityMs = 0; ///< Since the Unix epoch; 0: never, or the project is gone.
    static constexpr FieldInfo fields[] { field<&ProjectHealth::project>(
                                              "projectId", "The project"),
        field<&ProjectHealth::clients>("clientCount", "Connected clients"),
        field<&ProjectHealth::lastActivityMs>("lastActivity", "Since the Unix epoch, in ms") };
};

struct Readiness {
    bool ready = false;
    // Paths and addresses are in `details` alone: anybody may read the others.
    QStringList reasons; ///< Against it; some stay and do not keep the broker from its work.
    QStringList warnings; ///< Warnings of the process around the broker: ProcessHealth.
    QStringList details; ///< Reasons and warnings once more, with the paths and addresses in them.
    static constexpr FieldInfo fields[] { field<&Readiness::ready>("ready", "It does all its work"),
        field<&Readiness::reasons>("reasons", "Sentences that say why not"),
        field<&Readiness::warnings>("warnings", "Sentences about the process"),
        field<&Readiness::details>("details", "Some of these again, with paths and addresses") };
};

} // namespace broadcaster
