// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/descriptorlimit.h"

#include "server/base/tuning.h"
#include "server/net/owneddescriptor.h"

#include <sys/resource.h>

#include <algorithm>
#include <fcntl.h>

namespace broadcaster {

void raiseDescriptorLimit()
{
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

bool descriptorsRunOut(int slack)
{
    const OwnedDescriptor probe(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0));
    return !probe.isValid() || isAmongTheLast(probe.get(), slack);
}

bool isAmongTheLast(int descriptor, int slack)
{
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return false;
    const auto most = static_cast<int>(limit.rlim_cur);
    return descriptor >= most - std::min(limits::SpareDescriptors, most / 4) - slack;
}

} // namespace broadcaster
