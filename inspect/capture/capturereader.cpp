// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturereader.h"

#include <QtCore/QIODevice>

#include <algorithm>

namespace broadcaster {

namespace {

constexpr QByteArrayView ByteOrderMark = "\xef\xbb\xbf";

QByteArrayView withoutSpaceAround(QByteArrayView line)
{
    while (!line.isEmpty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
        line.chop(1);
    while (!line.isEmpty() && (line.front() == ' ' || line.front() == '\t'))
        line = line.sliced(1);
    return line;
}

} // namespace

CaptureReader::CaptureReader(
    QIODevice &device, CaptureLineReader::Defaults defaults, qsizetype maxRows)
    : m_device(device)
    , m_lines(std::move(defaults))
    , m_maxRows(maxRows)
{
}

CapturedBatch CaptureReader::readSlice(qsizetype maxBytes)
{
    if (m_isAtEnd)
        return {};
    const QByteArray piece = m_device.read(maxBytes);
    m_bytes += piece.size();
    m_pending += piece;
    takeLines();
    if (piece.isEmpty() && !m_isAtEnd)
        finish();
    return m_lines.take();
}

double CaptureReader::progress() const
{
    const qint64 size = m_device.size();
    if (m_isAtEnd || size <= 0)
        return 1;
    return std::min(1.0, static_cast<double>(m_bytes) / static_cast<double>(size));
}

void CaptureReader::takeLines()
{
    qsizetype begin = 0;
    while (!m_isAtEnd) {
        const qsizetype end = m_pending.indexOf('\n', std::max(begin, m_searched));
        if (end < 0)
            break;
        takeLine(QByteArrayView(m_pending).sliced(begin, end - begin));
        begin = end + 1;
    }
    m_pending.remove(0, begin);
    m_searched = m_pending.size();
    if (m_pending.size() <= MaxCaptureLineBytes)
        return;
    if (!m_isSkipping) {
        ++m_line;
        noteBad(m_line,
            { CaptureError::Code::LineTooLong, MaxCaptureLineBytes,
                { QString::number(MaxCaptureLineBytes) } });
    }
    m_isSkipping = true;
    m_pending.clear();
    m_searched = 0;
}

void CaptureReader::takeLine(QByteArrayView line)
{
    if (std::exchange(m_isSkipping, false))
        return; // The end of the line that was too long; it is counted already.
    ++m_line;
    if (m_line == 1 && line.startsWith(ByteOrderMark))
        line = line.sliced(ByteOrderMark.size());
    line = withoutSpaceAround(line);
    if (line.isEmpty())
        return;
    if (rows() == m_maxRows) {
        noteCut();
        m_isAtEnd = true;
        return;
    }
    if (const std::optional<CaptureError> error = m_lines.read(line))
        noteBad(m_line, *error);
    else
        addRows(1);
}

void CaptureReader::finish()
{
    if (!m_device.atEnd()) {
        fail({ CaptureError::Code::Unreadable, 0, { m_device.errorString() } });
    } else if (!m_pending.isEmpty()) {
        takeLine(m_pending); // The last line needs no line feed.
    }
    m_pending.clear();
    m_isAtEnd = true;
}

} // namespace broadcaster
