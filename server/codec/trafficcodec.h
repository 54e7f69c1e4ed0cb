// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/api/traffic.h"

#include <QtCore/QCborValue>

namespace broadcaster {

// Batches of traffic have a codec of their own, because there are many records in one: each record
// is an array without names (docs/console-protocol.md, traffic).

/// CBOR in a byte string.
[[nodiscard]] QCborValue encodeTraffic(const TrafficBatch &batch);
/// Checks everything that points into something else. Entries that a newer program has appended to
/// an array are skipped.
[[nodiscard]] Result<TrafficBatchPointer> decodeTraffic(const QCborValue &value);

} // namespace broadcaster
