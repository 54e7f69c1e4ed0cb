// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficrow.h"

#include <QtCore/QString>

namespace broadcaster {

/// The text of the column Preview: what the message is about, or why it was rejected.
[[nodiscard]] QString previewText(const TrafficRow &row);
/// The value at a path as one line; empty: there is none.
[[nodiscard]] QString fieldText(const TrafficRow &row, const JsonPath &path);

} // namespace broadcaster
