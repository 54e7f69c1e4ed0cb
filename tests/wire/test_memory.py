# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Every byte that waits is counted, and nobody is closed for the bytes of another project."""
import json
import os
import socket
import unittest

from broker import Broker
from pressure import OVER_TLS, Child, Memory, PressureTest, read_all, reset, round_trips
from rfc6455 import start
from wire import eventually
from wiretest import BrokerTest
from wsclient import CLOSE, PING, PONG, TEXT, Closed, frame, text_frame

MEBIBYTE = 1 << 20
POLICY_VIOLATION, TOO_SLOW = 1008, 4002


def rest_missing(size, missing=10):
    """All but the last bytes of a message."""
    return frame(TEXT, b'{"x":"' + b"x" * size)[:-missing]


class OneTurn(PressureTest):
    """Many clients of a room broadcast in the same moment."""

    arguments = ("--threads", "1", "--max-total-queue-bytes", "1MiB", "--max-queue-bytes", "1MiB")

    def broadcast(self, projects, count, size):
        crowds = [self.crowd(count, project=self.new_project()) for _ in range(projects)]
        sockets = [client for crowd in crowds for client in crowd.sockets]
        message = frame(TEXT, b'{"payload":"%s"}' % (b"x" * size), mask=b"\0\0\0\0")
        memory = Memory(self.broker)
        self.pause()
        for client in sockets:
            client.sendall(message)
        with Child(read_all, sockets):
            self.resume()
            round_trips(self.bystander, 2.0)
        self.assert_grown_little(memory)

    def test_a_room(self):
        self.broadcast(1, 250 if OVER_TLS else 400, 1000)

    def test_larger_messages(self):
        self.broadcast(1, 150, 8000)

    def test_several_rooms(self):
        self.broadcast(4, 150, 1000)


class AcrossProjects(BrokerTest):
    """One project holds all that may wait. Clients of others, on the same thread and on the other
    one, are not closed for it."""

    TOTAL, OTHERS = 16, 8

    def each_number_of_threads(self, test):
        for threads in ("1", "2"):
            with self.subTest(threads=threads), Broker(
                    "--threads", threads, "--max-total-queue-bytes",
                    f"{self.TOTAL}MiB", "--slow-reader-timeout", "120") as self.broker:
                test()

    def test_unfinished_messages(self):
        self.each_number_of_threads(self.unfinished_messages)

    def unfinished_messages(self):
        holder = self.new_project()

        def hold():
            client = self.client(project=holder)
            client.send_while_open(rest_missing(MEBIBYTE - 100))
            return client
        holders = [hold() for _ in range(self.TOTAL)]
        message = text_frame('{"type":"PING","x":"%s"}' % (" " * 100_000))
        others = [self.client(project=self.new_project()) for _ in range(self.OTHERS)]
        for _ in range(3):
            for other in others:
                other.send(message[:50_000])
            for other in others:
                other.send(message[50_000:])
                other.receive_type("PONG")
            holders = [client if self.is_held(client) else hold() for client in holders]

    def is_held(self, client):
        while client.is_readable():
            try:
                client.receive_type("client_left")
            except Closed as closed:
                self.assertEqual(closed.code, POLICY_VIOLATION)
                return False
        return True

    def test_unread_messages(self):
        self.each_number_of_threads(self.unread_messages)

    def unread_messages(self):
        """Each other project has a client that reads late. It gets everything."""
        message = text_frame(json.dumps({"to": {"type": "data-agent"}, "payload": "x" * 60_000}))
        late = []
        for _ in range(self.OTHERS):
            sender, reader = self.sender_and_readers(1)
            sender.send(message * 20)
            sender.ping_pong()
            late += reader
        sender, readers = self.sender_and_readers(8)
        for _ in range(30):
            sender.send(message * 4)
            sender.ping_pong()
        for reader in late:
            reader.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, MEBIBYTE)
            for _ in range(20):
                self.assertEqual(len(reader.receive()["payload"]), 60_000)
            self.assertEqual(reader.ping_pong(), [])
        for reader in readers:
            reader.abort()
        eventually(self.closed_as_too_slow, "an end in the project that holds the most")

    def closed_as_too_slow(self):
        return self.get("/health")["connections"]["endedByCloseCode"].get(str(TOO_SLOW), 0)

    def sender_and_readers(self, count):
        """In a project of their own. The readers do not read yet."""
        project = self.new_project()
        return self.client(project=project), [
            self.client("data-agent", project, receive_buffer=4096) for _ in range(count)]


class Unfinished(PressureTest):
    """Messages that do not end."""

    arguments = ("--threads", "1")
    ROUNDS, CLIENTS, SIZE = 4, 60, 1_000_000
    LEFT = 24 * MEBIBYTE

    def test_freed_memory_returns(self):
        self.bystander.ping_pong()
        memory = Memory(self.broker)
        data = rest_missing(self.SIZE)
        for _ in range(self.ROUNDS):
            crowd = self.crowd(self.CLIENTS)
            for at in range(0, len(data), 65_536):
                for client in crowd.sockets:
                    client.sendall(data[at:at + 65_536])
            if "MEMORY_SKIP" not in os.environ:
                eventually(lambda: memory.remaining() > self.CLIENTS * self.SIZE // 2,
                           "most of the messages in memory")
            crowd.leave(reset)
            if "MEMORY_SKIP" not in os.environ:
                eventually(lambda: memory.remaining() < self.LEFT, "most of the memory given back")
        self.bystander.ping_pong()


class UnfinishedIsBounded(PressureTest):
    arguments = ("--threads", "1", "--max-total-queue-bytes", "1MiB")

    def test_early_bytes(self):
        """Bytes that come with the request of an upgrade count like those behind it."""
        count = 400
        memory = Memory(self.broker)
        clients = [self.client(with_head=start(b"x" * 15_000)) for _ in range(count)]
        self.bystander.ping_pong()
        closed = sum(self.is_closed(client) for client in clients)
        # No more of them stay than may wait in all.
        self.assertGreaterEqual(closed, count - MEBIBYTE // 15_000 - 1)
        self.assert_grown_little(memory)

    def is_closed(self, client):
        client.send_while_open(frame(PING))
        while True:
            opcode, payload = client.receive_frame()
            if opcode == PONG:
                return False
            if opcode == CLOSE:
                self.assertEqual(payload[:2], POLICY_VIOLATION.to_bytes(2, "big"))
                return True
            self.assertIn(b'"client_left"', payload)


if __name__ == "__main__":
    unittest.main()
