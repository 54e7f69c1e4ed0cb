// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/capturecsv.h"
#include "inspect/capture/captureerror.h"
#include "inspect/capture/exportformat.h"
#include "inspect/capture/harwriter.h"

#include <QtCore/QSaveFile>

#include <functional>
#include <optional>

namespace broadcaster {

/// Writes rows into a file piece by piece, so that the window stays responsive; see
/// docs/capture.md. The file appears under its name when it is complete, or not at all: to cancel,
/// destroy the writer.
class CaptureWriter final {
public:
    /// The next row, null at the end. The row is used before the next call.
    using Source = std::function<std::optional<TrafficRow>()>;
    enum class State { Writing, Done, Failed };

    /// `columns`: more columns of CSV.
    CaptureWriter(const QString &path, ExportFormat kind, Source source, CsvColumns columns = {});
    Q_DISABLE_COPY_MOVE(CaptureWriter)

    /// Writes about that many bytes, at least one row.
    State writeSlice(qsizetype maxBytes);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] qint64 rows() const { return m_rows; }
    /// The error; null otherwise.
    [[nodiscard]] const std::optional<CaptureError> &error() const { return m_error; }

private:
    [[nodiscard]] QByteArray nextRows(qsizetype maxBytes, bool &isAtEnd);
    [[nodiscard]] QByteArray nextOfHar(qsizetype maxBytes, bool &isAtEnd);
    void fail();

    QSaveFile m_file;
    ExportFormat m_kind;
    Source m_source;
    HarWriter m_har;
    bool m_isGathered = false; ///< All rows are in m_har.
    const CsvColumns m_columns;
    State m_state = State::Writing;
    qint64 m_rows = 0;
    std::optional<CaptureError> m_error;
};

} // namespace broadcaster
