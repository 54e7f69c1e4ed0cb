// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

class QTableView;

namespace broadcaster {

/// Gives each column its width in pixels, or the width of its title if the title is wider, as
/// titles of other languages are. REQUIRES: sorting is enabled already, because its arrow takes
/// room.
void setColumnWidths(QTableView &table, std::span<const int> widths);

/// The width, or that of the column's title if this is wider; of hidden columns, too.
[[nodiscard]] int widthWithTitle(const QTableView &table, int column, int width);

} // namespace broadcaster
