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

/// An IP address as it may be listened on: `127.0.0.1`, `::1`, `fe80::1%eth0`; or `localhost`.
[[nodiscard]] bool isListenAddress(const QString &text);

/// An IP address without a zone.
[[nodiscard]] bool isIpAddress(const QString &text);

/// An IP address or a network, `10.0.0.1`, `10.0.0.0/8` or `2001:db8::/32`, in lower case. Null:
/// the text is neither.
[[nodiscard]] QString normalNetwork(const QString &text);

} // namespace broadcaster
