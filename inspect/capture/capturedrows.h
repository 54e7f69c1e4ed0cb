// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/capturedbatch.h"

#include <QtCore/QHash>

namespace broadcaster {

/// Collects rows of a file in a batch.
class CapturedRows final {
public:
    /// The record's text and type are read from `message`.
    void add(TrafficRecord record, const ProjectId &project, QByteArrayView message,
        QByteArrayView target);
    /// The delivery and the note of the row that was added last.
    void setDelivery(MessageDelivery delivery);
    void setNote(const MessageNote &note);
    /// The rows added since the last call.
    [[nodiscard]] CapturedBatch take();
    [[nodiscard]] qsizetype count() const { return std::ssize(m_captured.batch.records); }

private:
    CapturedBatch m_captured;
    QHash<ProjectId, quint32> m_projects; ///< Indexes in the batch.
};

} // namespace broadcaster
