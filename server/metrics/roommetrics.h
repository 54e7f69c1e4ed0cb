// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/metrics/latencyhistogram.h"
#include "server/net/trafficcounts.h"
#include "server/protocol/envelope.h"

#include <QtCore/QList>

#include <array>

namespace broadcaster {

/// Of one project since it exists, those who have left included; or of several together.
struct ProjectMetrics {
    ProjectId project;
    qint64 clients = 0;
    qint64 queueBytes = 0; ///< That wait to be sent.
    TrafficCounts traffic;

    void add(const ProjectMetrics &other);
};

/// Of one room thread, or of all together.
struct RoomMetrics {
    QList<ProjectMetrics> busiest; ///< At most limits::MaxMetricProjects, busiest first.
    ProjectMetrics rest; ///< Of all other projects that live.
    qint64 projects = 0;
    TrafficCounts gone; ///< Of projects that were forgotten.
    std::array<qint64, ScanResultCount> rejected {}; ///< By ScanResult.
    qint64 tooFast = 0; ///< Messages over the rate of their client.
    DroppedCounts dropped;
    LatencyHistogram latency; ///< From a message's arrival to the end of the writes it led to.

    void addProject(const ProjectMetrics &project) { busiest.append(project); }
    void add(const RoomMetrics &other);
    /// Moves what is beyond the bound into the rest. After the last of addProject() and add().
    void keepBusiest();
    [[nodiscard]] ProjectMetrics total() const; ///< Of all, also those that were forgotten.
};

} // namespace broadcaster
