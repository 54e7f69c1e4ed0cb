# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The costs that the model computes with, as the case `constants` measured them."""
import json
from typing import NamedTuple

# Measured by `./dev bench cluster --only constants`, beside other programs, which make all of it
# slower.
MEASURED = {
    "date": "2026-11-30",
    "machine": "two cores of an AMD EPYC, a virtual machine",
    "values": {
        "redis_command_us": 2.5, "redis_byte_us": 0.0011,
        "join_here_us": 200, "join_there_us": 9.5, "leave_there_us": 24,
        "remote_client_bytes": 41,
        "message_here_us": 3.1, "message_there_us": 1.25,
        "batch_here_us": 68, "batch_there_us": 41,
    },
}

# Bytes, from server/cluster/batch.h and records.h, for a cluster with a secret.
BYTES = {
    "batch": 80,  # head and signature
    "command": 70,  # the words of PUBLISH, and of the message that it becomes
    "join": 41,
    "leave": 32,
    "roster": 31,  # with a name of 12 bytes
    "roster_client": 25,
    "message": 52 + 350,  # head, and the frame of a payload of 128 bytes
    "register": 120,  # a command about a project, and its answer
}

# From docs/performance.md: a frame of a fan-out, and a handshake.
DELIVERY_US = 0.25
HANDSHAKE_US = 41


class Costs(NamedTuple):
    source: str
    values: dict

    @classmethod
    def read(cls, path):
        if not path:
            return cls(f"{MEASURED['date']}, {MEASURED['machine']}", MEASURED["values"])
        found = json.loads(path.read_text(encoding="utf-8"))
        return cls(str(path), found["constants"]["measured"])

    def __getattr__(self, name):
        return self.values[name]

    def redis_seconds(self, commands, sizes):
        """Processor time of so many commands with so many bytes in all, on a busy server."""
        return (commands * self.redis_command_us + sizes * self.redis_byte_us) / 1e6
