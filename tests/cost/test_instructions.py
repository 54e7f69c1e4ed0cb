# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Instructions per routed message, counted by callgrind (apt-get install valgrind).

A count, not a time: other programs do not disturb it. Only the room thread is counted, because the
other threads have work that comes by the second, however long a load takes. Each load runs in a
broker of its own, which does everything once in small numbers; the loads differ in one number from
the run that they are compared with, so that start, connecting and stop cancel out."""
import json
import os
import re
import shutil
import sys
import unittest
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "wire"))
from broker import Broker  # noqa: E402
from wsclient import Client, text_frame  # noqa: E402

FEW, MANY = 320, 16_320  # messages
RECEIVERS = 20


class Load(NamedTuple):
    to: dict
    at_once: int  # messages that come in one packet, then all are waited for
    ceiling: str


LOADS = {
    "routed, 16 in a turn": Load({"type": "data-agent"}, 16, "COST_ROUTED_16"),
    "routed, alone in its turn": Load({"type": "data-agent"}, 1, "COST_ROUTED_1"),
    f"to {RECEIVERS} clients, 16 in a turn": Load({"type": "runtime"}, 16, "COST_FANOUT_20"),
}


def frame_of(to):
    return text_frame(json.dumps({
        "id": "4cc3d1d7-22b9-44f5-8c4c-0db9b1b4a7a5", "type": "query", "from": {"type": "runtime"},
        "to": to, "payload": {"text": "x" * 117}}))


def send(load, count, sender, receivers):
    frames = frame_of(load.to) * load.at_once
    for _ in range(count // load.at_once):
        sender.send(frames)
        for receiver in receivers:
            for _ in range(load.at_once):
                receiver.receive_frame()


def instructions(measured):
    """Instructions for FEW messages of each load, but MANY of the measured one."""
    counter = ("valgrind", "--tool=callgrind", "--separate-threads=yes",
               "--callgrind-out-file=counted")
    with Broker("--threads", "1", under=counter) as broker:
        sender = Client(broker.port, "p", "runtime")
        agents = [Client(broker.port, "p", "data-agent")]
        runtimes = [Client(broker.port, "p", "runtime") for _ in range(RECEIVERS)]
        for name, load in LOADS.items():
            receivers = agents if load.to["type"] == "data-agent" else runtimes
            send(load, MANY if name == measured else FEW, sender, receivers)
        broker.stop()
        for client in (sender, *agents, *runtimes):
            client.abort()
        counted = [path.read_text(encoding="utf-8") for path in Path(broker.folder).glob("counted-*")]
    room, = (text for text in counted if "EnvelopeScanner::scan(" in text)
    return int(re.search(r"^totals: (\d+)", room, re.MULTILINE)[1])


@unittest.skipIf("COST_SKIP" in os.environ, os.environ.get("COST_SKIP"))
class Instructions(unittest.TestCase):
    def test_routing(self):
        self.assertTrue(shutil.which("valgrind"), "apt-get install valgrind")
        least = instructions(None)
        for name, load in LOADS.items():
            with self.subTest(name):
                each = (instructions(name) - least) / (MANY - FEW)
                print(f"{name}: {each:,.0f} instructions", flush=True)
                self.assertLess(each, int(os.environ[load.ceiling]))


if __name__ == "__main__":
    unittest.main()
