// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

#include <optional>

namespace broadcaster {

/// Amounts as people write them into a field.
enum class Unit { Count, Port, Bytes, Seconds };

/// A whole number. Bytes, or with a unit: 65536, 64KiB, 16 MiB.
[[nodiscard]] std::optional<qint64> parseQuantity(const QString &text, Unit unit);
/// What parseQuantity() reads as the same: exact, with the largest unit that fits.
[[nodiscard]] QString quantityText(qint64 value, Unit unit);

} // namespace broadcaster
