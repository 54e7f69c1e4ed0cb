// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/overviewreader.h"

#include "server/base/post.h"
#include "server/gateway/gateway.h"
#include "server/rooms/workerpool.h"
#include "server/store/database.h"
#include "server/usage/usagemeter.h"

namespace broadcaster {

namespace {

using Done = std::function<void(BrokerOverview)>;

/// Runs on the gateway's thread, which the meter and the database outlive.
void addUsage(const OverviewSources &sources, BrokerOverview overview, Done done)
{
    const UsageStatistics usage = sources.meter->statistics();
    overview.databaseConnected = sources.database->isConnected();
    overview.unwrittenMessages = usage.unwritten;
    overview.failedWrites = usage.failedWrites;
    overview.lastDatabaseError = usage.lastError;
    post(sources.context, [overview = std::move(overview), done = std::move(done)]() mutable {
        done(std::move(overview));
    });
}

void addConnections(const OverviewSources &sources, BrokerOverview overview, Done done)
{
    post(sources.gateway,
        [sources, overview = std::move(overview), done = std::move(done)]() mutable {
            const ConnectionQuota &places = sources.gateway->places();
            overview.connections = places.open();
            overview.refused = places.refused();
            overview.certificate = sources.gateway->certificate();
            overview.refusedOrigins = sources.gateway->origins().refused();
            overview.endedByCloseCode = places.endedByCode();
            addUsage(sources, std::move(overview), std::move(done));
        });
}

} // namespace

void readOverview(const OverviewSources &sources, std::function<void(BrokerOverview)> done)
{
    sources.rooms->summaries(sources.context,
        [sources, done = std::move(done)](const QList<ProjectSummary> &projects) mutable {
            BrokerOverview overview;
            overview.projects = projects;
            addConnections(sources, std::move(overview), std::move(done));
        });
}

} // namespace broadcaster
