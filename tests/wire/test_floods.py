# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Clients that send cheap bytes without pause: others on their thread are served."""
import contextlib
import math
import select
import socket
import time
import unittest

from broker import Broker
from openssl import HandMadeTls, TinyRecords
from pressure import OVER_TLS, Child, Memory, PressureTest, flood, round_trips
from rfc6455 import more, start
from wire import DEADLINE
from wiretest import BrokerTest, WireTest
from wsclient import (BINARY, CONTINUATION, PING, PONG, TEXT, Closed, close_frame, deflated, frame,
                      head_bytes, text_frame, upgrade_headers, websocket_target)

PROTOCOL_ERROR, POLICY_VIOLATION, TOO_FAST = 1002, 1008, 4003
MAX_INVALID, RATE = 100, 50
BLOCK = 300_000  # Bytes that a client of a flood sends again and again
STOP_SECONDS, HEALTH_SECONDS = 5, 1


def repeated(*frames):
    once = b"".join(frames)
    return once * (BLOCK // len(once) + 1)


FLOODS = {
    "texts of one byte": repeated(text_frame("x")),
    "empty texts": repeated(text_frame("")),
    "binary garbage": repeated(frame(BINARY, b"\0")),
    "unknown receivers": repeated(text_frame('{"to":{"id":"x"}}')),
    "faulty receivers": repeated(text_frame('{"to":1}')),
    "broadcasts to nobody": repeated(text_frame("{}")),
    "PINGs": repeated(text_frame('{"type":"PING"}')),
    "empty pings": repeated(frame(PING)),
    "pings of 125 bytes": repeated(frame(PING, b"x" * 125)),
    "unasked pongs": repeated(frame(PONG)),
    "pings and pongs": repeated(frame(PING), frame(PONG, b"x")),
    "empty fragments": start(b"{") + more() * 90_000 + frame(CONTINUATION, b"}"),
    "empty fragments that never end": start(b"{") + more() * 90_000,
    "fragments of one byte": start(b"{") + more(b" ") * 90_000 + frame(CONTINUATION, b"}"),
    "pings between fragments": start(b"{") + (more() + frame(PING)) * 20_000
                               + frame(CONTINUATION, b"}"),
    "protocol errors": frame(3),
    "closings": close_frame(),
}


COMPRESSED = {
    "messages that grow a thousandfold": deflated(b'{"to":{"id":"x"},"payload":"%s"}' % (b"a" * 1_000_000)),
    "text that is no JSON": deflated(b"a" * 1_000_000),
    "small messages": deflated(b'{"to":{"id":"x"}}'),
}


class Bystander(PressureTest):
    """A client of another project on the same thread, beside 16 that flood."""

    def beside(self, kinds):
        for kind in kinds:
            with self.subTest(kind):
                print(f"{kind}:", end=" ")
                with Child(flood, self.broker.port, 16, FLOODS[kind], self.new_project()):
                    self.assert_served()
                self.bystander.ping_pong()

    def test_errors(self):
        self.beside(["texts of one byte", "empty texts", "binary garbage", "faulty receivers"])

    def test_messages(self):
        self.beside(["unknown receivers", "broadcasts to nobody", "PINGs"])

    def test_control_frames(self):
        self.beside(["empty pings", "pings of 125 bytes", "unasked pongs", "pings and pongs"])

    def test_fragments(self):
        self.beside(["empty fragments", "empty fragments that never end", "fragments of one byte",
                     "pings between fragments"])

    def test_coming_back(self):
        """They are closed for their messages, and connect again."""
        self.beside(["protocol errors", "closings"])

    def test_all_at_once(self):
        with contextlib.ExitStack() as children:
            for number, data in enumerate(list(FLOODS.values())[::3]):
                children.enter_context(
                    Child(flood, self.broker.port, 3, data, f"{self.project}-{number}"))
            self.assert_served()


class Compressed(PressureTest):
    """The same beside 16 that send compressed messages."""

    arguments = (*PressureTest.arguments, "--compression", "all")

    def test_floods(self):
        for kind, payload in COMPRESSED.items():
            with self.subTest(kind):
                print(f"{kind}:", end=" ")
                data = repeated(frame(TEXT, payload, reserved=4))
                memory = Memory(self.broker)
                with Child(flood, self.broker.port, 16, data, self.new_project(),
                           "permessage-deflate"):
                    self.assert_served()
                self.bystander.ping_pong()
                self.assert_grown_little(memory)


class InvalidMessages(PressureTest):
    KINDS = ("x", "", "[]", '{"to":1}', '{"to":{"id":1}}', '{"from":1,"from":2}', "\ufeff{}",
             "[" * 1001, '{"a":')

    def test_price(self):
        """A hundred in a second are answered, the next one costs the connection."""
        for kinds in (*([kind] for kind in self.KINDS), self.KINDS):
            with self.subTest(f"{kinds[0][:20]!r}, {len(kinds)} kinds"):
                other = self.client()
                client = self.client()
                frames = [text_frame(kinds[number % len(kinds)]) for number in range(150)]
                started = time.monotonic()
                client.send(b"".join(frames))
                answers = 0
                with self.assertRaises(Closed) as closed:
                    while True:
                        client.receive_type("error")
                        answers += 1
                took = time.monotonic() - started
                self.assertEqual(closed.exception.code, POLICY_VIOLATION)
                self.assertIn("invalid", closed.exception.reason)
                self.assertGreaterEqual(answers, MAX_INVALID)
                self.assertLessEqual(answers, MAX_INVALID + math.ceil(took * MAX_INVALID) - 1)
                self.assertEqual(other.receive_type("client_left")["payload"]["clientId"],
                                 client.id)
                self.assertEqual(other.ping_pong(), [])
                other.abort()

    def test_few_are_free(self):
        """A client that keeps to the limit stays, and so does one that sends valid messages."""
        client = self.client()
        for _ in range(3):
            until = time.monotonic() + 1.1
            client.send(text_frame("x") * MAX_INVALID + text_frame("{}") * 1000)
            self.assertEqual(len(client.ping_pong()), MAX_INVALID)
            while time.monotonic() < until:
                client.ping_pong()

    def test_each_client_has_a_price_of_its_own(self):
        clients = self.clients(*["runtime"] * 5)
        for client in clients:
            client.send(text_frame("x") * MAX_INVALID)
        for client in clients:
            self.assertEqual(len(client.ping_pong()), MAX_INVALID)


class ControlFrames(WireTest):
    """--max-message-rate counts pings and pongs."""

    arguments = ("--max-message-rate", str(RATE), "--threads", "1")

    def answers(self, client, data):
        """The opcodes of all frames until the broker closes, and the code."""
        client.send(data)
        opcodes = []
        while True:
            opcode, payload = client.receive_frame()
            if opcode not in (TEXT, PONG):
                return opcodes, int.from_bytes(payload[:2], "big")
            if opcode == TEXT:
                self.assertIn(f"at most {RATE} a second".encode(), payload)
            opcodes.append(opcode)

    def assert_over_the_rate(self, opcodes, code, most_pongs):
        self.assertEqual(code, TOO_FAST)
        self.assertLessEqual(opcodes.count(PONG), most_pongs)
        self.assertGreaterEqual(opcodes.count(TEXT), 1, "it was closed without a warning")
        self.assertLessEqual(opcodes.count(TEXT), 2)

    def test_pings(self):
        opcodes, code = self.answers(self.client(), frame(PING, b"x") * 4 * RATE)
        self.assert_over_the_rate(opcodes, code, 2 * RATE)
        self.assertEqual(opcodes[:RATE], [PONG] * RATE)

    def test_pongs(self):
        opcodes, code = self.answers(self.client(), frame(PONG) * 4 * RATE)
        self.assert_over_the_rate(opcodes, code, 0)

    def test_pings_between_messages(self):
        mixed = (frame(PING) + frame(PONG) + text_frame("{}")) * 2 * RATE
        opcodes, code = self.answers(self.client(), mixed)
        self.assert_over_the_rate(opcodes, code, RATE)

    def test_pings_between_fragments(self):
        data = start(b"{") + (more() + frame(PING)) * 4 * RATE
        opcodes, code = self.answers(self.client(), data)
        self.assert_over_the_rate(opcodes, code, 2 * RATE)

    def test_within_the_rate(self):
        client = self.client()
        client.send((frame(PING) + frame(PONG)) * (RATE // 2))
        for _ in range(RATE // 2):
            self.assertEqual(client.receive_frame(), (PONG, b""))
        self.assertFalse(client.is_readable(0.1))


@unittest.skipUnless(OVER_TLS, "needs TLS")
class Records(PressureTest):
    """TLS records that carry nothing, or next to nothing."""

    def flood(self, work, *arguments):
        with Child(work, self.broker.port, *arguments):
            self.assert_served()
            begun = time.monotonic()
            self.assertEqual(self.call("GET", "/health").status, 200)
            self.assertLess(time.monotonic() - begun, HEALTH_SECONDS)
        self.bystander.ping_pong()

    def test_key_updates_of_a_client(self):
        self.flood(send_key_updates, upgrade_request())

    def test_key_updates_of_a_request(self):
        self.flood(send_key_updates, health_request())

    def test_records_of_one_byte(self):
        self.flood(send_tiny_records)


@unittest.skipUnless(OVER_TLS, "needs TLS")
class StoppedAmongRecords(BrokerTest):
    def test_key_updates(self):
        with Broker("--threads", "1") as self.broker:
            with Child(send_key_updates, self.broker.port, upgrade_request()):
                self.assertLess(self.broker.stop(), STOP_SECONDS)


class StoppedAmongFloods(BrokerTest):
    def test_stop(self):
        for kind in ("texts of one byte", "empty pings", "empty fragments that never end"):
            with self.subTest(kind), Broker("--threads", "1") as self.broker:
                with Child(flood, self.broker.port, 16, FLOODS[kind], self.new_project()):
                    round_trips(self.client(), 0.2)
                    self.assertLess(self.broker.stop(), STOP_SECONDS)


def upgrade_request():
    return head_bytes("GET", websocket_target("records", "runtime"), upgrade_headers())


def health_request():
    return head_bytes("GET", "/health", [("Host", "localhost")])


def send_key_updates(say_ready, port, request):
    """Several connections, one after the other: the broker ends one that sends too many."""
    made = []
    for _ in range(3):
        tls = HandMadeTls(socket.create_connection(("127.0.0.1", port), DEADLINE))
        tls.ask(request)
        made.append((tls.socket, tls.key_updates(20_000)))
    say_ready()
    send_all(made)


def send_tiny_records(say_ready, port):
    made = []
    for _ in range(3):
        tls = TinyRecords(socket.create_connection(("127.0.0.1", port), DEADLINE))
        tls.ask(upgrade_request())
        made.append((tls.socket, tls.records(start(b"{") + more(b" ") * 10_000)))
    say_ready()
    send_all(made)


def send_all(made):
    for connection, data in made:
        try:
            connection.sendall(data)
        except OSError:
            pass  # The broker has ended it.
    select.select([], [], [])


if __name__ == "__main__":
    unittest.main()
