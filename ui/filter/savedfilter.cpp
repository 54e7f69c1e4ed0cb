// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/savedfilter.h"

#include "inspect/text/settingsline.h"

namespace broadcaster {

QStringList savedFilterLines(const QList<SavedFilter> &filters)
{
    QStringList lines;
    for (const SavedFilter &each : filters)
        lines.append(settingsLine({ each.name, each.filter }));
    return lines;
}

QList<SavedFilter> savedFiltersOf(const QStringList &lines)
{
    QList<SavedFilter> filters;
    for (const QString &line : lines) {
        const QStringList fields = settingsFields(line, 2);
        const SavedFilter filter { cleanName(fields.value(0)), fields.value(1) };
        const bool isGood = !filter.name.isEmpty() && !filter.filter.isEmpty()
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
