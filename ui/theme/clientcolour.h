// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGui/QColor>

namespace broadcaster {

struct Theme;

/// The colour with that number (ClientName::colour), at least 4.5:1 on every ground of lists.
[[nodiscard]] QColor clientColour(int number, const Theme &theme);

} // namespace broadcaster
