// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

namespace broadcaster {

/// Raises this process's limit of open descriptors (RLIMIT_NOFILE) to the allowed maximum.
void raiseDescriptorLimit();

/// True when all but limits::SpareDescriptors of the process's descriptors are in use, or all but a
/// quarter where that is less. `slack` asks for that many more free descriptors.
[[nodiscard]] bool descriptorsRunOut(int slack = 0);
/// The same, judged by the newest descriptor: the system gives out the lowest first.
[[nodiscard]] bool isAmongTheLast(int descriptor, int slack = 0);

} // namespace broadcaster
