// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

namespace broadcaster {

class Broker;

/// What the process ends with: sysexits.h, as docs/troubleshooting.md lists it.
[[nodiscard]] int exitCodeFor(ErrorCode code);

/// What a stopped broker ends the process with, `exitCode` being what it was until now. Does not
/// return if a thread that hangs makes it unsafe to tidy up.
[[nodiscard]] int endOf(const Broker &broker, int exitCode);

} // namespace broadcaster
