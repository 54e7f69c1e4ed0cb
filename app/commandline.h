// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/api/startoptions.h"

#include <QtCore/QMap>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QSet>
#include <QtCore/QStringList>

namespace broadcaster {

/// The options of one run of the program.
struct Invocation : StartOptions {
    enum class Mode { Window, Server, Help, Version };
    Mode mode = Mode::Window;
    QSet<QString> given; ///< Names of the options that were given, by option or by variable.
    QStringList unknownVariables; ///< Variables named BROADCASTER_… that belong to no option.
};

/// Values of options by their names, from an earlier run.
using SavedOptions = QMap<QString, QStringList>;

/// Reads options and their environment variables (docs/options.md); the command line wins. Reads no
/// file and needs no application object. Fails with InvalidArgument, in one line.
[[nodiscard]] Result<Invocation> parseCommandLine(
    const QStringList &arguments, const QProcessEnvironment &environment);

/// Logs the environment variables that have no effect, and the variable that was perhaps meant.
void warnOfUnknownVariables(const Invocation &invocation);

/// Applies saved values where no option was given; only in the window, because a server has its
/// command line. Invalid saved values are left out and logged.
void applySavedOptions(Invocation &invocation, const SavedOptions &saved);
/// The options that may be saved and that differ between the two configurations.
[[nodiscard]] SavedOptions changedOptions(const BrokerConfig &from, const BrokerConfig &to);

/// The content of a file that holds a key, without white space around it. Fails with NotFound when
/// the file cannot be read or holds no key. `name` is for the message: "service key".
[[nodiscard]] Result<QByteArray> readKeyFile(const QString &path, const QString &name);
/// Puts the keys from the service key file and the viewer key file, if they are named, into the
/// configuration: their content without white space around it. Fails with NotFound when a file
/// cannot be read or holds no key.
[[nodiscard]] Result<void> readKeys(Invocation &invocation);

} // namespace broadcaster
