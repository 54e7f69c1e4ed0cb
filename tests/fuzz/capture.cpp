// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// A file that is opened as a capture: its rows can be saved and opened again unchanged.

#include "inspect/capture/capturecsv.h"
#include "inspect/capture/captureline.h"
#include "inspect/capture/capturereader.h"
#include "tests/fuzz/check.h"

#include <QtCore/QBuffer>

using namespace broadcaster;

namespace {

struct Opened {
    QByteArray saved;
    QByteArray csv;
    qint64 badLines = 0;
};

void save(const CapturedBatch &captured, Opened &opened)
{
    const TrafficBatch &batch = captured.batch;
    for (size_t i = 0; i < batch.records.size(); ++i) {
        const TrafficRecord &record = batch.records[i];
        const auto delivery = captured.deliveries.find(i);
        const auto piece = [&](quint32 begin, quint32 size) {
            return QByteArrayView(batch.bytes).sliced(begin, size);
        };
        const auto note = captured.notes.find(i);
        const TrafficRow row { &record, &batch.projects.at(record.project),
            piece(record.begin, record.size), piece(record.typeBegin, record.typeSize),
            piece(record.targetBegin, record.targetSize),
            delivery == captured.deliveries.end() ? nullptr : &delivery->second,
            note == captured.notes.end() ? nullptr : &note->second };
        appendCaptureLine(opened.saved, row);
        appendCsvRow(opened.csv, row);
    }
}

Opened opened(QByteArray file, qsizetype slice)
{
    constexpr qsizetype MaxRows = 1000;
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadOnly);
    CaptureReader reader(
        buffer, { ProjectId::fromUtf8("file").value(), 1'769'601'662'114 }, MaxRows);
    Opened all;
    while (!reader.isAtEnd())
        save(reader.readSlice(slice), all);
    all.badLines = reader.badLines();
    check(!reader.error(), "a file in memory does not fail");
    check(reader.rows() <= MaxRows, "no more rows are read than wanted");
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray file = inputBytes(data, size);
    const Opened first = opened(file, file.size() + 1);
    const Opened inSlices = opened(file, 7);
    check(first.saved == inSlices.saved, "slices give the same rows");
    check(first.badLines == inSlices.badLines, "slices find the same faults");

    const Opened again = opened(first.saved, 100);
    check(again.badLines == 0, "what is saved can be opened");
    check(again.saved == first.saved, "what is opened and saved again is the same file");
    check(again.csv == first.csv, "and the same rows in a table");
    return 0;
}
