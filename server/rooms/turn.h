// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/metrics/roommetrics.h"
#include "server/net/turnbudget.h"
#include "server/protocol/bufferpool.h"
#include "server/protocol/envelope.h"

namespace broadcaster {

/// What a room needs of its thread. Travels with each call, so that a room has no way back into
/// whoever calls it, and a test can make one of its own.
struct Turn {
    qint64 nowMs; ///< Since the Unix epoch; the same for all of a turn.
    const Clock &clock; ///< For work that may not take long.
    EnvelopeScanner &scanner;
    BufferPool &buffers; ///< For what is to be sent to several clients.
    TurnBudget &budget;
    RoomMetrics &counts;
    int maxMessageRate; ///< A client and second; 0: any.
};

} // namespace broadcaster
