// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

namespace broadcaster {

/// The name with the fewest changed letters; null if these are more than a third of its letters.
/// The first among equals.
[[nodiscard]] QString nearestName(const QString &name, const QStringList &names);
/// All of these names, at most `most`, the nearest first.
[[nodiscard]] QStringList nearestNames(
    const QString &name, const QStringList &names, qsizetype most);

} // namespace broadcaster
