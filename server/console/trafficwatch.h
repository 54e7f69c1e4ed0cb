// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "server/codec/consoleprotocol.h"

#include <chrono>
#include <deque>
#include <unordered_set>

namespace broadcaster {

class KeptMessages;

/// The traffic that one console wants: the messages that match, as many as its budget allows, with
/// the beginning of large ones. Everything that is left out is counted.
class TrafficWatch final {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// Fails with InvalidArgument, in words for the console's user.
    [[nodiscard]] static Result<TrafficWatch> of(const WatchTraffic &wanted, Time now);

    /// Takes the messages that match. `kept` gets the whole of those that are cut.
    void take(const TrafficBatchPointer &batch, KeptMessages &kept, Time now);
    /// The time of the next batch.
    [[nodiscard]] Time due() const { return m_sent + m_interval; }
    [[nodiscard]] bool hasMore() const
    {
        return m_pending || m_missed + m_missedChanges + m_missedEvents > 0;
    }
    /// The messages, changes and events since the last call; null: there are none. Call it when
    /// due(), and not while the console does not read.
    [[nodiscard]] TrafficBatchPointer takeDue(Time now);
    /// The console does not read: all that has come since the last call is left out, and counted.
    void skip(Time now);

private:
    TrafficWatch(Filter filter, const WatchTraffic &wanted, Time now);

    void earn(Time now);
    [[nodiscard]] bool hasRoom() const;
    void spend(qint64 bytes);
    [[nodiscard]] bool wants(const ProjectId &project) const
    {
        return m_project.isNull() || m_project == project;
    }
    [[nodiscard]] bool matches(const TrafficBatch &batch, const TrafficRecord &record) const;
    void add(const TrafficBatchPointer &batch, const TrafficRecord &record, KeptMessages &kept);
    void addEvents(const TrafficBatch &batch, size_t &next, size_t after);
    void addChanges(const TrafficBatch &batch);
    void remember(quint64 number);
    [[nodiscard]] TrafficBatch &pending();
    [[nodiscard]] quint32 projectIndex(const ProjectId &project);

    Filter m_filter;
    ProjectId m_project;
    std::chrono::nanoseconds m_interval;
    qint64 m_bytesPerSecond;
    qint64 m_allowance; ///< Bytes that may be sent; negative after a single large message.
    Time m_earned; ///< The time up to which m_allowance has grown.
    Time m_sent; ///< The time of the last batch.
    std::shared_ptr<TrafficBatch> m_pending; ///< Null: nothing has come.
    qint64 m_pendingBytes = 0; ///< Cost of m_pending.
    QHash<ProjectId, quint32> m_projects; ///< Indexes in m_pending.
    // Left out since m_pending was begun.
    quint64 m_missed = 0; ///< Messages.
    quint64 m_missedChanges = 0;
    quint64 m_missedEvents = 0;
    std::unordered_set<quint64> m_known; ///< Messages that were sent, the latest of them.
    std::deque<quint64> m_order; ///< The same, the oldest first.
};

} // namespace broadcaster
