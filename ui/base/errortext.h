// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"

namespace broadcaster {

/// What went wrong and what to do, in the user's language. The detail of the error is for the log.
[[nodiscard]] QString errorText(const Error &error);

} // namespace broadcaster
