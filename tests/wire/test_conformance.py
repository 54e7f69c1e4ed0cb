# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The broker held to RFC 6455, case by case (tests/wire/rfc6455.py has the table)."""
import json
import os
import socket
import struct
import time
import unittest

import rfc6455
from wire import EndOfStream
from wiretest import WireTest
from wsclient import CLOSE, PING, PONG, TEXT, close_frame, frame, text_frame

IN_TIME = 2.0  # Seconds for an answer that waits for nothing.
CLOSE_TIMEOUT = 5.0
REVOKED, TOO_SLOW = 4001, 4002
# Behind these codes the broker reads on, up to the client's close frame or the end of its input.
READ_ON = {rfc6455.INVALID_UTF8, rfc6455.POLICY, rfc6455.TOO_BIG}


class ConformanceTest(WireTest):
    """The client's view of a connection that connect() makes."""

    def connect(self, **options):
        return self.client(**options)

    def next_answer(self, client):
        """The next frame, as the table writes answers."""
        opcode, payload = client.receive_frame()
        if opcode == PONG:
            return "pong", payload
        if opcode == CLOSE:
            self.assertGreaterEqual(len(payload), 2)
            payload[2:].decode()  # A reason has to be UTF-8.
            return "close", struct.unpack(">H", payload[:2])[0]
        self.assertEqual(opcode, TEXT)
        message = json.loads(payload)
        if message["type"] == "PONG":
            return "text", message["payload"]["originalTimestamp"].encode()
        return message["type"], b""

    def assert_quiet_so_far(self, client):
        """The broker has handled all sent bytes without an answer."""
        token = b"so far"
        client.send(frame(PING, token))
        self.assertEqual(client.receive_frame(), (PONG, token))

    def assert_ends(self, client):
        """The closing handshake is over: nothing more comes, and the end does at once."""
        started = time.monotonic()
        self.assertEqual(client.read_to_end(), b"")
        self.assertLess(time.monotonic() - started, IN_TIME)


def is_whole(part):
    """`part` ends where a frame does."""
    while part:
        if len(part) < 2:
            return False
        size, at = part[1] & 0x7F, 2
        if size >= 126:
            at = 4 if size == 126 else 10
            size = int.from_bytes(part[2:at], "big")
        end = at + (4 if part[1] & 0x80 else 0) + size
        if len(part) < end:
            return False
        part = part[end:]
    return True


class Table(ConformanceTest):
    # One thread, which the bystander shares; no pings of the broker's own between the answers.
    arguments = ("--threads", "1", "--ping-interval", "3600")

    def setUp(self):
        super().setUp()
        self.bystander = self.client(project=self.new_project())

    def run_case(self, case, behind=()):
        """Behind an end come more packets, each of which the broker has seen before the next."""
        client = self.connect()
        ends = case.answers and case.answers[-1][0] == "close"
        inside_a_frame = False
        for number, part in enumerate(case.parts):
            # Where a frame is cut, nothing may be sent in between: it would be part of it.
            inside_a_frame = inside_a_frame or not is_whole(part)
            client.send_while_open(part)
            if number + 1 < len(case.parts) and not inside_a_frame:
                self.assert_quiet_so_far(client)
        started = time.monotonic()
        for answer in case.answers:
            self.assertEqual(self.next_answer(client), answer)
        self.assertLess(time.monotonic() - started, IN_TIME)
        for packet in behind:
            client.send_while_open(packet)
            self.assertEqual(self.bystander.ping_pong(), [])
        if ends:
            if case.answers[-1][1] in READ_ON:
                socket.socket.shutdown(client.socket, socket.SHUT_WR)  # TLS goes on reading.
            self.assert_ends(client)
        else:
            self.assert_quiet_so_far(client)
        client.abort()

    def run_table(self, cases):
        count = 0
        for case in cases:
            with self.subTest(f"RFC 6455 {case.section}: {case.name}"):
                self.run_case(case)
            if case.answers and case.answers[-1][0] == "close":
                order = count % len(rfc6455.BEHIND)
                packet, *later = rfc6455.BEHIND[order:] + rfc6455.BEHIND[:order]
                longer = case._replace(parts=(*case.parts[:-1], case.parts[-1] + packet))
                with self.subTest(f"{case.section}: {case.name}, then more packets arrive"):
                    self.run_case(longer if count % 2 else case,
                                  later if count % 2 else [packet, *later])
            count += 1
        print(f"{count} cases", flush=True)

    def test_framing(self):
        self.run_table(rfc6455.framing())

    def test_lengths(self):
        self.run_table(rfc6455.lengths())

    def test_fragmentation(self):
        self.run_table(rfc6455.fragmentation())

    def test_utf8(self):
        self.run_table(rfc6455.utf8())

    def test_closing(self):
        self.run_table(rfc6455.closing())

    def test_limits(self):
        self.run_table(rfc6455.limits())

    def test_pings(self):
        self.run_table(rfc6455.pings())


class LargeMessages(ConformanceTest):
    """Fragments and segments of large messages, as the groups 9.1 to 9.6 of Autobahn's suite."""

    arguments = ("--max-message-size", str(rfc6455.LARGEST), "--max-queue-bytes", "64MiB",
                 "--ping-interval", "3600")
    IN_TIME = 15.0

    def run_table(self, cases):
        for case in cases:
            with self.subTest(f"Autobahn {case.section}: {case.name}"):
                client = self.connect()
                started = time.monotonic()
                for part in case.parts:
                    client.send(part)
                for answer in case.answers:
                    self.assertTrue(self.next_answer(client) == answer, "another answer")
                self.assertLess(time.monotonic() - started, self.IN_TIME)
                self.assert_quiet_so_far(client)
                client.abort()

    def test_whole(self):
        self.run_table(rfc6455.large_whole())

    def test_fragments(self):
        self.run_table(rfc6455.large_fragments())

    def test_segments(self):
        self.run_table(rfc6455.large_segments())


class ClosedByTheBroker(ConformanceTest):
    """RFC 6455 7.1.1 to 7.1.4: the sender of the first close frame waits for the other's."""

    def closed(self):
        """A client that has got the broker's close frame and has not answered."""
        self.project = self.new_project()
        client = self.connect(api_key=self.issue_key())
        self.assertEqual(self.api("DELETE", f"/api-keys/{self.project}").status, 200)
        self.assertEqual(self.next_answer(client), ("close", REVOKED))
        return client

    def test_answer_ends_it(self):
        client = self.closed()
        self.assertFalse(client.is_readable(0.3), "the broker has not waited for the answer")
        client.send(close_frame(REVOKED))
        self.assert_ends(client)

    def test_answer_behind_what_was_under_way(self):
        client = self.closed()
        behind = text_frame("{}") + frame(PING, b"x") + frame(TEXT, b"{", fin=False)
        client.send(behind + frame(PING, b"y"))
        self.assertFalse(client.is_readable(0.3), "what comes behind a close is answered")
        client.send(close_frame(REVOKED))
        self.assert_ends(client)

    def test_garbage_ends_it(self):
        client = self.closed()
        client.send(b"\xff" * 100)
        self.assert_ends(client)

    def test_no_answer(self):
        client = self.closed()
        started = time.monotonic()
        self.assertEqual(client.read_to_end(), b"")
        took = time.monotonic() - started
        self.assertGreater(took, 0.9 * CLOSE_TIMEOUT)
        self.assertLess(took, CLOSE_TIMEOUT + IN_TIME)

    def test_talking_on(self):
        """Frames that never end in a close frame do not keep it open."""
        client = self.closed()
        started = time.monotonic()
        while client.send_while_open(text_frame("{}") + frame(PING)):
            if client.is_readable(0.05):
                with self.assertRaises(EndOfStream):
                    client.receive_frame()
                break
        self.assertLess(time.monotonic() - started, CLOSE_TIMEOUT + IN_TIME)


class UnreadPongs(WireTest):
    """RFC 6455 5.5.3, 10.4: a client that pings and does not read gets no memory for it."""

    MAX_GROWTH = 4 << 20

    def memory(self):
        with open(f"/proc/{self.broker.process.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        raise AssertionError("no VmHWM")

    def test_unread_pongs(self):
        client = self.client()
        client.ping_pong()
        victims = [self.client(receive_buffer=4096) for _ in range(8)]
        before = self.memory()
        pings = frame(PING, b"x" * 125) * 500
        for victim in victims:
            sent = 0
            while victim.send_while_open(pings):
                sent += len(pings)
                self.assertLess(sent, 1 << 28, "the broker answers for ever")
                if client.is_readable():
                    break
            client.receive_type("client_left")
            self.assertIn(victim.wait_closed(), (TOO_SLOW, None))
        if "MEMORY_SKIP" not in os.environ:
            self.assertLess(self.memory() - before, self.MAX_GROWTH)
        client.ping_pong()

    def test_who_reads_later_gets_them_all(self):
        client = self.client(receive_buffer=4096)
        numbers = range(1000)
        client.send(b"".join(frame(PING, b"%125d" % number) for number in numbers))
        for number in numbers:
            self.assertEqual(client.receive_frame(), (PONG, b"%125d" % number))


if __name__ == "__main__":
    unittest.main()
