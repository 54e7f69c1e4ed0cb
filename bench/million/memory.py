# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Memory of the broker, and the kernel's part of it."""
from pathlib import Path
from typing import NamedTuple

PAGE = 4096
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


def socket_pages():
    """Pages of the buffers of all TCP sockets."""
    for line in Path("/proc/net/sockstat").read_text(encoding="ascii").splitlines():
        if line.startswith("TCP:"):
            words = line.split()
            return int(words[words.index("mem") + 1])
    return 0


class Memory(NamedTuple):
    own: int  # of the process: not shared with others, or only in part
    tables: int  # its page tables
    kernel: int  # slabs and socket buffers of the whole machine

    @classmethod
    def of(cls, broker):
        process = f"/proc/{broker.process.pid}"
        return cls(fields(f"{process}/smaps_rollup")["Pss"], fields(f"{process}/status")["VmPTE"],
                   fields("/proc/meminfo")["Slab"] + socket_pages() * PAGE)

    def minus(self, before):
        """The growth. Both ends of every connection are on this machine and cost the kernel the
        same, so half of the kernel's growth is the broker's."""
        return Memory(self.own - before.own, self.tables - before.tables,
                      (self.kernel - before.kernel) // 2)

    @property
    def total(self):
        return self.own + self.tables + self.kernel
