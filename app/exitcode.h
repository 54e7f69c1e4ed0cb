// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

namespace broadcaster {

/// What the process ends with: sysexits.h, as the README lists it.
[[nodiscard]] int exitCodeFor(ErrorCode code);

} // namespace broadcaster
