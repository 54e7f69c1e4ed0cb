// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/rowrange.h"

#include <QtCore/QItemSelectionModel>

#include <algorithm>

namespace broadcaster {

RowRanges selectedRows(const QItemSelectionModel &selection)
{
    RowRanges all;
    // Where columns were moved, the view selects each column by itself.
    for (const QItemSelectionRange &range : selection.selection()) {
        if (range.isValid())
            all.push_back({ range.top(), range.bottom() });
    }
    std::sort(all.begin(), all.end(),
        [](const RowRange &a, const RowRange &b) { return a.first < b.first; });
    RowRanges merged;
    for (const RowRange &range : all) {
        if (!merged.empty() && range.first <= merged.back().last + 1)
            merged.back().last = std::max(merged.back().last, range.last);
        else
            merged.push_back(range);
    }
    return merged;
}

qint64 rowCountOf(const RowRanges &ranges)
{
    qint64 count = 0;
    for (const RowRange &range : ranges)
        count += qint64 { range.last } - range.first + 1;
    return count;
}

} // namespace broadcaster
