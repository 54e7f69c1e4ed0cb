// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/rowrange.h"

#include <QtCore/QString>

#include <optional>

/// Texts for the clipboard, one line or message after the other. Null: there is more than the
/// limits allow.
namespace broadcaster {

class TrafficModel;

inline constexpr qint64 MaxCopiedRows = 20'000;
inline constexpr qsizetype MaxCopiedBytes = 8 * 1024 * 1024;

/// The cells of one column.
[[nodiscard]] std::optional<QString> copiedCells(
    const TrafficModel &model, const RowRanges &rows, int column);
/// The messages as on the wire.
[[nodiscard]] std::optional<QString> copiedMessages(
    const TrafficModel &model, const RowRanges &rows);
/// Lines of a capture (docs/capture.md).
[[nodiscard]] std::optional<QString> copiedLines(const TrafficModel &model, const RowRanges &rows);

} // namespace broadcaster
