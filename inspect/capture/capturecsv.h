// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

namespace broadcaster {

/// RFC 4180 with a header; see docs/capture.md.
[[nodiscard]] QByteArray csvHeader();
/// Appends the row as one record, its line break included.
void appendCsvRow(QByteArray &out, const TrafficRow &row);

} // namespace broadcaster
