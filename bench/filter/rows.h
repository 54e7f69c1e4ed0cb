// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

#include <vector>

namespace broadcaster::bench {

/// Many messages of about 250 bytes, one after the other, as the window keeps them: requests of 100
/// runtimes, 64 at a time, and then the replies to them by one of 10 agents each.
struct Rows {
    explicit Rows(qsizetype count);

    [[nodiscard]] TrafficRow at(size_t i) const;
    /// The rows [first, end) as they come from a broker.
    [[nodiscard]] TrafficBatch batch(size_t first, size_t end) const;

    ProjectId project = ProjectId::fromUtf8("user123").value();
    QByteArray bytes;
    std::vector<TrafficRecord> records;

private:
    void add(qsizetype number);
};

} // namespace broadcaster::bench
