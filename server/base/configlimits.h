// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/limits.h"

/// Bounds of configuration files.
namespace broadcaster::limits {

inline constexpr qint64 MaxConfigFileBytes = 1024 * 1024;
inline constexpr qsizetype MaxConfigFiles = 100; ///< Files of a folder; more are refused.
inline constexpr qsizetype MaxConfigFaults = 100; ///< Reported faults; further ones are left out.

} // namespace broadcaster::limits
