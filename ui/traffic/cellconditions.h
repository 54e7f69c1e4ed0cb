// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

#include <QtCore/QString>

/// The content of a message, as conditions of the filter language.
namespace broadcaster {

/// The condition for a cell of the TrafficModel; empty when there is nothing to filter on.
[[nodiscard]] QString cellCondition(const TrafficRow &row, int column);
/// Messages between the two ends of this message, in both directions; empty when it does not have
/// two.
[[nodiscard]] QString conversationCondition(const TrafficRow &row);

} // namespace broadcaster
