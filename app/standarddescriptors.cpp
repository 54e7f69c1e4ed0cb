// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/standarddescriptors.h"

#include <fcntl.h>
#include <sysexits.h>
#include <unistd.h>

#include <cstdlib>

namespace broadcaster {

void openStandardDescriptors(ProcessHealth &health)
{
    for (const int descriptor : { STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO }) {
        if (::fcntl(descriptor, F_GETFD) >= 0)
            continue;
        // Opening takes the lowest free number, which is this one. A failure cannot be reported,
        // and it is not safe to go on. Output that is lost is an error, which closedOutput() finds.
        const int mode = descriptor == STDOUT_FILENO ? O_RDONLY : O_RDWR;
        if (::open("/dev/null", mode) != descriptor)
            std::_Exit(EX_SOFTWARE);
        if (descriptor == STDERR_FILENO)
            health.setProblem(ProcessHealth::Part::StandardError,
                { QStringLiteral("stderr was closed at the start: the log goes nowhere") });
    }
}

} // namespace broadcaster
