// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QLoggingCategory>

/// Every log category of the broker. Never a key, a token or a payload in a log.
namespace broadcaster {

Q_DECLARE_LOGGING_CATEGORY(logBroker) // broker.broker: start, stop, configuration
Q_DECLARE_LOGGING_CATEGORY(logGateway) // broker.gateway: listening, accepting, refusals
Q_DECLARE_LOGGING_CATEGORY(logHttp) // broker.http: calls
Q_DECLARE_LOGGING_CATEGORY(logRooms) // broker.rooms: clients and projects
Q_DECLARE_LOGGING_CATEGORY(logCluster) // broker.cluster: other brokers and the engine
Q_DECLARE_LOGGING_CATEGORY(logStore) // broker.store: the database
Q_DECLARE_LOGGING_CATEGORY(logUsage) // broker.usage: counters

} // namespace broadcaster
