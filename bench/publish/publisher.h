// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/histogram.h"
#include "bench/load/processorusage.h"
#include "bench/publish/redisclient.h"

#include <QtCore/QJsonObject>

#include <chrono>
#include <string>

namespace broadcaster::bench {

struct PublishOptions {
    int port = 0;
    int serverPid = 0; ///< 0: the report omits Redis' processor time.
    int size = 256; ///< Bytes of a message.
    int rate = 0; ///< Messages a second; 0: as many as `window` allows.
    int window = 1; ///< Messages that are published and have not come.
    std::chrono::milliseconds warmup { 1000 };
    std::chrono::milliseconds duration { 3000 };
};

/// Publishes messages on one connection, one PUBLISH each, and receives them on another. One
/// thread, which polls so that waking up does not count as latency.
class Publisher final {
public:
    explicit Publisher(const PublishOptions &options);

    /// Returns when the run is over; the result is the line to print.
    [[nodiscard]] QJsonObject run();

private:
    struct Moment {
        std::chrono::nanoseconds time { 0 };
        ProcessorUsage usage;
        quint64 received = 0;
    };

    void subscribe();
    void pollUntil(std::chrono::nanoseconds end, bool publishes);
    void publishAll(std::chrono::nanoseconds now);
    void publish(std::chrono::nanoseconds sent);
    void receive();
    [[nodiscard]] std::chrono::nanoseconds elapsed() const;
    [[nodiscard]] Moment moment() const;
    [[nodiscard]] QJsonObject report(const Moment &first, const Moment &last) const;

    const PublishOptions m_options;
    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    RedisClient m_publisher;
    RedisClient m_subscriber;
    std::string m_message; ///< Time and number of the message, then filling.
    std::chrono::nanoseconds m_trafficStart { 0 };
    std::chrono::nanoseconds m_measureStart { 0 };
    quint64 m_published = 0;
    quint64 m_received = 0;
    quint64 m_disorder = 0; ///< Messages that were not the next one.
    Histogram m_latency;
};

} // namespace broadcaster::bench
