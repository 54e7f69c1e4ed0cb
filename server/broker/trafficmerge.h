// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QTimer>

#include <deque>
#include <functional>
#include <optional>

namespace broadcaster {

class TrafficMergeOutput;

/// Puts the traffic of several room threads in the order of its time. A batch waits for
/// limits::TrafficMergeDelay, so that batches of other threads with the same times are there; the
/// order of each thread stays. Lives on the main thread.
class TrafficMerge final : public QObject {
public:
    using Merged = std::function<void(const TrafficBatchPointer &batch)>;

    explicit TrafficMerge(Merged merged);

    /// With one thread, nothing is to be merged and nothing waits.
    void setThreads(int threads) { m_threads = threads; }
    /// Calls `taken` when all of the batch is merged.
    void take(const TrafficBatchPointer &batch, std::function<void()> taken);
    /// Merges everything that waits, without waiting for more.
    void flush();

private:
    struct Waiting {
        TrafficBatchPointer batch;
        std::function<void()> taken;
        QDeadlineTimer due;
        size_t next = 0; ///< The first record that is not merged yet.
        size_t nextEvent = 0; ///< The same for the events.

        /// Null for a batch of nothing but events.
        [[nodiscard]] std::optional<quint64> thread() const;
        /// Time of the first record that is left; before any other time without one.
        [[nodiscard]] qint64 time() const;
        [[nodiscard]] qint64 lastTime() const;
    };

    using Place = std::deque<Waiting>::iterator;

    void mergeDue();
    /// The batch with the earliest record among the first ones of each thread; sets the time of the
    /// next in line.
    [[nodiscard]] Place earliest(qint64 &second);
    /// An earlier batch has messages of a project whose events are in this batch.
    [[nodiscard]] bool isBehindItsMessages(Place place);
    /// Merges the first `due` batches, and all records that are not later than those.
    void merge(size_t due);
    void mergeUpTo(TrafficMergeOutput &output, Waiting &waiting, qint64 time);

    const Merged m_merged;
    int m_threads = 1;
    std::deque<Waiting> m_waiting; ///< In the order in which they arrived.
    QTimer m_timer;
};

} // namespace broadcaster
