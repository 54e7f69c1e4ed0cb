// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/result.h"

#include <optional>

namespace broadcaster {

/// What of a BrokerConfig can be wrong by itself.
enum class ConfigField {
    ListenAddresses,
    Database,
    ServiceKey,
    TlsFiles,
    AllowedOrigins,
    AllowedHosts,
    TrustedProxies,
    Threads,
    MaxMessageSize,
    MaxConnections,
    MaxConnectionsPerProject,
    MaxQueueBytes,
    MaxTotalQueueBytes,
    SlowReaderTimeout,
    MaxMessageRate,
    IdleProjectTimeout,
    PingInterval,
    HandshakeTimeout,
    MaxPendingHandshakes,
    DrainTime,
};

struct ConfigProblem {
    ConfigField field;
    Error error; ///< InvalidArgument; names the option and what is allowed.
};

/// The first value that no broker can run with. Whether an address is this machine's, a port free
/// and the database there shows only when it is tried.
[[nodiscard]] std::optional<ConfigProblem> checkConfig(const BrokerConfig &config);

} // namespace broadcaster
