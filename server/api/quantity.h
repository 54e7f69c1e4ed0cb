// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// What the numbers of options count.
enum class Unit { Count, Port, Bytes, Seconds };

inline constexpr qint64 Mebibyte = 1024 * 1024;

/// A whole number. Bytes may have a unit: 65536, 64KiB, 16 MiB.
[[nodiscard]] std::optional<qint64> parseQuantity(const QString &text, Unit unit);
/// What parseQuantity() reads as the same number, with the largest unit that divides it: 64 KiB.
[[nodiscard]] QString quantityText(qint64 value, Unit unit);

} // namespace broadcaster
