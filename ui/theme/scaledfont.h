// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGui/QFont>

namespace broadcaster {

/// The font at `factor` of its size, whether that is in points or in pixels.
[[nodiscard]] QFont scaledFont(QFont font, double factor);

} // namespace broadcaster
