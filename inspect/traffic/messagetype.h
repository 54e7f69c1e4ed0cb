// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

namespace broadcaster {

/// Sets where the message of the record, which begins at record.begin in the bytes, has its `type`;
/// no type if it has none that is a string.
void setMessageType(TrafficRecord &record, QByteArrayView bytes);

} // namespace broadcaster
