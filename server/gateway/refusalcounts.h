// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

namespace broadcaster {

/// Requests and connections that the gateway turned away, since the start.
struct RefusalCounts {
    // Requests
    qint64 host = 0;
    qint64 origin = 0;
    qint64 wrongKey = 0;
    qint64 throttled = 0;
    qint64 malformed = 0;
    qint64 largeAnswers = 0; ///< Too many answers were in progress.
    qint64 unanswered = 0; ///< The answer did not come in time.
    // Connections
    qint64 silent = 0; ///< Dropped without a request, for lack of room.
    qint64 crowded = 0; ///< Dropped for others, because their network had the most.
    qint64 slowReaders = 0;
    qint64 lingering = 0; ///< Kept sending after their last answer.
};

} // namespace broadcaster
