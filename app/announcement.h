// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

namespace broadcaster {

/// Prints one line on stdout for each URL that the broker listens on. Does not wait for a reader.
void announce(const QStringList &urls);

} // namespace broadcaster
