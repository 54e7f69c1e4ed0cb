// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

namespace broadcaster {

/// Bytes that hexDump() shows.
inline constexpr qsizetype MaxDumpedBytes = 64 * 1024;

/// Rows of 16 bytes: offset, hexadecimal, letters; of the first MaxDumpedBytes.
[[nodiscard]] QByteArray hexDump(QByteArrayView bytes);

} // namespace broadcaster
