// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/nearestname.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace broadcaster {

namespace {

/// Letters to insert, remove or replace (Levenshtein).
qsizetype changedLetters(QStringView from, QStringView to)
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
    return nearestNames(name, names, 1).value(0);
}

QStringList nearestNames(const QString &name, const QStringList &names, qsizetype most)
{
    std::vector<std::pair<qsizetype, qsizetype>> near; // Changes, and the place in the list.
    for (qsizetype i = 0; i < names.size(); ++i) {
        const qsizetype changes = changedLetters(name, names[i]);
        if (changes <= names[i].size() / 3)
            near.emplace_back(changes, i);
    }
    std::sort(near.begin(), near.end());
    QStringList nearest;
    for (size_t i = 0; i < near.size() && std::ssize(nearest) < most; ++i)
        nearest.append(names[near[i].second]);
    return nearest;
}

} // namespace broadcaster
