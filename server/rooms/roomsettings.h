// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/socketenvironment.h"

#include <QtCore/QtGlobal>

#include <chrono>

namespace broadcaster {

struct BrokerConfig;

/// The part of the configuration for rooms.
struct RoomSettings {
    SocketLimits socket;
    qint64 maxTotalQueueBytes; ///< Sum over all threads.
    std::chrono::seconds slowReaderTimeout;
    int maxMessageRate; ///< Messages per second of a client; 0: unlimited.
    std::chrono::seconds idleProjectTimeout;
    std::chrono::seconds pingInterval;

    [[nodiscard]] static RoomSettings of(const BrokerConfig &config);
};

} // namespace broadcaster
