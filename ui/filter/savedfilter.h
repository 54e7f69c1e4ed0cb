// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/uisettings.h"

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace broadcaster {

/// A filter that the user has given a name.
struct SavedFilter {
    QString name;
    QString filter;

    friend bool operator==(const SavedFilter &, const SavedFilter &) = default;
};

inline constexpr qsizetype MaxSavedFilters = MaxUiSettingsLines;
inline constexpr qsizetype MaxSavedFilterName = 40; ///< In characters.
inline constexpr qsizetype MaxSavedFilterLength = 4000; ///< In characters.

/// As lines for the settings. Lines that cannot be read, and those beyond MaxSavedFilters, are left
/// out.
[[nodiscard]] QStringList savedFilterLines(const QList<SavedFilter> &filters);
[[nodiscard]] QList<SavedFilter> savedFiltersOf(const QStringList &lines);

/// A name on one line, without space around it.
[[nodiscard]] QString cleanName(const QString &name);

} // namespace broadcaster
