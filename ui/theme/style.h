// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/uisettings.h"

class QPalette;

namespace broadcaster {

struct Theme;

/// A property (bool) of a line edit: its content is wrong, and its frame shows it.
inline constexpr const char *InvalidProperty = "invalid";

/// Sets the look of the whole program; may be called again at any time. `Desktop` is light or dark
/// like the desktop's own palette at this moment: call it again at QEvent::ThemeChange. REQUIRES: a
/// QApplication.
void applyTheme(ThemeChoice choice);

[[nodiscard]] QPalette paletteOf(const Theme &theme);

} // namespace broadcaster
