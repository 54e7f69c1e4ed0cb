// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"

namespace broadcaster {

/// Another database is a remedy.
[[nodiscard]] bool isDatabaseError(ErrorCode code);

/// The fault and its remedy, in the user's language. The detail of the error is for the log.
[[nodiscard]] QString errorText(const Error &error);

} // namespace broadcaster
