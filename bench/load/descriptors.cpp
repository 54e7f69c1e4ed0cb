// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/descriptors.h"

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>

namespace broadcaster::bench {

namespace {

constexpr rlim_t OwnDescriptors = 32; // For everything besides connections.

} // namespace

bool raiseDescriptors(std::size_t connections)
{
    const rlim_t needed = connections + OwnDescriptors;
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= needed)
        return true;
    const rlimit raised { needed, std::max(limit.rlim_max, needed) };
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
        return true;
    std::fprintf(stderr,
        "broadcaster-load: %zu connections need %llu file descriptors, and this process may have "
        "%llu: raise the limit (ulimit -Hn as root), and fs.nr_open where that is lower\n",
        connections, static_cast<unsigned long long>(needed),
        static_cast<unsigned long long>(limit.rlim_max));
    return false;
}

} // namespace broadcaster::bench
