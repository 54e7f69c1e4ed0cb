// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/options.h"
#include "server/api/result.h"

#include <optional>

namespace broadcaster {

struct ConfigProblem {
    const Option *option; ///< Never null.
    Error error; ///< InvalidArgument; names the option and the values that are allowed.
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
