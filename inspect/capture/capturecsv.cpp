// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/capturecsv.h"

#include "inspect/capture/captureline.h"
#include "inspect/capture/capturetime.h"
#include "inspect/json/jsontext.h"
#include "server/api/jsonstring.h"

#include <QtCore/QStringDecoder>

#include <algorithm>

namespace broadcaster {

namespace {

/// Spreadsheets take a cell that begins like this for a formula.
bool looksLikeFormula(QByteArrayView text)
{
    return !text.isEmpty() && QByteArrayView("=+-@\t\r").contains(text.front());
}

bool needsQuotes(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(),
        [](char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; });
}

/// The text with U+FFFD for bytes that are not UTF-8.
QByteArray validUtf8(QByteArrayView text)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString decoded = decoder.decode(text);
    return decoder.hasError() ? decoded.toUtf8() : text.toByteArray();
}

void appendCell(QByteArray &out, QByteArrayView text)
{
    if (!out.isEmpty() && out.back() != '\n')
        out.append(',');
    QByteArray cell = validUtf8(text);
    if (looksLikeFormula(cell))
        cell.prepend('\'');
    if (needsQuotes(cell))
        out.append('"').append(cell.replace('"', "\"\"")).append('"');
    else
        out.append(cell);
}

void appendCount(QByteArray &out, const TrafficRecord &record, quint32 count)
{
    const bool isKnown = record.addressed != TrafficRecord::UnknownCount;
    appendCell(out, isKnown ? QByteArray::number(count) : QByteArray());
}

} // namespace

QByteArray csvHeader(const CsvColumns &columns)
{
    QByteArray header = "time,project,from_type,from_id,to_type,to_id,type,kind,size,delivered,"
                        "addressed,mirrored,queued,too_slow,connection_lost,message";
    if (columns.hasNotes)
        header += ",marked,comment";
    for (const JsonPath &field : columns.fields)
        appendCell(header, jsonPathText(field).toUtf8());
    return header + "\r\n";
}

void appendCsvRow(QByteArray &out, const TrafficRow &row, const CsvColumns &columns)
{
    const TrafficRecord &record = *row.record;
    const bool isToType = record.kind == TrafficKind::ToType;
    appendCell(out, captureTime(record.timeMs));
    appendCell(out, row.project->utf8());
    appendCell(out,
        row.isSystem() ? QByteArrayView("system") : QByteArrayView(wireName(record.senderType)));
    appendCell(out, row.sender());
    appendCell(out,
        isToType                   ? row.target
            : record.hasTargetType ? QByteArrayView(wireName(record.targetType))
                                   : QByteArrayView());
    appendCell(out, isToType ? QByteArrayView() : row.target);
    appendCell(out, jsonUnescaped(row.type));
    appendCell(out, nameOf(record.kind));
    appendCell(out, QByteArray::number(row.size()));
    appendCount(out, record, row.sent());
    appendCount(out, record, record.addressed);
    appendCount(out, record, row.sentMirrors());
    appendCount(out, record, row.unsent().queued);
    appendCount(out, record, row.unsent().tooSlow);
    appendCount(out, record, row.unsent().connectionLost);
    appendCell(out, row.message);
    if (columns.hasNotes) {
        appendCell(out, row.isMarked() ? QByteArrayView("true") : QByteArrayView());
        appendCell(out, row.comment());
    }
    for (const JsonPath &field : columns.fields)
        appendCell(out, jsonText(jsonAt(row.message, field)).toUtf8());
    out.append("\r\n");
}

} // namespace broadcaster
