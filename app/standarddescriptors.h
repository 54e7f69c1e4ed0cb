// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/processhealth.h"

namespace broadcaster {

/// Opens /dev/null for each of stdin, stdout and stderr that is closed. Otherwise the next
/// descriptor that the program opens, such as a client's, would take that number, and the log would
/// go there. That of stdout takes no text: closedOutput() says so. `health` is told if the log goes
/// nowhere. REQUIRES: called before anything else opens a descriptor.
void openStandardDescriptors(ProcessHealth &health);

} // namespace broadcaster
