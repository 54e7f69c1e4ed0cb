// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <chrono>

namespace broadcaster::bench {

/// Values of /proc at one moment. Times are totals since start-up: subtract two.
struct ProcessorUsage {
    std::chrono::nanoseconds server { 0 }; ///< All threads.
    std::chrono::nanoseconds load { 0 }; ///< This process.
    std::chrono::nanoseconds machine { 0 }; ///< Every process and the kernel, all cores.
    std::chrono::nanoseconds stolen { 0 }; ///< Time taken by the hypervisor.
    qint64 serverResidentKib = 0;
};

[[nodiscard]] ProcessorUsage readProcessorUsage(int serverPid);

} // namespace broadcaster::bench
