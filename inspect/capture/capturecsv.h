// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficrow.h"

namespace broadcaster {

/// The columns behind the usual ones.
struct CsvColumns {
    QList<JsonPath> fields; ///< Named by their paths.
    bool hasNotes = false; ///< The user's marks and comments.
};

/// RFC 4180 with a header; see docs/capture.md.
[[nodiscard]] QByteArray csvHeader(const CsvColumns &columns = {});
/// Appends the row as one record, its line break included.
void appendCsvRow(QByteArray &out, const TrafficRow &row, const CsvColumns &columns = {});

} // namespace broadcaster
