// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/savedfilter.h"

namespace broadcaster {

QStringList savedFilterLines(const QList<SavedFilter> &filters)
{
    QStringList lines;
    for (const SavedFilter &each : filters)
        lines.append(each.name + u'\t' + each.filter);
    return lines;
}

QList<SavedFilter> savedFiltersOf(const QStringList &lines)
{
    QList<SavedFilter> filters;
    for (const QString &line : lines) {
        const qsizetype tab = line.indexOf(u'\t');
        const SavedFilter filter { cleanName(line.left(tab)), line.mid(tab + 1) };
        const bool isGood = tab > 0 && !filter.name.isEmpty() && !filter.filter.isEmpty()
            && filter.name.size() <= MaxSavedFilterName
            && filter.filter.size() <= MaxSavedFilterLength;
        if (isGood && filters.size() < MaxSavedFilters)
            filters.append(filter);
    }
    return filters;
}

QString cleanName(const QString &name)
{
    return name.simplified();
}

} // namespace broadcaster
