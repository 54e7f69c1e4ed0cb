# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""5,000 connections that never finish their handshake, half of them silent and half with a byte a
second, beside 1,000 clients that exchange 20,000 messages a second."""
import collections
import os
import select
import socket
import threading
import time

from stage import descriptors, health, result
from wire import eventually
from wsclient import Client, head_bytes, upgrade_headers, websocket_target

CROWD = 5000
TALK = ("paced", "--projects", 500, "--rate", 20_000, "--warmup", 1)
MAX_PENDING = 1024  # --max-pending-handshakes
AGAIN_SECONDS = 5
HANDSHAKE_SECONDS = 10  # --handshake-timeout


def run(stage):
    crowd_size = 1000 if stage.is_quick else CROWD
    seconds = HANDSHAKE_SECONDS + 3  # The first of them run into their deadline meanwhile.
    with stage.broker("--threads", "1") as broker:
        files = descriptors(broker)
        alone = [stage.load(broker, *TALK, "--seconds", 3)]
        load = stage.start_load(broker, *TALK, "--seconds", seconds)
        eventually(lambda: health(broker)["clients"] == 1000, "1,000 clients")
        most = 0
        with Crowd(broker.port, crowd_size) as crowd:
            while load.poll() is None:
                most = max(most, descriptors(broker))
                time.sleep(3)  # Counting two thousand takes milliseconds of the broker's core.
        beside = result(load)
        started = time.monotonic()
        eventually(lambda: gets_in(broker), "a place for a client")
        let_in = time.monotonic() - started
        eventually(lambda: descriptors(broker) <= files + 1, "the end of all connections")
        alone.append(stage.load(broker, *TALK, "--seconds", 3))
        refused = health(broker)["connections"]["refused"]
    stage.figure("half-open connections kept up", crowd_size)
    stage.figure("of them opened again when they were ended", crowd.reopened)
    stage.figure("dropped to make room", refused)
    stage.figure("descriptors of the broker, at most", most,
                 at_most=files + 1000 + MAX_PENDING + 64)
    stage.exactly("messages and clients lost", beside["errors"], 0)
    stage.figure("messages", beside["delivered_per_s"], "/s", at_least=0.99 * 20_000)
    stage.disturbance(*alone, beside)
    without = max(line["p99_us"] for line in alone) / 1000  # before and after
    stage.figure("99 % within, without them", without, "ms")
    stage.figure("99 % within, beside them", beside["p99_us"] / 1000, "ms", at_most=2 * without)
    stage.figure("a client gets in when they are gone", let_in * 1000, "ms", at_most=1000)


def gets_in(broker):
    try:
        Client(broker.port, "after").abort()
    except (AssertionError, OSError):
        return False
    return True


class Crowd:
    """Keeps so many half-open connections; one that is ended is opened again some seconds later."""

    def __init__(self, port, size):
        self.port, self.size = port, size
        self.head = head_bytes("GET", websocket_target("half", "runtime"), upgrade_headers())
        self.poll = select.epoll()
        self.open = {}  # descriptor: [socket, bytes of the head sent]
        self.talkers = collections.deque()  # descriptors that send, the next one first
        self.ended = collections.deque()  # times
        self.reopened = 0
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.keep)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.thread.join()
        for client, _ in self.open.values():
            client.close()

    def keep(self):
        # On few cores its own work would else count as the broker's latency.
        os.sched_setscheduler(threading.get_native_id(), os.SCHED_IDLE, os.sched_param(0))
        for number in range(self.size):
            if self.stopped.is_set():
                return
            self.begin(number)
        last = time.monotonic()
        while not self.stopped.is_set():
            for descriptor, _ in self.poll.poll(0.05):
                self.end(descriptor)
            now = time.monotonic()
            while self.ended and self.ended[0] <= now - AGAIN_SECONDS:
                self.ended.popleft()
                self.reopened += 1
                self.begin(self.reopened)
            self.send_bytes(round((now - last) * len(self.talkers)))
            last = now

    def begin(self, number):
        client = socket.socket()
        client.setblocking(False)
        client.bind((f"127.0.0.{1 + number % 8}", 0))
        client.connect_ex(("127.0.0.1", self.port))
        self.poll.register(client, select.EPOLLIN)
        self.open[client.fileno()] = [client, 0]
        if number % 2:
            self.talkers.append(client.fileno())

    def end(self, descriptor):
        """The broker said 503 or 408, or just closed."""
        client, _ = self.open.pop(descriptor)
        client.close()
        self.ended.append(time.monotonic())

    def send_bytes(self, count):
        for _ in range(min(count, len(self.talkers))):
            descriptor = self.talkers.popleft()
            if descriptor not in self.open:
                continue
            client, sent = self.open[descriptor]
            try:
                client.send(self.head[sent:sent + 1])
            except OSError:
                continue  # Its end will be read.
            self.open[descriptor][1] = sent + 1
            self.talkers.append(descriptor)
