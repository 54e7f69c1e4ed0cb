// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/capturedbatch.h"
#include "inspect/capture/captureerror.h"

#include <optional>

namespace broadcaster {

/// Reads the messages of a file piece by piece, so that the window stays responsive; see
/// docs/capture.md. Messages that cannot be read are counted and skipped. To cancel, stop calling.
class CaptureInput {
public:
    CaptureInput() = default;
    virtual ~CaptureInput() = default;
    Q_DISABLE_COPY_MOVE(CaptureInput)

    /// Reads about that many bytes and returns the rows that became complete.
    [[nodiscard]] virtual CapturedBatch readSlice(qsizetype maxBytes) = 0;
    [[nodiscard]] virtual bool isAtEnd() const = 0;
    [[nodiscard]] virtual double progress() const = 0; ///< 0 to 1

    [[nodiscard]] qsizetype rows() const { return m_rows; }
    /// The file goes on, but there was no room for more rows.
    [[nodiscard]] bool wasCut() const { return m_wasCut; }
    /// Lines of JSON Lines, or messages of a HAR file.
    [[nodiscard]] qint64 badLines() const { return m_badLines; }
    /// Line numbers begin with 1.
    [[nodiscard]] qint64 firstBadLine() const { return m_firstBadLine; }
    /// REQUIRES: badLines() > 0
    [[nodiscard]] const CaptureError &firstBadError() const { return m_firstBadError; }
    /// The reason why reading ended early; null otherwise.
    [[nodiscard]] const std::optional<CaptureError> &error() const { return m_error; }

protected:
    /// Counts a line or message that is skipped.
    void noteBad(qint64 line, const CaptureError &error)
    {
        if (m_badLines++ > 0)
            return;
        m_firstBadLine = line;
        m_firstBadError = error;
    }
    void addRows(qsizetype count) { m_rows += count; }
    void noteCut() { m_wasCut = true; }
    void fail(CaptureError error) { m_error = std::move(error); }

private:
    qsizetype m_rows = 0;
    bool m_wasCut = false;
    qint64 m_badLines = 0;
    qint64 m_firstBadLine = 0;
    CaptureError m_firstBadError;
    std::optional<CaptureError> m_error;
};

} // namespace broadcaster
