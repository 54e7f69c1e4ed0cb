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

/// What the program was asked to do.
struct Invocation : StartOptions {
    enum class Mode { Window, Server, Help, Version };
    Mode mode = Mode::Window;
    QSet<QString> given; ///< Names of the options that were given, or their variables.
    QStringList unknownVariables; ///< Named BROADCASTER_… and no option's.
};

/// Values of options by their names, from an earlier run.
using SavedOptions = QMap<QString, QStringList>;

/// Reads options and their environment variables (docs/options.md); the command line wins. Reads
/// no file and needs no application object. Fails with InvalidArgument, in one line.
[[nodiscard]] Result<Invocation> parseCommandLine(
    const QStringList &arguments, const QProcessEnvironment &environment);

/// Says in the log which environment variables have no effect, and which was meant perhaps.
void warnOfUnknownVariables(const Invocation &invocation);

/// What was saved holds where nothing was given: in the window only, for a server has its command
/// line. What is no longer valid is left out, and the log says so.
void applySavedOptions(Invocation &invocation, const SavedOptions &saved);
/// The options that may be saved and that are not the same in both configurations.
[[nodiscard]] SavedOptions changedOptions(const BrokerConfig &from, const BrokerConfig &to);

/// Puts the key from the service key file, if one is named, into the configuration: its content
/// without white space around. Fails with NotFound when it cannot be read or holds no key.
[[nodiscard]] Result<void> readServiceKey(Invocation &invocation);

} // namespace broadcaster
