// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"

namespace broadcaster {

/// The fault and its remedy, in the user's language. The detail of the error is for the log.
[[nodiscard]] QString errorText(const Error &error);

} // namespace broadcaster
