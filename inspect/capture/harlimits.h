// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

namespace broadcaster {

/// The most that a HAR file may have to be read or written: its text is in memory meanwhile.
inline constexpr qsizetype MaxHarBytes = 256 * 1024 * 1024;
/// Bytes at the beginning of a file that tell its format.
inline constexpr qsizetype HarHeadBytes = 4096;

} // namespace broadcaster
