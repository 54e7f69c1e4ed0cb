// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/metrics/latencyhistogram.h"
#include "server/net/trafficcounts.h"
#include "server/protocol/envelope.h"
#include "server/protocol/messagecompression.h"

#include <QtCore/QList>

#include <array>

namespace broadcaster {

/// Metrics of one project since it exists, clients that have left included; or a sum of projects.
struct ProjectMetrics {
    ProjectId project;
    qint64 clients = 0;
    qint64 queueBytes = 0; ///< Bytes that wait to be sent.
    TrafficCounts traffic;

    void add(const ProjectMetrics &other);
};

/// Metrics of one room thread, or the sum of all.
struct RoomMetrics {
    QList<ProjectMetrics> busiest; ///< At most limits::MaxMetricProjects.
    ProjectMetrics rest; ///< Sum of the other live projects.
    qint64 projects = 0;
    TrafficCounts gone; ///< Sum of the projects that were forgotten.
    std::array<qint64, ScanResultCount> rejected {}; ///< By ScanResult.
    qint64 tooFast = 0; ///< Messages above the rate limit of their client.
    DroppedCounts dropped;
    CompressionCounts compression;
    LatencyHistogram latency; ///< From a message's arrival to the end of the writes it led to.

    /// Adds the project to the busiest if it is one of them, and else to the rest.
    void addProject(const ProjectMetrics &project);
    void add(const RoomMetrics &other);
    /// Sorts the busiest, busiest first, after the last addProject() and add().
    void sortBusiest();
    [[nodiscard]] ProjectMetrics total() const; ///< Sum of all, forgotten projects included.
};

} // namespace broadcaster
