// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/logging.h"

namespace broadcaster {

Q_LOGGING_CATEGORY(logBroker, "broker.broker", QtInfoMsg)
Q_LOGGING_CATEGORY(logGateway, "broker.gateway", QtInfoMsg)
Q_LOGGING_CATEGORY(logHttp, "broker.http", QtInfoMsg)
Q_LOGGING_CATEGORY(logRooms, "broker.rooms", QtInfoMsg)
Q_LOGGING_CATEGORY(logCluster, "broker.cluster", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "broker.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logUsage, "broker.usage", QtInfoMsg)

} // namespace broadcaster
