// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/freedmemory.h"

#include "server/base/tuning.h"

#include <QtCore/QtGlobal>

#ifdef Q_OS_LINUX
#include <malloc.h>
#endif

namespace broadcaster {

void returnFreedMemory()
{
#ifdef __GLIBC__
    // glibc raises these by itself to the size of the largest block that was ever freed, up to 32
    // MiB. After that, the memory of a crowd with large messages would never be returned.
    mallopt(M_MMAP_THRESHOLD, limits::OwnMappingBytes);
    mallopt(M_TRIM_THRESHOLD, limits::KeptFreeBytes);
#endif
}

} // namespace broadcaster
