// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/capturedrows.h"
#include "inspect/capture/captureerror.h"

#include <optional>

namespace broadcaster {

/// Fills a batch from lines of JSON: those of a capture, and envelopes of other programs.
class CaptureLineReader final {
public:
    /// Values for a line that does not state them.
    struct Defaults {
        ProjectId project;
        qint64 timeMs = 0;
    };

    /// REQUIRES: a project in `defaults`.
    explicit CaptureLineReader(Defaults defaults);

    /// Adds one row. Otherwise adds nothing and returns why the line cannot be read.
    [[nodiscard]] std::optional<CaptureError> read(QByteArrayView line);
    /// The rows added since the last call.
    [[nodiscard]] CapturedBatch take();
    [[nodiscard]] qsizetype rows() const { return m_rows.count(); }

private:
    struct Members;

    [[nodiscard]] std::optional<CaptureError> readOwn(const Members &members);
    [[nodiscard]] std::optional<CaptureError> readForeign(
        QByteArrayView line, const Members &members);
    [[nodiscard]] std::optional<CaptureError> readMessage(const Members &members,
        const TrafficRecord &record, const ProjectId &project, const QByteArray &target);

    Defaults m_defaults;
    CapturedRows m_rows;
};

} // namespace broadcaster
