// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

#include <QtCore/QString>

/// What a message says, as conditions of the filter language.
namespace broadcaster {

/// What the cell in that column of the TrafficModel says; empty when it says nothing to filter on.
[[nodiscard]] QString cellCondition(const TrafficRow &row, int column);
/// Messages between the two that this one is between, in both directions; empty when it is not
/// between two.
[[nodiscard]] QString conversationCondition(const TrafficRow &row);

} // namespace broadcaster
