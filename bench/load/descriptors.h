// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace broadcaster::bench {

/// Raises the limit of this process so that it may have that many connections. False, with the
/// remedy on stderr: it may not.
[[nodiscard]] bool raiseDescriptors(std::size_t connections);

} // namespace broadcaster::bench
