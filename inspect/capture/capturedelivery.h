// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/messagedelivery.h"

namespace broadcaster {

/// Reads the member `unsent` of a capture's line (docs/capture.md). Empty if it is missing, or if
/// its counts contradict those of the record.
[[nodiscard]] MessageDelivery captureDelivery(const JsonValue &unsent, const TrafficRecord &record);

} // namespace broadcaster
