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
    for (const ProjectMetrics &project : other.busiest)
        addProject(project);
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

// The busiest are a heap whose front is the least busy of them, which makes room for a busier one.
void RoomMetrics::addProject(const ProjectMetrics &project)
{
    if (busiest.size() == limits::MaxMetricProjects) {
        if (!isBusier(project, busiest.constFirst()))
            return rest.add(project);
        std::pop_heap(busiest.begin(), busiest.end(), isBusier);
        rest.add(busiest.takeLast());
    }
    busiest.append(project);
    std::push_heap(busiest.begin(), busiest.end(), isBusier);
}

void RoomMetrics::sortBusiest()
{
    std::sort_heap(busiest.begin(), busiest.end(), isBusier);
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
