// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/histogram.h"
#include "bench/load/options.h"

namespace broadcaster::bench {

enum class Phase : quint8 { Connect, Settle, WarmUp, Measure, Drain, Rest, Done };

/// Totals; subtract two for a period.
struct Counters {
    quint64 sent = 0;
    quint64 delivered = 0;
    quint64 confirmed = 0; ///< Requests that every receiver has.
    quint64 roundTrips = 0;
    quint64 departures = 0; ///< Reported to clients: the broker closed one that does not read.
    quint64 sentBytes = 0;
    quint64 receivedBytes = 0;
    quint64 reads = 0;
    quint64 writes = 0;
    std::chrono::nanoseconds polling { 0 }; ///< Processor time spent on empty polls.
};

/// Any of these makes a result void.
struct Faults {
    quint64 connect = 0; ///< Refused, or no valid greeting.
    quint64 resume = 0; ///< TLS sessions that the server did not resume.
    quint64 closed = 0; ///< Open connections that ended.
    quint64 protocol = 0; ///< Malformed frames.
    quint64 order = 0; ///< A number that was not the next: lost, twice or out of order.
    quint64 unexpected = 0; ///< Messages that were not sent to this client.
    quint64 lost = 0; ///< Missing when the run ended.

    [[nodiscard]] quint64 total() const
    {
        return connect + resume + closed + protocol + order + unexpected + lost;
    }
};

/// State shared by the parts of one run. One thread.
struct Run {
    const Options options;
    const std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    Phase phase = Phase::Connect;
    std::chrono::nanoseconds trafficStart { 0 };
    std::chrono::nanoseconds measureStart { 0 };
    Counters counters {};
    Faults faults {};
    Histogram latency {};
    Histogram lateness {}; ///< Paced: lateness of this program, not of the broker.

    [[nodiscard]] std::chrono::nanoseconds elapsed() const
    {
        return std::chrono::steady_clock::now() - start;
    }
    [[nodiscard]] bool inTraffic() const
    {
        return phase == Phase::WarmUp || phase == Phase::Measure;
    }
};

} // namespace broadcaster::bench
