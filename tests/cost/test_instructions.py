# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Instructions of messages and handshakes, counted by callgrind (apt-get install valgrind).

A count, not a time: other programs do not disturb it. For messages, only the room thread is
counted, because the other threads have work that comes by the second, however long a load takes.
Each load runs in a broker of its own, which does everything once in small numbers; the loads differ
in one number from the run that they are compared with, so that start, connecting and stop cancel
out. A handshake costs the gateway's thread and the room thread; its close at the stop counts, too,
about one part in fifty."""
import functools
import json
import os
import re
import shutil
import socket
import sys
import unittest
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "wire"))
from broker import Broker  # noqa: E402
from redisserver import Redis  # noqa: E402
from wire import DEADLINE  # noqa: E402
from wsclient import Client, text_frame  # noqa: E402

FEW, MANY = 320, 16_320  # messages
FEW_CLIENTS, MANY_CLIENTS = 64, 576
CLIENTS_AT_ONCE = 16
RECEIVERS = 20
MOST_IN_A_CLUSTER = 1.02  # of the instructions without one, while all clients are at one broker


class Load(NamedTuple):
    to: dict
    at_once: int  # messages that come in one packet, then all are waited for
    ceiling: str


HANDSHAKE = (b"GET /websocket?projectId=p&type=runtime HTTP/1.1\r\nHost: localhost\r\n"
             b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
             b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
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


COUNTER = ("valgrind", "--tool=callgrind", "--separate-threads=yes",
           "--callgrind-out-file=counted")


def instructions_of_thread(broker, function):
    """Those of the thread that has called this function."""
    counted = [path.read_text(encoding="utf-8") for path in Path(broker.folder).glob("counted-*")]
    thread, = (text for text in counted if function in text)
    return int(re.search(r"^totals: (\d+)", thread, re.MULTILINE)[1])


def connect(port):
    """Clients that connect at once. They are greeted when this returns."""
    clients = [socket.create_connection(("127.0.0.1", port), DEADLINE)
               for _ in range(CLIENTS_AT_ONCE)]
    for client in clients:
        client.sendall(HANDSHAKE)
    for client in clients:
        answer = b""
        while not answer.endswith(b"}}"):
            part = client.recv(65536)
            if not part:
                raise AssertionError(f"closed after {answer!r}")
            answer += part
    return clients


def instructions_of_handshakes(count):
    with Broker("--threads", "1", "--handshake-timeout", "300", under=COUNTER) as broker:
        clients = [client for _ in range(0, count, CLIENTS_AT_ONCE)
                   for client in connect(broker.port)]
        broker.stop()
        for client in clients:
            client.close()
        return sum(instructions_of_thread(broker, function)
                   for function in ("RequestReader::feed(", "Handshakes::answer("))


@functools.cache
def instructions(measured, arguments):
    """Instructions for FEW messages of each load, but MANY of the measured one."""
    with Broker("--threads", "1", *arguments, under=COUNTER) as broker:
        sender = Client(broker.port, "p", "runtime")
        agents = [Client(broker.port, "p", "data-agent")]
        runtimes = [Client(broker.port, "p", "runtime") for _ in range(RECEIVERS)]
        for name, load in LOADS.items():
            receivers = agents if load.to["type"] == "data-agent" else runtimes
            send(load, MANY if name == measured else FEW, sender, receivers)
        broker.stop()
        for client in (sender, *agents, *runtimes):
            client.abort()
        return instructions_of_thread(broker, "EnvelopeScanner::scan(")


def cost(name, arguments=()):
    """Instructions of one message."""
    return (instructions(name, arguments) - instructions(None, arguments)) / (MANY - FEW)


@unittest.skipIf("COST_SKIP" in os.environ, os.environ.get("COST_SKIP"))
class Instructions(unittest.TestCase):
    def setUp(self):
        self.assertTrue(shutil.which("valgrind"), "apt-get install valgrind")

    def test_routing(self):
        for name, load in LOADS.items():
            with self.subTest(name):
                each = cost(name)
                print(f"{name}: {each:,.0f} instructions", flush=True)
                self.assertLess(each, int(os.environ[load.ceiling]))

    def test_handshakes(self):
        few, many = (instructions_of_handshakes(count) for count in (FEW_CLIENTS, MANY_CLIENTS))
        each = (many - few) / (MANY_CLIENTS - FEW_CLIENTS)
        print(f"a handshake: {each:,.0f} instructions", flush=True)
        self.assertLess(each, int(os.environ["COST_HANDSHAKE"]))

    def test_routing_in_a_cluster(self):
        """A broker with the bus, while all clients of the project are its own."""
        with Redis() as redis:
            arguments = ("--cluster", redis.url, "--cluster-namespace", "cost")
            for name in LOADS:
                with self.subTest(name):
                    alone, each = cost(name), cost(name, arguments)
                    print(f"{name}: {each / alone:.4f} of {alone:,.0f} instructions", flush=True)
                    self.assertLess(each / alone, MOST_IN_A_CLUSTER)


if __name__ == "__main__":
    unittest.main()
