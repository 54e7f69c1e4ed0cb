// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/ids.h"

namespace broadcaster {

/// What an operator can tell the broker to do. Called on the main thread; returns at once,
/// and BrokerMonitor's signals tell what came of it.
class BrokerControl {
public:
    BrokerControl() = default;
    virtual ~BrokerControl() = default;
    Q_DISABLE_COPY_MOVE(BrokerControl)

    virtual void start(const BrokerConfig &config) = 0;
    /// Closes every client with 1001, writes what is counted, within 5 s.
    virtual void stop() = 0;
    /// Closes one client with 4000. Does nothing when it has gone already.
    virtual void disconnectClient(const ProjectId &project, const ClientId &client) = 0;
};

} // namespace broadcaster
