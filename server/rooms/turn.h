// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/metrics/roommetrics.h"
#include "server/net/turnbudget.h"
#include "server/protocol/bufferpool.h"
#include "server/protocol/envelope.h"
#include "server/protocol/messagecompression.h"

namespace broadcaster {

/// The turn of a room thread (DESIGN, turns) with all that a room needs of the thread. It travels
/// with each call, so a room has no way back into its caller, and a test makes a turn of its own.
struct Turn {
    qint64 nowMs; ///< Time since the Unix epoch; the same for the whole turn.
    const Clock &clock; ///< Measures how long the work of a slice takes.
    EnvelopeScanner &scanner;
    MessageCompression &compression;
    BufferPool &buffers; ///< Buffers of frames for several clients.
    TurnBudget &budget;
    RoomMetrics &counts;
    int maxMessageRate; ///< Messages a second that a client may send; 0: any number.
};

} // namespace broadcaster
