// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

namespace broadcaster {

/// Makes the allocator return freed memory to the system, for the whole process. Call once, before
/// there are threads. Does nothing where the C library is not glibc.
void returnFreedMemory();

} // namespace broadcaster
