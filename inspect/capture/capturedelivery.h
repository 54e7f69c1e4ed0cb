// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/messagedelivery.h"

namespace broadcaster {

/// Reads the member `unsent` of a capture's line (docs/capture.md). Empty where it is missing, or
/// where its counts cannot be right for the record, whose counts are those of the line.
[[nodiscard]] MessageDelivery captureDelivery(const JsonValue &unsent, const TrafficRecord &record);

} // namespace broadcaster
