// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

namespace broadcaster {

/// A number below `count` for a key, by the algorithm of Lamping and Veach: with one more place, as
/// few keys move as can be, and all of them to it. REQUIRES: count > 0.
[[nodiscard]] constexpr qsizetype jumpHash(quint64 key, qsizetype count)
{
    constexpr quint64 Multiplier = 2'862'933'555'777'941'757U;
    qint64 chosen = 0;
    qint64 next = 0;
    while (next < count) {
        chosen = next;
        key = key * Multiplier + 1;
        const auto step = static_cast<double>(1LL << 31) / static_cast<double>((key >> 33) + 1);
        next = static_cast<qint64>(static_cast<double>(chosen + 1) * step);
    }
    return chosen;
}

} // namespace broadcaster
