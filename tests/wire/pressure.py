# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Crowds of clients, floods of bytes, and their cost to a bystander and the memory."""
import json
import multiprocessing
import os
import resource
import select
import signal
import socket
import ssl
import struct
import time
import warnings

from tls import OVER_TLS, trusting_context
from wire import DEADLINE, EndOfStream, WOULD_BLOCK
from wiretest import WireTest
from wsclient import Client, head_bytes, upgrade_headers, websocket_target

# Bounds that hold on two busy cores. The broker itself needs a tenth of the time.
WORST_PING = float(os.environ.get("WORST_PING_MS", "500")) / 1000
HALF_OF_PINGS = WORST_PING / 5
MOST_GROWTH = 48 << 20
RESET = struct.pack("ii", 1, 0)


class PressureTest(WireTest):
    """One room thread, so that the bystander shares it with the crowd."""

    arguments = ("--threads", "1", "--max-total-queue-bytes", "32MiB")

    def setUp(self):
        super().setUp()
        self.bystander = self.client(project=self.new_project())
        self.bystander.ping_pong()

    def crowd(self, count, **options):
        crowd = Crowd(self.broker.port, count, options.pop("project", self.project), **options)
        self.addCleanup(crowd.abort)
        return crowd

    def pause(self):
        """Stops the broker, so that it finds all that is sent meanwhile in one turn."""
        self.broker.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.broker.process.pid, os.WSTOPPED)

    def resume(self):
        self.broker.process.send_signal(signal.SIGCONT)

    def assert_served(self, *, seconds=1.0, until=None, worst=WORST_PING):
        """The bystander's PINGs are answered in time, for `seconds` and until a thing is true."""
        took = round_trips(self.bystander, seconds, until)
        print(f"{self.id().split('.', 1)[1]}: PINGs {1000 * took[len(took) // 2]:.0f} ms in the "
              f"median, {1000 * took[-1]:.0f} at worst", flush=True)
        self.assertLess(took[-1], worst, "the slowest PING of the bystander")
        self.assertLess(took[len(took) // 2], HALF_OF_PINGS, "the median PING of the bystander")

    def assert_grown_little(self, memory, most=MOST_GROWTH):
        if "MEMORY_SKIP" not in os.environ:
            print(f"{self.id().split('.', 1)[1]}: memory +{memory.growth() >> 20} MiB", flush=True)
            self.assertLess(memory.growth(), most, "memory of the broker")


def round_trips(client, seconds, until=None):
    """Seconds that PINGs took, sorted."""
    took = []
    end = time.monotonic() + seconds
    latest = end + DEADLINE
    while time.monotonic() < end or (until and not until() and time.monotonic() < latest):
        begun = time.monotonic()
        client.ping_pong()
        took.append(time.monotonic() - begun)
        select.select([], [], [], 0.002)  # A bystander, not another flood.
    return sorted(took)


class Memory:
    """The resident memory of a broker, compared with when this was made."""

    def __init__(self, broker):
        self.pid = broker.process.pid
        with open(f"/proc/{self.pid}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")  # VmHWM begins anew (proc(5)).
        self.before = self.read("VmRSS")

    def read(self, name):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            line = next(line for line in file if line.startswith(name + ":"))
        return int(line.split()[1]) * 1024

    def growth(self):
        """The peak since then, in bytes more than before."""
        return self.read("VmHWM") - self.before

    def remaining(self):
        """The present memory, in bytes more than before."""
        return self.read("VmRSS") - self.before


def allow_descriptors(count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count + 200:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count + 200, hard), hard))


class Crowd:
    """Many clients as bare sockets. Each has got its greeting when this is made."""

    PORTION = 200

    def __init__(self, port, count, project, kind="runtime", api_key=None):
        allow_descriptors(count)
        self.ids = []
        self.sockets = []
        request = head_bytes("GET", websocket_target(project, kind, apiKey=api_key),
                             upgrade_headers())
        context = trusting_context() if OVER_TLS else None
        for begin in range(0, count, self.PORTION):
            portion = []
            for _ in range(begin, min(begin + self.PORTION, count)):
                client = socket.create_connection(("127.0.0.1", port), DEADLINE)
                if context:
                    client = context.wrap_socket(client)
                client.sendall(request)
                portion.append(client)
            self.ids += [greeted(client) for client in portion]
            self.sockets += portion

    def leave(self, how):
        """All go, by `how(socket)`. Those that only say so are still open."""
        for client in self.sockets:
            how(client)

    def abort(self):
        self.leave(socket.socket.close)


def greeted(client):
    """Waits for the `connected` message, and returns the client's id."""
    came = b""
    while b'"clientCount"' not in came or not came.endswith(b"}}"):
        data = client.recv(4096)
        if not data or not (came + data).startswith(b"HTTP/1.1 101 "[:len(came + data)]):
            raise AssertionError(f"a client of the crowd was refused: {(came + data)[:200]!r}")
        came += data
    # Others may have left meanwhile: what is said of them follows in the same bytes.
    greeting, _ = json.JSONDecoder().raw_decode(came[came.index(b"{"):].decode(errors="replace"))
    return greeting["payload"]["clientId"]


def reset(client):
    """Ends a connection by RST."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    client.close()


class Child:
    """`with Child(work, …):` runs `work(say_ready, …)` as a process of its own until the block
    ends. It is entered when the process is ready."""

    def __init__(self, work, *arguments):
        context = multiprocessing.get_context("fork")
        self.is_ready = context.Event()
        self.process = context.Process(target=self.run, args=(work, *arguments), daemon=True)

    def run(self, work, *arguments):
        warnings.simplefilter("ignore", ResourceWarning)  # Its clients end with it.
        work(self.is_ready.set, *arguments)

    def __enter__(self):
        self.process.start()
        assert self.is_ready.wait(3 * DEADLINE), "a child process was not ready in time"
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.join()


def flood(say_ready, port, count, data, prefix, extensions=None):
    """Clients that send `data` again and again, as fast as it is taken, and read what comes. One
    that is closed comes back."""
    clients = {}
    poll = select.poll()

    def add(number):
        client = Client(port, f"{prefix}-{number}", extensions=extensions)
        client.socket.setblocking(False)
        clients[client.socket.fileno()] = [client.socket, 0, number]
        poll.register(client.socket, select.POLLIN | select.POLLOUT)

    def remove(descriptor):
        connection, _, number = clients.pop(descriptor)
        poll.unregister(descriptor)
        connection.close()
        return number

    for number in range(count):
        add(number)
    say_ready()
    while True:
        for descriptor, events in poll.poll():
            connection, at, _ = clients[descriptor]
            try:
                if events & (select.POLLIN | select.POLLHUP) and not connection.recv(1 << 18):
                    raise EndOfStream
                if events & select.POLLOUT:
                    part = memoryview(data)[at:at + (1 << 18)]
                    clients[descriptor][1] = (at + connection.send(part)) % len(data)
            except WOULD_BLOCK:
                pass
            except (EndOfStream, OSError):
                again(add, remove(descriptor))


def again(add, number):
    try:
        add(number)
    except (EndOfStream, OSError, AssertionError):
        pass  # Refused, or already closed: one client less.


def send_and_read(say_ready, sockets, data):
    """Sends `data` once on each of the sockets, as fast as it is taken, and drops what comes."""
    poll = select.epoll()
    unsent = {}
    for client in sockets:
        client.setblocking(False)
        poll.register(client, select.EPOLLIN | select.EPOLLOUT)
        unsent[client.fileno()] = memoryview(data)
    of = {client.fileno(): client for client in sockets}
    say_ready()
    while True:
        for descriptor, events in poll.poll():
            try:
                if events & select.EPOLLOUT:
                    sent = of[descriptor].send(unsent[descriptor][:1 << 18])
                    unsent[descriptor] = unsent[descriptor][sent:]
                    if not unsent[descriptor]:
                        poll.modify(descriptor, select.EPOLLIN)
                if events & ~select.EPOLLOUT and not of[descriptor].recv(1 << 20):
                    raise EndOfStream
            except WOULD_BLOCK:
                pass
            except (EndOfStream, OSError):
                poll.unregister(descriptor)


def read_all(say_ready, sockets):
    """Reads whatever comes on each of the sockets, and drops it."""
    poll = select.epoll()
    for client in sockets:
        client.setblocking(False)
        poll.register(client, select.EPOLLIN)
    of = {client.fileno(): client for client in sockets}
    say_ready()
    while True:
        for descriptor, _ in poll.poll():
            try:
                if not of[descriptor].recv(1 << 20):
                    raise EndOfStream
            except (BlockingIOError, ssl.SSLWantReadError):
                pass
            except (EndOfStream, OSError):
                poll.unregister(descriptor)
