// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/timerqueue.h"
#include "server/traffic/trafficsampler.h"

#include <memory>

namespace broadcaster {

/// Hands the sampled traffic of a room thread to the main thread, every limits::TrafficInterval at
/// most. Belongs to the thread of `context`, and may not outlive it.
class TrafficFeed final {
public:
    /// Bits of a record's number that count; those above are the number of the thread.
    static constexpr int RecordNumberBits = 60;

    /// `taken` is to be called once the batch has arrived, on any thread, while `context` lives.
    using Sampled = std::function<void(TrafficBatchPointer batch, std::function<void()> taken)>;

    /// `index` is that of the thread, from 0.
    TrafficFeed(QObject *context, int index, Sampled sampled);

    void start(TimerQueue &deadlines)
    {
        m_deadline = std::make_unique<TimerQueue::Handle>(deadlines);
    }
    void stop() { m_deadline.reset(); }
    [[nodiscard]] TrafficSampler &sampler() { return m_sampler; }
    [[nodiscard]] const TrafficSampler &sampler() const { return m_sampler; }
    /// Hands over the collected traffic now.
    void handOver();

private:
    void arm();
    void onTaken();

    QObject *const m_context;
    const Sampled m_sampled;
    TrafficSampler m_sampler;
    std::unique_ptr<TimerQueue::Handle> m_deadline; ///< Null: not started, or stopped.
};

} // namespace broadcaster
