// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/codec/typeinfo.h"

namespace broadcaster {

/// Each option by its name, with its values as the command line takes them, and `serviceKey`,
/// `viewerKey` and `clusterSecret`: the secret, or true for one that is hidden.
[[nodiscard]] QCborValue encodeConfig(const BrokerConfig &config);
/// The options of `to` that differ from those of `from`.
[[nodiscard]] QCborValue encodeChanges(const BrokerConfig &from, const BrokerConfig &to);
/// Changes the options that are there. Null, or the fault.
[[nodiscard]] QString decodeConfig(
    const QCborValue &value, BrokerConfig &to, const Decoding &decoding);

} // namespace broadcaster
