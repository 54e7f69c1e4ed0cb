// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtGui/QColor>
#include <QtGui/QFont>

class QPalette;

namespace broadcaster {

/// The colours of one look. Every colour of the window is one of these.
struct Theme {
    QColor background; ///< Ground of the window.
    QColor surface; ///< Ground of lists and panes.
    QColor line; ///< Hairlines.
    QColor text;
    QColor dim; ///< Helpful text; 4.5:1 on every ground.
    QColor faint; ///< Text that may be overlooked; 4.5:1 on every ground.
    QColor disabled; ///< Text of unusable controls.
    QColor accent; ///< Focus and the chosen row, never decoration.
    QColor accentSoft;
    QColor selection;
    QColor ok;
    QColor warning;
    QColor bad;
    QColor runtime;
    QColor dataAgent;
    QColor admin;
    QColor system;
    bool isDark = false;

    [[nodiscard]] const QColor &role(ClientType type) const;

    [[nodiscard]] static const Theme &light();
    [[nodiscard]] static const Theme &dark();
    /// The present theme: by the lightness of the palette's window colour.
    [[nodiscard]] static const Theme &of(const QPalette &palette);
    /// The same for the application's palette.
    [[nodiscard]] static const Theme &current();
};

/// A solid colour that looks like `colour` at `opacity` on `ground`: for badges.
[[nodiscard]] QColor blended(const QColor &colour, const QColor &ground, double opacity);

/// For times, ids, sizes and JSON; looks as large as the application's font.
[[nodiscard]] QFont fixedFont();
/// 27 px at the usual font size; grows with the font.
[[nodiscard]] int rowHeight();

} // namespace broadcaster
