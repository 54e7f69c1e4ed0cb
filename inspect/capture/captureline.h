// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"
#include "server/api/trafficnames.h"

namespace broadcaster {

/// Appends the row as one line of a capture, the line feed included.
void appendCaptureLine(QByteArray &out, const TrafficRow &row);

} // namespace broadcaster
