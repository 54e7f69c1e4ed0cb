// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <optional>

namespace broadcaster {

/// "2026-01-28T12:01:02.114Z". REQUIRES: a time of the years 0 to 9999.
[[nodiscard]] QByteArray captureTime(qint64 timeMs);
/// Reads that form and every other form of ISO 8601 that Qt reads; null for another text, or a year
/// outside 0 to 9999.
[[nodiscard]] std::optional<qint64> captureTimeFrom(QByteArrayView text);
/// Whether captureTime() can write it.
[[nodiscard]] bool isCaptureTime(qint64 timeMs);

} // namespace broadcaster
