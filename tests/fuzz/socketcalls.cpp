// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// The calls of the whole program on sockets, in place of the C library's. <sys/socket.h> may define
// some of them inline, so this file declares them itself.

#include "tests/fuzz/fakesocket.h"

#include <sys/syscall.h>

using broadcaster::FakeSocket;

extern "C" {

ssize_t recv(int descriptor, void *bytes, std::size_t size, int flags)
{
    if (FakeSocket *fake = FakeSocket::find(descriptor))
        return fake->receive({ static_cast<char *>(bytes), size }, flags);
    return syscall(SYS_recvfrom, descriptor, bytes, size, flags, nullptr, nullptr);
}

/// recv() where _FORTIFY_SOURCE checks that `size` bytes fit into `room`.
ssize_t __recv_chk(int descriptor, void *bytes, std::size_t size, std::size_t room, int flags)
{
    if (size > room)
        __builtin_trap();
    return recv(descriptor, bytes, size, flags);
}

ssize_t send(int descriptor, const void *bytes, std::size_t size, int flags)
{
    if (FakeSocket *fake = FakeSocket::find(descriptor))
        return fake->send({ static_cast<const char *>(bytes), size }, flags);
    return syscall(SYS_sendto, descriptor, bytes, size, flags, nullptr, 0);
}

int shutdown(int descriptor, int how)
{
    if (FakeSocket *fake = FakeSocket::find(descriptor))
        return fake->shutdown(how);
    return static_cast<int>(syscall(SYS_shutdown, descriptor, how));
}
}
