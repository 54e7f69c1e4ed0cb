// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/nearestname.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace broadcaster {

namespace {

/// Letters to insert, remove or replace (Levenshtein).
qsizetype distance(QStringView from, QStringView to)
{
    std::vector<qsizetype> row(static_cast<size_t>(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (const QChar letter : from) {
        qsizetype diagonal = row.front()++;
        for (size_t i = 1; i < row.size(); ++i) {
            const qsizetype replaced = diagonal
                + (letter == to[static_cast<qsizetype>(i) - 1] ? 0 : 1);
            diagonal = row[i];
            row[i] = std::min({ replaced, row[i] + 1, row[i - 1] + 1 });
        }
    }
    return row.back();
}

} // namespace

QString nearestName(const QString &name, const QStringList &names)
{
    QString nearest;
    qsizetype fewest = 0;
    for (const QString &candidate : names) {
        const qsizetype changes = distance(name, candidate);
        if (changes <= candidate.size() / 3 && (nearest.isNull() || changes < fewest)) {
            nearest = candidate;
            fewest = changes;
        }
    }
    return nearest;
}

} // namespace broadcaster
