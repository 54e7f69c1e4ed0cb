// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"
#include "server/api/field.h"
#include "server/api/health.h"
#include "server/api/overview.h"
#include "server/api/project.h"
#include "server/api/usage.h"

namespace broadcaster {

// Operations that ask for figures of a broker (operations.h).

struct Health {
    using Answer = BrokerHealth;
    static constexpr About about { "health", Right::Open, "Whether the broker lives." };
    static constexpr NoFields fields {};
};

struct ShowProjectHealth {
    ProjectId project;

    using Answer = ProjectHealth;
    static constexpr About about { "showProjectHealth", Right::Open, "Whether a project lives." };
    static constexpr FieldInfo fields[] { field<&ShowProjectHealth::project>(
        "projectId", "The project") };
};

struct ShowReadiness {
    using Answer = Readiness;
    static constexpr About about { "showReadiness", Right::Open,
        "Whether the broker can do all of its work." };
    static constexpr NoFields fields {};
};

/// Cheap, for once a second.
struct ShowCluster {
    using Answer = ClusterInfo;
    static constexpr About about { "showCluster", Right::Look,
        "The other brokers, and the messages to them." };
    static constexpr NoFields fields {};
};

/// Cheap, for once a second.
struct Overview {
    using Answer = BrokerOverview;
    static constexpr About about { "overview", Right::Look, "The broker in figures." };
    static constexpr NoFields fields {};
};

struct ListProjects {
    using Answer = QList<ProjectInfo>;
    static constexpr About about { "listProjects", Right::Look,
        "All live projects with their clients, in no particular order." };
    static constexpr NoFields fields {};
};

struct SummarizeProjects {
    using Answer = ProjectSummaries;
    static constexpr About about { "summarizeProjects", Right::Look,
        "All live projects in figures, in no particular order." };
    static constexpr NoFields fields {};
};

struct ShowProject {
    ProjectId project;

    using Answer = ProjectInfo;
    static constexpr About about { "showProject", Right::Look,
        "A project with its clients; without any if it does not live." };
    static constexpr FieldInfo fields[] { field<&ShowProject::project>(
        "projectId", "The project") };
};

struct ShowUsage {
    ProjectId project; ///< Null: all projects together.

    using Answer = UsageReport;
    static constexpr About about { "showUsage", Right::Look, "How many messages were counted." };
    static constexpr FieldInfo fields[] { optionalField<&ShowUsage::project>(
        "projectId", "The project; none: all together") };
};

struct ListCountedProjects {
    using Answer = QList<ProjectId>;
    static constexpr About about { "listCountedProjects", Right::Look,
        "Projects with a count in the database, by name; 10,000 at most." };
    static constexpr NoFields fields {};
};

} // namespace broadcaster
