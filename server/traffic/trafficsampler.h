// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"
#include "server/traffic/rosterhistory.h"

#include <functional>
#include <string_view>
#include <vector>

namespace broadcaster {

/// Collects the traffic of one room thread for observers, in bounded batches (tuning.h): records
/// without room are counted instead. All observers get the same batches. Belongs to that thread.
class TrafficSampler final {
public:
    /// The index of a project in the current batch: one for each project that has messages, kept by
    /// its owner.
    class Mark {
    private:
        friend class TrafficSampler;
        quint64 m_batch = 0;
        quint32 m_index = 0;
    };

    /// `filled` is called when an empty batch is no longer empty, so that it is taken. The first
    /// record gets the number after `lastNumber`.
    TrafficSampler(quint64 firstRoster, quint64 lastNumber, std::function<void()> filled);
    Q_DISABLE_COPY_MOVE(TrafficSampler)

    [[nodiscard]] bool isWanted() const { return m_isWanted; }
    /// Each observer counts once, however often it is attached.
    void attach(ObserverId observer);
    /// When no observer is attached any more, batches that were not taken are dropped.
    void detach(ObserverId observer);

    [[nodiscard]] RosterHistory &rosters() { return m_rosters; }
    [[nodiscard]] const RosterHistory &rosters() const { return m_rosters; }

    /// Begins the record of a message: its project, roster, target, begin and size are set. The
    /// caller appends exactly `size` bytes to bytes() and sets the rest. Null: there is no room.
    /// REQUIRES: isWanted()
    [[nodiscard]] TrafficRecord *add(
        Mark &mark, const ProjectId &project, std::string_view target, qsizetype size);
    [[nodiscard]] QByteArray &bytes() { return m_batch->bytes; }

    /// Adds the next change of an earlier record at one client. REQUIRES: isWanted()
    void addChange(const DeliveryChange &change);
    /// A client has come or gone. REQUIRES: isWanted()
    void addEvent(ClientEvent event);

    /// The collected batch; null when it is empty, or when limits::TrafficBatchesUnderWay have not
    /// been acknowledged.
    [[nodiscard]] TrafficBatchPointer take();
    /// A batch that was taken has arrived.
    void acknowledge() { --m_underWay; }
    [[nodiscard]] bool isEmpty() const
    {
        return !m_batch
            || (m_batch->records.empty() && m_batch->changes.empty() && m_batch->events.empty());
    }
    /// Nothing is collected and nothing was dropped.
    [[nodiscard]] bool isIdle() const
    {
        return isEmpty() && m_dropped == 0 && m_droppedChanges == 0 && m_droppedEvents == 0;
    }

private:
    [[nodiscard]] bool fits(qsizetype bytes) const;
    void fill();
    void beginBatch();
    [[nodiscard]] quint32 indexOf(Mark &mark, const ProjectId &project);

    RosterHistory m_rosters;
    std::function<void()> m_filled;
    std::shared_ptr<TrafficBatch> m_batch; ///< The current batch; null: not begun.
    quint64 m_batchNumber = 0; ///< Number of m_batch, for the marks.
    quint64 m_lastNumber; ///< Number of the record added last.
    quint64 m_dropped = 0; ///< Dropped since a batch was taken last; reported by the next batch.
    quint64 m_droppedChanges = 0; ///< Dropped changes, likewise.
    quint64 m_droppedEvents = 0; ///< Dropped events, likewise.
    size_t m_expectedRecords = 0; ///< Size of the last batch.
    qsizetype m_expectedBytes = 0;
    int m_underWay = 0;
    std::vector<ObserverId> m_observers;
    bool m_isWanted = false; ///< There are observers.
};

} // namespace broadcaster
