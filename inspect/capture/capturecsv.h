// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficrow.h"

namespace broadcaster {

/// RFC 4180 with a header; see docs/capture.md. `fields` are more columns, named by their paths.
[[nodiscard]] QByteArray csvHeader(const QList<JsonPath> &fields = {});
/// Appends the row as one record, its line break included.
void appendCsvRow(QByteArray &out, const TrafficRow &row, const QList<JsonPath> &fields = {});

} // namespace broadcaster
