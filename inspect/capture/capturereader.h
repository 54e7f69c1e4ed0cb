// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/captureerror.h"
#include "inspect/capture/capturelinereader.h"

class QIODevice;

namespace broadcaster {

/// A line has room for the largest message in base64, and for its other members.
inline constexpr qsizetype MaxCaptureLineBytes = 96 * 1024 * 1024;

/// Reads a file of JSON Lines piece by piece, so that the window stays responsive; see
/// docs/capture.md. Invalid lines are counted and skipped. To cancel, stop calling.
class CaptureReader final {
public:
    /// The device is open, outlives the reader, and has all of its data (a file). Stops after
    /// `maxRows` rows. REQUIRES: a project in `defaults`.
    CaptureReader(QIODevice &device, CaptureLineReader::Defaults defaults, qsizetype maxRows);
    Q_DISABLE_COPY_MOVE(CaptureReader)

    /// Reads about that many bytes and returns the rows that became complete.
    [[nodiscard]] CapturedBatch readSlice(qsizetype maxBytes);

    [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }
    [[nodiscard]] double progress() const; ///< 0 to 1
    [[nodiscard]] qsizetype rows() const { return m_rows; }
    /// The file goes on, but there was no room for more rows.
    [[nodiscard]] bool wasCut() const { return m_wasCut; }

    [[nodiscard]] qint64 badLines() const { return m_badLines; }
    /// Line numbers begin with 1.
    [[nodiscard]] qint64 firstBadLine() const { return m_firstBadLine; }
    /// REQUIRES: badLines() > 0
    [[nodiscard]] const CaptureError &firstBadError() const { return m_firstBadError; }
    /// Why reading ended early; null otherwise.
    [[nodiscard]] const std::optional<CaptureError> &error() const { return m_error; }

private:
    void takeLine(QByteArrayView line);
    void takeLines();
    void noteBadLine(const CaptureError &error);
    void finish();

    QIODevice &m_device;
    CaptureLineReader m_lines;
    qsizetype m_maxRows;
    QByteArray m_pending; ///< The beginning of an incomplete line.
    qsizetype m_searched = 0; ///< No line feed before that offset in m_pending.
    bool m_isSkipping = false; ///< Inside a line that is too long.
    bool m_isAtEnd = false;
    bool m_wasCut = false;
    qint64 m_bytes = 0;
    qsizetype m_rows = 0;
    qint64 m_line = 0;
    qint64 m_badLines = 0;
    qint64 m_firstBadLine = 0;
    CaptureError m_firstBadError;
    std::optional<CaptureError> m_error;
};

} // namespace broadcaster
