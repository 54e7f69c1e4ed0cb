// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"

/// A cluster in words and figures.
namespace broadcaster {

/// "0.4 ms", "12 ms"
[[nodiscard]] QString latencyText(qint64 microseconds);
/// The present state in a sentence: messages arrive, or why they do not.
[[nodiscard]] QString clusterStateText(const ClusterInfo &cluster);
/// Name of a broker, or words instead of it.
[[nodiscard]] QString brokerName(const ClusterBroker &broker);

struct LossLine {
    const char *name; ///< For the names of objects.
    qint64 count;
    QString reason; ///< The reason, and what helps.
};
/// All reasons, also those with a count of 0.
[[nodiscard]] QList<LossLine> lossLines(const ClusterMessages &messages);

} // namespace broadcaster
