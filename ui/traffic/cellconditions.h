// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/conversationpart.h"
#include "inspect/traffic/trafficrow.h"

#include <QtCore/QString>

/// The content of a message, as conditions of the filter language.
namespace broadcaster {

/// The condition for a cell of the TrafficModel; empty when there is nothing to filter on.
[[nodiscard]] QString cellCondition(const TrafficRow &row, int column);
/// The condition for the cell of the column Reply: like this request or reply, or slower.
[[nodiscard]] QString replyCondition(const ConversationPart &part);
/// The name that the filter language has for what the cell shows; empty when it has none.
[[nodiscard]] QString cellPath(const TrafficRow &row, int column);
/// Messages between the two ends of this message, in both directions; empty when it does not have
/// two.
[[nodiscard]] QString betweenCondition(const TrafficRow &row);

} // namespace broadcaster
