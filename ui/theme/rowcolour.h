// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>
#include <QtGui/QColor>

#include <optional>

namespace broadcaster {

struct Theme;

/// The colours that a user can give to rows. Their values are stored by name.
enum class RowColour { Red, Orange, Yellow, Green, Teal, Blue, Violet, Grey };
inline constexpr int RowColourCount = 8;

/// "red": for the settings.
[[nodiscard]] const char *rowColourKey(RowColour colour);
/// The colour with that key; null: there is none.
[[nodiscard]] std::optional<RowColour> rowColourOf(const QString &key);
/// The strong colour, for marks.
[[nodiscard]] const QColor &rowColour(RowColour colour, const Theme &theme);
/// A ground on which every text of the theme except the faint one can be read.
[[nodiscard]] QColor rowGround(RowColour colour, const Theme &theme);

} // namespace broadcaster
