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

/// The first value that no broker can run with. Not checked: that an address belongs to this
/// machine, that a port is free and that the database exists.
[[nodiscard]] std::optional<ConfigProblem> checkConfig(const BrokerConfig &config);

} // namespace broadcaster
