// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <QtCore/QByteArrayView>

namespace broadcaster {

// Names in files and on the wire (docs/capture.md; docs/protocol.md, the operator's calls).

[[nodiscard]] QByteArrayView nameOf(TrafficKind kind);
[[nodiscard]] QByteArrayView nameOf(DeliveryState state);
[[nodiscard]] QByteArrayView nameOf(Verdict verdict);

} // namespace broadcaster
