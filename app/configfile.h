// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/givenoption.h"
#include "server/api/result.h"

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace broadcaster {

/// Where configuration files are looked for.
struct ConfigPlaces {
    QStringList paths; ///< Files, and folders whose files *.conf count, in the order of names.
    bool mayBeMissing = false;
};

/// `named`: what --config names; null: the usual places.
[[nodiscard]] ConfigPlaces configPlaces(const QString &named, bool isServer);

/// Whether a line may hold the text: it has no control characters but tabs.
[[nodiscard]] bool isTextOfLine(QStringView text);

/// The options of all files together.
struct ConfigFiles {
    QStringList paths; ///< The files that were read, in this order.
    QList<GivenOption> options; ///< An option of several files has the values of the last one.
};

/// Reads lines of the form `name = value`; other lines are empty or begin with `#`. The name of a
/// list may stand in several lines. Fails with NotFound or NotAllowed if a file cannot be read, and
/// with InvalidArgument and a line for each fault of all files.
[[nodiscard]] Result<ConfigFiles> readConfigFiles(const ConfigPlaces &places);

} // namespace broadcaster
