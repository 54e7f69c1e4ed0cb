// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

#include <QtCore/QString>

/// What became of a message, and by which rule (docs/protocol.md, routing), in words.
namespace broadcaster {

[[nodiscard]] QString deliveryHeadline(const TrafficRow &row);
/// What "sent" and the other states mean.
[[nodiscard]] QString deliveryExplanation();
[[nodiscard]] QString deliveryRule(const TrafficRow &row);

} // namespace broadcaster
