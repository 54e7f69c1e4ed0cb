// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/result.h"

#include <QtCore/QProcessEnvironment>
#include <QtCore/QStringList>

namespace broadcaster {

/// What the program was asked to do.
struct Invocation {
    enum class Mode { Window, Server, Help, Version };
    Mode mode = Mode::Window;
    BrokerConfig config;
    QString serviceKeyFile; ///< Null: none was named.
    QString logLevel = QStringLiteral("info");
    bool listenGiven = false; ///< config.listenAddresses is no longer the default.
};

/// Reads options and their environment variables (README, options); the command line wins. Reads
/// no file and needs no application object. Fails with InvalidArgument, in one line.
[[nodiscard]] Result<Invocation> parseCommandLine(
    const QStringList &arguments, const QProcessEnvironment &environment);

[[nodiscard]] QString helpText();

/// Puts the key from the service key file, if one is named, into the configuration: its content
/// without white space around. Fails with NotFound when it cannot be read, InvalidArgument when it
/// holds no key.
[[nodiscard]] Result<void> readServiceKey(Invocation &invocation);

} // namespace broadcaster
