// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/metrics/roommetrics.h"

#include "server/base/tuning.h"

#include <algorithm>

namespace broadcaster {

namespace {

bool isBusier(const ProjectMetrics &a, const ProjectMetrics &b)
{
    const qint64 ofA = a.traffic.messagesIn + a.traffic.messagesOut;
    const qint64 ofB = b.traffic.messagesIn + b.traffic.messagesOut;
    return ofA != ofB ? ofA > ofB : a.project.utf8() < b.project.utf8();
}

} // namespace

void ProjectMetrics::add(const ProjectMetrics &other)
{
    clients += other.clients;
    queueBytes += other.queueBytes;
    traffic.add(other.traffic);
}

void RoomMetrics::add(const RoomMetrics &other)
{
    busiest += other.busiest;
    rest.add(other.rest);
    projects += other.projects;
    gone.add(other.gone);
    std::transform(
        rejected.begin(), rejected.end(), other.rejected.begin(), rejected.begin(), std::plus<>());
    tooFast += other.tooFast;
    dropped.add(other.dropped);
    compression.add(other.compression);
    latency.add(other.latency);
}

void RoomMetrics::keepBusiest()
{
    std::sort(busiest.begin(), busiest.end(), isBusier);
    while (busiest.size() > limits::MaxMetricProjects)
        rest.add(busiest.takeLast());
}

ProjectMetrics RoomMetrics::total() const
{
    ProjectMetrics total = rest;
    for (const ProjectMetrics &project : busiest)
        total.add(project);
    total.traffic.add(gone);
    return total;
}

} // namespace broadcaster
