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

/// The sources of an overview. If one is destroyed meanwhile, there is no answer; the context
/// stays.
struct OverviewSources {
    QObject *context; ///< The answer comes on its thread.
    WorkerPool *rooms;
    Gateway *gateway;
    const Database *database;
    UsageMeter *meter;
};

/// Asks the room threads and then the gateway, without waiting for the database.
void readOverview(const OverviewSources &sources, std::function<void(BrokerOverview)> done);

} // namespace broadcaster
