// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/adminstore.h"
#include "server/api/brokercontrol.h"
#include "server/api/brokermonitor.h"

namespace broadcaster {

/// The window's interfaces to the broker. Outlives the window.
struct Console {
    BrokerMonitor &monitor;
    BrokerControl &control;
    AdminStore &store;
};

} // namespace broadcaster
