# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Memory of the broker, and the kernel's part of it."""
from pathlib import Path
from typing import NamedTuple

PAGE = 4096
SOCKET_SLABS = ("TCP", "sock_inode_cache", "filp", "eventpoll_epi", "eventpoll_pwq")
GIB = 2 ** 30
SPARE_BYTES = 3 * GIB  # left to others on the machine, whatever happens


def fields(path):
    """The lines "Name: 123 kB" of a file of /proc, in bytes."""
    found = {}
    for line in Path(path).read_text(encoding="ascii").splitlines():
        name, _, rest = line.partition(":")
        words = rest.split()
        if words and words[0].isdigit():
            found[name] = int(words[0]) * 1024
    return found


def available_bytes():
    return fields("/proc/meminfo")["MemAvailable"]


def sockstat(line, name):
    """A number of /proc/net/sockstat."""
    for text in Path("/proc/net/sockstat").read_text(encoding="ascii").splitlines():
        words = text.split()
        if words[0] == f"{line}:":
            return int(words[words.index(name) + 1])
    return 0


def slab_bytes():
    """Memory of the kernel's objects of open sockets."""
    found = 0
    for line in Path("/proc/slabinfo").read_text(encoding="ascii").splitlines()[2:]:
        words = line.split()
        if words[0] in SOCKET_SLABS:
            found += int(words[words.index("slabdata") + 2]) * int(words[5]) * PAGE
        elif words[0] == "dentry":  # Most belong to files, and are kept and dropped as memory allows.
            found += sockstat("sockets", "used") * int(words[3])
    return found


class Memory(NamedTuple):
    own: int  # of the process: not shared with others, or only in part
    tables: int  # its page tables
    kernel: int  # objects and buffers of the sockets of the whole machine

    @classmethod
    def of(cls, broker):
        process = f"/proc/{broker.process.pid}"
        return cls(fields(f"{process}/smaps_rollup")["Pss"], fields(f"{process}/status")["VmPTE"],
                   slab_bytes() + sockstat("TCP", "mem") * PAGE)

    def minus(self, before):
        """The growth. Both ends of every connection are on this machine and cost the kernel the
        same, so half of the kernel's growth is the broker's."""
        return Memory(self.own - before.own, self.tables - before.tables,
                      (self.kernel - before.kernel) // 2)

    @property
    def total(self):
        return self.own + self.tables + self.kernel
