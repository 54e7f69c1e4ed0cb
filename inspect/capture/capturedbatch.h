// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/messagedelivery.h"

#include <map>

namespace broadcaster {

/// Messages of a capture, and how far they had come when it was written.
struct CapturedBatch {
    TrafficBatch batch;
    std::map<size_t, MessageDelivery> deliveries; ///< By the record's index. Others were sent.
};

} // namespace broadcaster
