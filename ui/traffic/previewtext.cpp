// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/previewtext.h"

#include "inspect/json/jsoncheck.h"
#include "inspect/traffic/messagepreview.h"
#include "ui/base/reasontext.h"
#include "ui/json/jsonerrortext.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// More does not fit on any screen.
constexpr qsizetype PreviewBytes = 600;
/// A larger text is not looked through for its error while the row is painted.
constexpr qsizetype CheckedBytes = 64 * 1024;

/// Why the broker rejected the message; empty: not known.
QString rejectionText(const TrafficRow &row)
{
    const ErrorReason reason = row.record->reason;
    if ((reason == ErrorReason::None || reason == ErrorReason::MessageNotJson)
        && row.message.size() <= CheckedBytes) {
        if (const auto error = findJsonError(row.message))
            return jsonErrorText(*error, row.message);
    }
    return reasonPattern(reason);
}

} // namespace

QString previewText(const TrafficRow &row)
{
    if (row.record->kind == TrafficKind::Rejected) {
        const QString reason = rejectionText(row);
        if (!reason.isEmpty())
            return reason;
    }
    return previewLine(previewOf(row).value, PreviewBytes);
}

QString fieldText(const TrafficRow &row, const JsonPath &path)
{
    return oneLine(jsonAt(row.message, path), PreviewBytes);
}

} // namespace broadcaster
