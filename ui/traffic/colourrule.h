// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/filter/filter.h"
#include "ui/base/uisettings.h"
#include "ui/theme/rowcolour.h"

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace broadcaster {

/// Rows that match the filter get the colour.
struct ColourRule {
    QString name; ///< May be empty.
    QString filter;
    RowColour colour = RowColour::Yellow;
    bool isEnabled = true;

    /// The name, or the filter where there is none.
    [[nodiscard]] const QString &shownName() const { return name.isEmpty() ? filter : name; }

    friend bool operator==(const ColourRule &, const ColourRule &) = default;
};

inline constexpr qsizetype MaxColourRules = MaxUiSettingsLines;
inline constexpr qsizetype MaxColourRuleName = 40; ///< In characters.
inline constexpr qsizetype MaxColourRuleLength = 4000; ///< Characters of its filter.

/// As lines for the settings. Lines that cannot be read, and those beyond MaxColourRules, are left
/// out.
[[nodiscard]] QStringList colourRuleLines(const QList<ColourRule> &rules);
[[nodiscard]] QList<ColourRule> colourRulesOf(const QStringList &lines);

} // namespace broadcaster
