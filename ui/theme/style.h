// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/uisettings.h"

class QPalette;

namespace broadcaster {

struct Theme;

/// A property (bool) of a line edit: what it holds is wrong, its frame says so.
inline constexpr const char *InvalidProperty = "invalid";

/// Makes the whole program look like that; may be called again at any time. `Desktop` is light or
/// dark as the desktop's own palette is at this moment: call it again at QEvent::ThemeChange.
/// REQUIRES: a QApplication.
void applyTheme(ThemeChoice choice);

[[nodiscard]] QPalette paletteOf(const Theme &theme);

} // namespace broadcaster
