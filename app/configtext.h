// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"

namespace broadcaster {

/// All options as a configuration file: those that were given with the origin of the value, and the
/// others as comments with their defaults. Passwords are left out, which makes their line a
/// comment.
[[nodiscard]] QString configText(const Invocation &invocation);

} // namespace broadcaster
