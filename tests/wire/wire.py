# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A TCP connection that reads with deadlines."""
import contextlib
import select
import socket
import ssl
import time

from tls import OVER_TLS, trusting_context

# Seconds after which something that must come is missing. Only failures take this long.
DEADLINE = 20.0

PIECE = 1 << 18  # bytes that are read or written at most in one go
WOULD_BLOCK = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class EndOfStream(Exception):
    """The peer closed or reset the connection."""


class Wire:
    """Bytes to and from the broker. Every read fails with TimeoutError after DEADLINE.

    `tls` is the ssl.SSLContext to talk through; None: as the suite does; False: plain."""

    def __init__(self, port, host="127.0.0.1", receive_buffer=None, tls=None, source=None):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(DEADLINE)
        if source:
            self.socket.bind((source, 0))
        self.socket.connect((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls is None and OVER_TLS:
            tls = trusting_context()
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname=host)
        self.buffer = bytearray()

    def send(self, data):
        self.socket.sendall(data)

    def send_while_open(self, data):
        """Sends to a peer that may close meanwhile. False when it did."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            return False
        return True

    def send_while_reading(self, data):
        """Sends all of `data` and keeps what comes meanwhile, for a peer that reads no more than it writes.

        One thread does both: before Python 3.13, two of them break a TLS connection."""
        until = time.monotonic() + DEADLINE
        rest = memoryview(data)
        self.socket.setblocking(False)
        try:
            while rest:
                if time.monotonic() > until:
                    raise TimeoutError(f"the broker left {len(rest)} bytes unread")
                select.select([self.socket], [self.socket], [], DEADLINE)
                with contextlib.suppress(*WOULD_BLOCK):
                    rest = rest[self.socket.send(rest[:PIECE]):]
                with contextlib.suppress(*WOULD_BLOCK):
                    while True:
                        self._receive()
        finally:
            self.socket.settimeout(DEADLINE)

    def fill(self, until):
        """Reads once. Raises EndOfStream, or TimeoutError at the monotonic time `until`."""
        self.socket.settimeout(max(until - time.monotonic(), 0.001))
        try:
            self._receive()
        finally:
            self.socket.settimeout(DEADLINE)

    def _receive(self):
        try:
            data = self.socket.recv(PIECE)
        except (ConnectionResetError, ssl.SSLEOFError):
            data = b""
        if not data:
            raise EndOfStream(f"the broker closed the connection, {len(self.buffer)} bytes unread")
        self.buffer += data

    def take(self, count):
        """Removes `count` bytes that have come already."""
        data = bytes(memoryview(self.buffer)[:count])
        del self.buffer[:count]
        return data

    def read(self, count):
        until = time.monotonic() + DEADLINE
        while len(self.buffer) < count:
            self.fill(until)
        return self.take(count)

    def read_until(self, delimiter):
        """The bytes up to and with `delimiter`."""
        until = time.monotonic() + DEADLINE
        while delimiter not in self.buffer:
            self.fill(until)
        return self.take(self.buffer.index(delimiter) + len(delimiter))

    def read_to_end(self):
        """All bytes until the peer closes."""
        until = time.monotonic() + DEADLINE
        try:
            while True:
                self.fill(until)
        except EndOfStream:
            return self.take(len(self.buffer))

    def is_readable(self, seconds=0.0):
        """True when something, the end of the stream included, comes within `seconds`."""
        if self.buffer or (isinstance(self.socket, ssl.SSLSocket) and self.socket.pending()):
            return True
        return bool(select.select([self.socket], [], [], seconds)[0])

    def abort(self):
        """Closes without a word."""
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.abort()


def eventually(probe, what="the condition"):
    """Calls `probe` until it returns something true, which is returned."""
    until = time.monotonic() + DEADLINE
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > until:
            raise AssertionError(f"{what} did not come true in {DEADLINE} s")
        select.select([], [], [], 0.02)
