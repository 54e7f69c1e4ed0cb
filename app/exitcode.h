// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

namespace broadcaster {

class Broker;

/// The exit code of the process: sysexits.h, as docs/troubleshooting.md lists it.
[[nodiscard]] int exitCodeFor(ErrorCode code);

/// The exit code of a process with a stopped broker, `exitCode` being the code so far. Does not
/// return if a hanging thread makes it unsafe to tidy up.
[[nodiscard]] int endOf(const Broker &broker, int exitCode);

} // namespace broadcaster
