// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

namespace broadcaster {

/// Raises this process's limit of open descriptors (RLIMIT_NOFILE) as far as it may.
void raiseDescriptorLimit();

/// True when all but limits::SpareDescriptors of the descriptors this process may have are in
/// use, or all but a quarter where that is less. `slack` asks for that many more to be free.
[[nodiscard]] bool descriptorsRunOut(int slack = 0);
/// The same, told by the newest descriptor: they are given out lowest first.
[[nodiscard]] bool isAmongTheLast(int descriptor, int slack = 0);

} // namespace broadcaster
