// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"
#include "server/protocol/prometheustext.h"

namespace broadcaster {

/// The metrics of a broker in a cluster.
void writeCluster(PrometheusText &out, const ClusterInfo &cluster);

} // namespace broadcaster
