// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

#include <QtCore/QString>

/// The deliveries of a message, and the rule for each (docs/protocol.md, routing), in words.
namespace broadcaster {

[[nodiscard]] QString deliveryHeadline(const TrafficRow &row);
/// The meaning of "sent" and of the other states.
[[nodiscard]] QString deliveryExplanation();
[[nodiscard]] QString deliveryRule(const TrafficRow &row);

} // namespace broadcaster
