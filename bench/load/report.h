// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/processorusage.h"
#include "bench/load/run.h"

#include <QtCore/QJsonObject>

namespace broadcaster::bench {

struct Snapshot {
    std::chrono::nanoseconds time { 0 }; ///< Time since the run began.
    ProcessorUsage usage;
    Counters counters;
};

/// The moments of a run that its result is computed from.
struct Snapshots {
    Snapshot start;
    Snapshot connected;
    Snapshot measureStart;
    Snapshot measureEnd;
    Snapshot end;
};

/// The line to print. `open` is the number of connections open at the end.
[[nodiscard]] QJsonObject report(const Run &run, const Snapshots &snapshots, double open);

} // namespace broadcaster::bench
