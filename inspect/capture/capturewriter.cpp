// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturewriter.h"

#include "inspect/capture/captureline.h"

namespace broadcaster {

CaptureWriter::CaptureWriter(
    const QString &path, ExportFormat kind, Source source, CsvColumns columns)
    : m_file(path)
    , m_kind(kind)
    , m_source(std::move(source))
    , m_columns(std::move(columns))
{
    const bool isOpen = m_file.open(QIODevice::WriteOnly);
    const bool hasHeader = m_kind == ExportFormat::Csv;
    if (!isOpen || (hasHeader && m_file.write(csvHeader(m_columns)) < 0))
        fail();
}

CaptureWriter::State CaptureWriter::writeSlice(qsizetype maxBytes)
{
    if (m_state != State::Writing)
        return m_state;
    bool isAtEnd = false;
    const QByteArray piece = m_kind == ExportFormat::Har ? nextOfHar(maxBytes, isAtEnd)
                                                         : nextRows(maxBytes, isAtEnd);
    if (m_state == State::Failed)
        return m_state;
    if (m_file.write(piece) != piece.size()) {
        fail();
    } else if (isAtEnd) {
        if (m_file.commit())
            m_state = State::Done;
        else
            fail();
    }
    return m_state;
}

QByteArray CaptureWriter::nextRows(qsizetype maxBytes, bool &isAtEnd)
{
    QByteArray piece;
    do {
        const std::optional<TrafficRow> row = m_source();
        isAtEnd = !row;
        if (!row)
            break;
        if (m_kind == ExportFormat::Csv)
            appendCsvRow(piece, *row, m_columns);
        else
            appendCaptureLine(piece, *row);
        ++m_rows;
    } while (piece.size() < maxBytes);
    return piece;
}

QByteArray CaptureWriter::nextOfHar(qsizetype maxBytes, bool &isAtEnd)
{
    if (m_isGathered) {
        const QByteArray piece = m_har.take(maxBytes);
        isAtEnd = piece.isEmpty();
        return piece;
    }
    for (qsizetype work = 0; work < maxBytes;) {
        const std::optional<TrafficRow> row = m_source();
        m_isGathered = !row;
        if (!row)
            break;
        if (!m_har.add(*row)) {
            m_state = State::Failed;
            m_error = CaptureError { CaptureError::Code::HarTooLong, 0,
                { QString::number(MaxHarBytes) } };
            m_file.cancelWriting();
            break;
        }
        constexpr qsizetype BytesOfARow = 128; // A fixed cost, in bytes.
        work += BytesOfARow + row->message.size();
        ++m_rows;
    }
    return {};
}

void CaptureWriter::fail()
{
    m_state = State::Failed;
    m_error = CaptureError { CaptureError::Code::Unwritable, 0,
        { m_file.fileName(), m_file.errorString() } };
    m_file.cancelWriting();
}

} // namespace broadcaster
