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
    QColor background; ///< Of the window.
    QColor surface; ///< Of lists and panes.
    QColor line; ///< Hairlines.
    QColor text;
    QColor dim; ///< What helps; 4.5:1 on every ground.
    QColor faint; ///< What may be overlooked; 4.5:1 on every ground.
    QColor disabled; ///< What cannot be used now.
    QColor accent; ///< Focus and the chosen, never decoration.
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
    /// The one in force: by the lightness of the palette's window colour.
    [[nodiscard]] static const Theme &of(const QPalette &palette);
    /// The same for the application's palette.
    [[nodiscard]] static const Theme &current();
};

/// A solid colour that looks like `colour` at `opacity` on `ground`: for badges.
[[nodiscard]] QColor blended(const QColor &colour, const QColor &ground, double opacity);

/// For times, ids, sizes and JSON; as large as the application's font looks beside it.
[[nodiscard]] QFont fixedFont();
/// 27 px at the usual font size; grows with the font.
[[nodiscard]] int rowHeight();

} // namespace broadcaster
