// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// A file that is opened as a HAR file: its rows can be saved as one and opened again.

#include "inspect/capture/captureline.h"
#include "inspect/capture/harreader.h"
#include "inspect/capture/harwriter.h"
#include "inspect/json/jsoncheck.h"
#include "tests/fuzz/check.h"

#include <QtCore/QBuffer>

#include <algorithm>

using namespace broadcaster;

namespace {

constexpr qsizetype MaxRows = 1000;

struct Opened {
    QByteArrayList lines; ///< Rows as lines of a capture.
    QByteArrayList messages; ///< Time and bytes of each message, sorted.
    HarWriter har;
    qint64 bad = 0;
    bool isRefused = false;
};

void save(const CapturedBatch &captured, Opened &opened)
{
    const TrafficBatch &batch = captured.batch;
    for (const TrafficRecord &record : batch.records) {
        const TrafficRow row = rowOf(batch, record);
        QByteArray line;
        appendCaptureLine(line, row);
        opened.lines.append(line);
        opened.messages.append(QByteArray::number(record.timeMs) + ' ' + row.message.toByteArray());
        check(opened.har.add(row), "a small file is not too long");
    }
}

void open(QByteArray file, qsizetype slice, Opened &all)
{
    QBuffer buffer(&file);
    buffer.open(QIODevice::ReadOnly);
    HarReader reader(buffer, { ProjectId::fromUtf8("file").value(), 1'769'601'662'114 }, MaxRows);
    while (!reader.isAtEnd())
        save(reader.readSlice(slice), all);
    all.bad = reader.badLines();
    all.isRefused = reader.error().has_value();
    check(reader.rows() == all.lines.size(), "all rows are counted");
    check(reader.rows() <= MaxRows, "no more rows are read than wanted");
    std::sort(all.messages.begin(), all.messages.end());
}

QByteArray written(HarWriter &har, qsizetype slice)
{
    QByteArray all;
    for (QByteArray piece = har.take(slice); !piece.isEmpty(); piece = har.take(slice))
        all += piece;
    check(!findJsonError(all), "what is saved is JSON");
    check(isHar(all), "and known as a HAR file");
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray file = inputBytes(data, size);
    Opened first;
    Opened inSlices;
    open(file, file.size() + 1, first);
    open(file, 7, inSlices);
    check(first.lines == inSlices.lines, "slices give the same rows");
    check(first.bad == inSlices.bad, "slices find the same faults");
    check(first.isRefused == inSlices.isRefused, "slices refuse the same files");

    Opened again;
    const QByteArray saved = written(first.har, 100);
    check(saved == written(inSlices.har, saved.size() + 1), "slices save the same file");
    open(saved, 100, again);
    check(again.bad == 0, "what is saved can be opened");
    check(again.messages == first.messages, "with the same messages at the same times");
    return 0;
}
