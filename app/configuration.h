// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"

namespace broadcaster {

/// Reads the options from everywhere: the command line takes precedence over the environment, and
/// that over the configuration files (docs/options.md). Fails with InvalidArgument, and a line for
/// each fault, or if a file cannot be read with NotFound or NotAllowed.
[[nodiscard]] Result<Invocation> readConfiguration(
    const QStringList &arguments, const QProcessEnvironment &environment);

/// Reads all files that the options name, such as keys and certificates, and connects to nothing.
/// The faults in sentences.
[[nodiscard]] QList<Error> faultsOfFiles(Invocation invocation);

} // namespace broadcaster
