// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

namespace broadcaster {

/// The name of a kind of message in a capture (docs/capture.md).
[[nodiscard]] QByteArrayView captureKindName(TrafficKind kind);

/// The name of such a state in a capture.
[[nodiscard]] QByteArrayView captureStateName(DeliveryState state);

/// Appends the row as one line of a capture, the line feed included.
void appendCaptureLine(QByteArray &out, const TrafficRow &row);

} // namespace broadcaster
