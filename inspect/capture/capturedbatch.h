// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/messagedelivery.h"
#include "inspect/traffic/messagenote.h"

#include <map>

namespace broadcaster {

/// Messages of a capture, and their delivery when it was written.
struct CapturedBatch {
    TrafficBatch batch;
    /// Unsent messages by the record's index. The others were sent.
    std::map<size_t, MessageDelivery> deliveries;
    /// The user's notes by the record's index.
    std::map<size_t, MessageNote> notes;
};

} // namespace broadcaster
