// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <vector>

class QItemSelectionModel;

namespace broadcaster {

/// Neighbouring rows of a table.
struct RowRange {
    int first = 0;
    int last = 0;

    friend bool operator==(const RowRange &, const RowRange &) = default;
};
/// In their order, without overlaps.
using RowRanges = std::vector<RowRange>;

/// The rows of which any cell is selected. The work depends on the number of ranges, not on that of
/// rows.
[[nodiscard]] RowRanges selectedRows(const QItemSelectionModel &selection);
[[nodiscard]] qint64 rowCountOf(const RowRanges &ranges);

} // namespace broadcaster
