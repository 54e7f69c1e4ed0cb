// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

namespace broadcaster {

/// Whether a reply reports an error: its type is `error`, or its payload has an `error` or `errors`
/// that is neither null, false, 0 nor empty.
[[nodiscard]] bool isErrorReply(const TrafficRow &row);

} // namespace broadcaster
