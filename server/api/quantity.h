// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// The units of numbers in options.
enum class Unit { Count, Port, Bytes, Seconds };

inline constexpr qint64 Mebibyte = 1024 * 1024;

/// A whole number. Bytes may have a unit: 65536, 64KiB, 16 MiB.
[[nodiscard]] std::optional<qint64> parseQuantity(const QString &text, Unit unit);
/// The text of a number, with the largest unit that divides it (64 KiB); parseQuantity() reads it.
[[nodiscard]] QString quantityText(qint64 value, Unit unit);

} // namespace broadcaster
