// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <QtCore/QHash>

namespace broadcaster {

/// A batch that is made from parts of other batches. A value.
class TrafficMergeOutput final {
public:
    [[nodiscard]] bool isEmpty() const;
    /// Appends a record of the other batch, with its text.
    void addRecord(const TrafficBatch &from, size_t index);
    /// Appends the events from `next` that come before that record of the other batch, and moves
    /// `next` behind them.
    void addEvents(const TrafficBatch &from, size_t &next, size_t record);
    /// Appends the changes of the other batch, which follow its records.
    void addChanges(const TrafficBatch &from);
    /// Messages were dropped before the next record. REQUIRES: isEmpty()
    void setDropped(quint64 dropped) { m_batch->dropped = dropped; }
    /// The batch so far. The next record begins another one.
    [[nodiscard]] TrafficBatchPointer take();

private:
    [[nodiscard]] quint32 copied(const QByteArray &from, quint32 begin, quint32 size);
    [[nodiscard]] quint32 indexOf(const ProjectId &project);

    std::shared_ptr<TrafficBatch> m_batch = std::make_shared<TrafficBatch>();
    QHash<ProjectId, quint32> m_projects; ///< Indexes into the projects of the batch.
};

} // namespace broadcaster
