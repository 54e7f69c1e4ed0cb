// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

/// Lines with tabs between their fields, as the settings keep them.
namespace broadcaster {

/// Tabs, line breaks and percent signs within the fields are escaped as in URLs: `%09`.
[[nodiscard]] QString settingsLine(const QStringList &fields);
/// That many fields, or none where the line has fewer. The last field takes the rest of the line.
/// Percent signs that begin no escape of settingsLine() stay as they are.
[[nodiscard]] QStringList settingsFields(const QString &line, qsizetype count);

} // namespace broadcaster
