// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <QtCore/QHash>
#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// Fills a batch from lines of JSON: those of a capture, and envelopes of other programs.
class CaptureLineReader final {
public:
    /// What a line takes that does not say it itself.
    struct Defaults {
        ProjectId project;
        qint64 timeMs = 0;
    };

    /// REQUIRES: a project in `defaults`.
    explicit CaptureLineReader(Defaults defaults);

    /// Adds one row. Otherwise says why the line is none, in one sentence, and adds nothing.
    [[nodiscard]] std::optional<QString> read(QByteArrayView line);
    /// What was added since the last call.
    [[nodiscard]] TrafficBatch take();
    [[nodiscard]] qsizetype rows() const { return static_cast<qsizetype>(m_batch.records.size()); }

private:
    struct Members;

    [[nodiscard]] std::optional<QString> readOwn(const Members &members);
    [[nodiscard]] std::optional<QString> readForeign(QByteArrayView line, const Members &members);
    void add(TrafficRecord record, const ProjectId &project, QByteArrayView message,
        QByteArrayView target);

    Defaults m_defaults;
    TrafficBatch m_batch;
    QHash<ProjectId, quint32> m_projects; ///< Where they are in the batch.
};

} // namespace broadcaster
