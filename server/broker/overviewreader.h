// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"

#include <functional>

class QObject;

namespace broadcaster {

class Database;
class Gateway;
class UsageMeter;
class WorkerPool;

/// Where the figures of an overview are. What has gone meanwhile takes the answer with it; the
/// context stays.
struct OverviewSources {
    QObject *context; ///< Its thread is where the answer comes.
    WorkerPool *rooms;
    Gateway *gateway;
    const Database *database;
    UsageMeter *meter;
};

/// Asks the room threads and then the gateway; the database is not waited for.
void readOverview(const OverviewSources &sources, std::function<void(BrokerOverview)> done);

} // namespace broadcaster
