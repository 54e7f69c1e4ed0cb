// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"
#include "server/cluster/clusterbeat.h"
#include "server/cluster/clusterpeers.h"
#include "server/cluster/presence.h"

namespace broadcaster {

/// The cluster for people, without this broker itself, the namespace, and what was rejected.
[[nodiscard]] ClusterInfo clusterInfo(const ClusterEngine &engine, const ClusterPeers &peers,
    const Presence &presence, Clock::Time now);
[[nodiscard]] ClusterBroker ownBroker(BrokerId id, const ClusterBeat &beat);

} // namespace broadcaster
