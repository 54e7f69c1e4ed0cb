// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficexport.h"

#include "ui/traffic/captureerrortext.h"
#include "ui/traffic/trafficmodel.h"

#include <algorithm>

namespace broadcaster {

namespace {

constexpr qsizetype WrittenSliceBytes = 512 * 1024;

} // namespace

void TrafficExport::start(
    const TrafficModel &model, std::vector<quint64> sequences, const Prompts::File &file)
{
    cancel();
    m_store = model.store();
    m_path = file.path;
    m_rows = std::move(sequences);
    m_next = 0;
    m_writer = std::make_unique<CaptureWriter>(
        file.path, file.kind, [this] { return nextRow(); },
        CsvColumns { model.fields(), hasNotes() });
    if (!m_timer) {
        m_timer = new QTimer(this);
        connect(m_timer, &QTimer::timeout, this, &TrafficExport::work);
    }
    m_timer->start(0);
    Q_EMIT progressed();
}

void TrafficExport::cancel()
{
    m_writer.reset();
    m_rows = {};
    if (m_timer)
        m_timer->stop();
}

double TrafficExport::progress() const
{
    return m_rows.empty() ? 1 : static_cast<double>(m_next) / static_cast<double>(m_rows.size());
}

bool TrafficExport::hasNotes() const
{
    const auto &notes = m_store->notes().all();
    return std::any_of(notes.begin(), notes.end(), [this](const auto &note) {
        return std::binary_search(m_rows.begin(), m_rows.end(), note.first);
    });
}

std::optional<TrafficRow> TrafficExport::nextRow()
{
    while (m_next < m_rows.size()) {
        const quint64 sequence = m_rows[m_next++];
        if (sequence >= m_store->first())
            return m_store->at(sequence);
    }
    return std::nullopt;
}

void TrafficExport::work()
{
    const CaptureWriter::State state = m_writer->writeSlice(WrittenSliceBytes);
    const qint64 rows = m_writer->rows();
    const QString error = m_writer->error() ? captureErrorText(*m_writer->error()) : QString();
    if (state != CaptureWriter::State::Writing)
        cancel();
    Q_EMIT progressed();
    if (state == CaptureWriter::State::Done)
        Q_EMIT finished(rows, m_path);
    else if (state == CaptureWriter::State::Failed)
        Q_EMIT failed(error);
}

} // namespace broadcaster
