// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

/// Checks for faults of the program itself, in release builds too. A failed check is logged with
/// its place, and the caller takes the safe way out. Any thread may call them.
namespace broadcaster {

/// Logs a fault of the program at a place in its source.
[[gnu::cold, gnu::noinline]] void reportFault(const char *file, int line);

/// Whether the condition holds. A caller that gets `false` must not go on as if it did.
[[nodiscard]] inline bool ensure(
    bool condition, const char *file = __builtin_FILE(), int line = __builtin_LINE())
{
    if (!condition) [[unlikely]]
        reportFault(file, line);
    return condition;
}

/// Ends a function after a switch over all values of an enumeration. Reports a fault and returns
/// `safe`, the value that does the least harm.
template <typename T>
[[nodiscard]] T unreachable(
    T &&safe, const char *file = __builtin_FILE(), int line = __builtin_LINE())
{
    reportFault(file, line);
    return std::forward<T>(safe);
}

} // namespace broadcaster
