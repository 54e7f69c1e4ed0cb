// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/roomsettings.h"

#include "server/api/brokerconfig.h"

namespace broadcaster {

RoomSettings RoomSettings::of(const BrokerConfig &config)
{
    return { { config.maxMessageSize, config.maxQueueBytes }, config.maxTotalQueueBytes,
        config.slowReaderTimeout, config.maxMessageRate, config.idleProjectTimeout,
        config.pingInterval };
}

} // namespace broadcaster
