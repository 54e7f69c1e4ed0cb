# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""50,000 clients connect and leave, by close handshake, by FIN and by reset in turn; then memory
and descriptors are what they were."""
import select
import socket
import struct
import time

from stage import descriptors, health, resident_kib
from wire import eventually
from wsclient import close_frame, head_bytes, upgrade_headers, websocket_target

AT_ONCE = 64
PROJECTS = 100
SOURCES = 8  # addresses to come from, so that ports do not run out
LINGER_NOT = struct.pack("ii", 1, 0)
BY_HANDSHAKE, BY_FIN, BY_RESET = range(3)


def run(stage):
    count = 20_000 if stage.is_quick else 50_000
    with stage.broker("--threads", "1") as broker:
        visits = Visits(broker.port)
        visits.make(count)  # Allocators and tables reach the size they need.
        settle(broker)
        memory, files = resident_kib(broker), descriptors(broker)
        started = time.monotonic()
        visits.make(count)
        took = time.monotonic() - started
        settle(broker)
        stage.figure("connects and disconnects", count)
        stage.figure("the pace", count / took, "/s", at_least=1000)
        stage.figure("resident memory before", memory / 1024, "MiB")
        stage.figure("resident memory after", resident_kib(broker) / 1024, "MiB",
                     at_most=1.05 * memory / 1024)
        stage.exactly("descriptors after", descriptors(broker), files)


def settle(broker):
    """Until everybody is gone; the connection that asks is one descriptor less."""
    eventually(lambda: health(broker)["clients"] == 0, "the end of all clients")
    fewest = descriptors(broker)
    until = time.monotonic() + 1
    while time.monotonic() < until:
        fewest = min(fewest, descriptors(broker))
        time.sleep(0.05)
    eventually(lambda: descriptors(broker) == fewest, "the end of all connections")


class Visits:
    """Connects, waits for the greeting, leaves; AT_ONCE under way."""

    def __init__(self, port):
        self.port = port
        self.poll = select.epoll()
        self.heads = [head_bytes("GET", websocket_target(f"visit-{number}", "runtime"),
                                 upgrade_headers()) for number in range(PROJECTS)]
        self.open = {}  # descriptor: (socket, number, bytes so far or None where it only ends)

    def make(self, count):
        begun = 0
        while begun < count or self.open:
            while begun < count and len(self.open) < AT_ONCE:
                self.begin(begun)
                begun += 1
            events = self.poll.poll(20)
            if not events:
                raise AssertionError(f"{len(self.open)} clients wait for the broker in vain")
            for descriptor, _ in events:
                self.go_on(descriptor)

    def begin(self, number):
        client = socket.socket()
        client.bind((f"127.0.0.{1 + number % SOURCES}", 0))
        client.connect(("127.0.0.1", self.port))
        client.sendall(self.heads[number % PROJECTS])
        client.setblocking(False)
        self.poll.register(client, select.EPOLLIN)
        self.open[client.fileno()] = (client, number, b"")

    def go_on(self, descriptor):
        client, number, came = self.open[descriptor]
        try:
            data = client.recv(4096)
        except ConnectionResetError:
            data = b""
        if came is None:
            if not data:
                self.end(client)
            return
        if not data:
            raise AssertionError(f"the broker ended a connection after {came!r}")
        came += data
        if b'"connected"' not in came:
            self.open[descriptor] = (client, number, came)
        elif number % 3 == BY_HANDSHAKE:
            client.sendall(close_frame())
            self.open[descriptor] = (client, number, None)
        else:
            if number % 3 == BY_RESET:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
            self.end(client)

    def end(self, client):
        del self.open[client.fileno()]
        self.poll.unregister(client)
        client.close()
