// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/captureinput.h"
#include "inspect/capture/capturelinereader.h"

class QIODevice;

namespace broadcaster {

/// A line has room for the largest message in base64, and for its other members.
inline constexpr qsizetype MaxCaptureLineBytes = 96 * 1024 * 1024;

/// Reads a file of JSON Lines.
class CaptureReader final : public CaptureInput {
public:
    /// The device is open, outlives the reader, and has all of its data (a file). Stops after
    /// `maxRows` rows. REQUIRES: a project in `defaults`.
    CaptureReader(QIODevice &device, CaptureLineReader::Defaults defaults, qsizetype maxRows);

    [[nodiscard]] CapturedBatch readSlice(qsizetype maxBytes) override;
    [[nodiscard]] bool isAtEnd() const override { return m_isAtEnd; }
    [[nodiscard]] double progress() const override;

private:
    void takeLine(QByteArrayView line);
    void takeLines();
    void finish();

    QIODevice &m_device;
    CaptureLineReader m_lines;
    qsizetype m_maxRows;
    QByteArray m_pending; ///< The beginning of an incomplete line.
    qsizetype m_searched = 0; ///< No line feed before that offset in m_pending.
    bool m_isSkipping = false; ///< Inside a line that is too long.
    bool m_isAtEnd = false;
    qint64 m_bytes = 0;
    qint64 m_line = 0;
};

} // namespace broadcaster
