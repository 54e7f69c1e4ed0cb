// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/rowcopy.h"

#include "inspect/capture/captureline.h"
#include "inspect/traffic/messagepreview.h"
#include "ui/traffic/trafficmodel.h"

namespace broadcaster {

namespace {

/// Joins the texts of the rows. `textOf` appends that of one row.
template <typename TextOf>
std::optional<QString> joined(const RowRanges &rows, const TextOf &textOf)
{
    if (rowCountOf(rows) > MaxCopiedRows)
        return std::nullopt;
    QByteArray all;
    for (const RowRange &range : rows) {
        for (int row = range.first; row <= range.last; ++row) {
            textOf(all, row);
            if (!all.endsWith('\n'))
                all.append('\n');
            if (all.size() > MaxCopiedBytes)
                return std::nullopt;
        }
    }
    all.chop(1);
    return QString::fromUtf8(all);
}

} // namespace

std::optional<QString> copiedCells(const TrafficModel &model, const RowRanges &rows, int column)
{
    return joined(rows, [&](QByteArray &out, int row) {
        const TrafficRow message = model.rowAt(row);
        if (column == TrafficModel::Preview && message.record->kind != TrafficKind::Rejected) {
            const JsonValue whole = previewOf(message).value; // The table has it cut off.
            out.append(whole.kind == JsonValue::Kind::String ? jsonText(whole).toUtf8()
                                                             : whole.raw.toByteArray());
        } else {
            out.append(model.index(row, column).data().toString().toUtf8());
        }
    });
}

std::optional<QString> copiedMessages(const TrafficModel &model, const RowRanges &rows)
{
    return joined(rows, [&](QByteArray &out, int row) { out.append(model.rowAt(row).message); });
}

std::optional<QString> copiedLines(const TrafficModel &model, const RowRanges &rows)
{
    return joined(
        rows, [&](QByteArray &out, int row) { appendCaptureLine(out, model.rowAt(row)); });
}

} // namespace broadcaster
