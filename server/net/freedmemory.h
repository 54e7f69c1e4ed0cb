// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

namespace broadcaster {

/// Makes the allocator return freed memory to the system, for the whole process. May be called
/// again. Does nothing where the C library is not glibc.
void returnFreedMemory();

} // namespace broadcaster
