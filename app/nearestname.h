// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

namespace broadcaster {

/// The name that takes the fewest changes of a letter to get to; null if that is more than a third
/// of its letters. Of several, the first.
[[nodiscard]] QString nearestName(const QString &name, const QStringList &names);

} // namespace broadcaster
