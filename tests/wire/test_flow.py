# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Clients that read too slowly or send too fast (docs/protocol.md, section 4: 4002 and 4003)
or do not end a message (1008)."""
import collections
import json
import os
import signal
import socket
import time
import unittest

from wsclient import Closed, barrier, text_frame
from wiretest import WireTest

POLICY_VIOLATION, TOO_SLOW, TOO_FAST = 1008, 4002, 4003
MAX_QUEUE = 64 * 1024


class SlowReader(WireTest):
    arguments = ("--max-queue-bytes", str(MAX_QUEUE))

    def fill(self, sender, victim):
        """Sends to a client that does not read until it is thrown out."""
        data = text_frame(json.dumps({"to": {"id": victim.id}, "payload": "x" * 16_000}))
        for _ in range(1000):
            sender.send(data * 8)
            for text in sender.ping_pong():
                message = json.loads(text)
                self.assertEqual(message["type"], "client_left")
                self.assertEqual(message["payload"]["clientId"], victim.id)
                return
        self.fail("the broker queued 128 MB for a client that does not read")

    def test_thrown_out(self):
        sender, bystander = self.clients("runtime", "data-agent")
        victim = self.client("data-agent", receive_buffer=4096)
        self.fill(sender, victim)
        bystander.receive_type("client_left")
        self.assert_quiet(sender, [sender, bystander])
        # All its earlier messages are whole, and the last frame says why.
        with self.assertRaises(Closed) as closed:
            while True:
                self.assertEqual(len(json.loads(victim.receive_text())["payload"]), 16_000)
        self.assertEqual(closed.exception.code, TOO_SLOW)

    def test_others_get_everything(self):
        """A broadcast to a client that stopped and to one that reads."""
        sender, reader = self.clients("runtime", "data-agent")
        victim = self.client("data-agent", receive_buffer=4096)
        victim_left = False
        for first in range(0, 16_000, 4):
            for number in range(first, first + 4):
                sender.send_json({"id": number, "type": "t", "payload": "x" * 8_000})
            came = [json.loads(text) for text in barrier(sender, [sender, reader])[reader]]
            victim_left = any(message["type"] == "client_left" for message in came)
            self.assertEqual([message["id"] for message in came if message["type"] == "t"],
                             list(range(first, first + 4)))
            if victim_left:
                break
        self.assertTrue(victim_left)
        self.assertEqual(victim.wait_closed(), TOO_SLOW)

    def test_reader_in_time_stays(self):
        sender, reader = self.clients("runtime", "data-agent")
        for round_number in range(50):
            for _ in range(3):
                sender.send_json({"id": round_number, "payload": "x" * 15_000})
            self.assertEqual(len(barrier(sender, [sender, reader])[reader]), 3)


class StalledReader(WireTest):
    arguments = ("--slow-reader-timeout", "1")

    def test_closed_though_little_waits(self):
        """Bytes that the kernel does not take wait for a second and not for ever."""
        sender, reader = self.clients("runtime", "data-agent")
        victim = self.client("data-agent", receive_buffer=4096)
        data = text_frame(json.dumps({"to": {"type": "data-agent"}, "payload": "x" * 60_000}))
        sender.send(data * 100)  # 6 MB, of the 8 that may wait
        for _ in range(100):
            reader.receive()
        started = time.monotonic()
        self.assertEqual(sender.receive_type("client_left")["payload"]["clientId"], victim.id)
        self.assertLess(time.monotonic() - started, 5)
        self.assertEqual(victim.wait_closed(), TOO_SLOW)
        self.assert_quiet(sender, [sender])

    def test_slow_but_steady_stays(self):
        sender = self.client()
        reader = self.client("data-agent", receive_buffer=4096)
        data = text_frame(json.dumps({"to": {"id": reader.id}, "payload": "x" * 60_000}))
        sender.send(data * 60)
        for _ in range(60):  # Three seconds for what waits from the start
            time.sleep(0.02)
            self.assertEqual(len(reader.receive()["payload"]), 60_000)
            sender.send(data)
        for _ in range(60):
            reader.receive()
        self.assert_quiet(sender, [sender, reader])


class FullQueues(WireTest):
    arguments = ("--max-total-queue-bytes", "8MiB", "--max-queue-bytes", "64MiB", "--threads", "1")

    @staticmethod
    def leaving(client):
        """The ids of clients that leave, as this client hears of them. Queues are looked at when
        a turn ends, and client_left comes in a later turn: all of them are there after a few."""
        return [json.loads(text)["payload"]["clientId"]
                for _ in range(4) for text in client.ping_pong()]

    def test_the_longest_goes(self):
        sender, reader = self.clients("runtime", "data-agent")
        little, much = (self.client("data-agent", receive_buffer=4096) for _ in range(2))

        def send(to, count):
            sender.send(text_frame(json.dumps(
                {"to": {"id": to.id}, "payload": "x" * 60_000})) * count)
            return self.leaving(sender)

        self.assertEqual(send(little, 80), [])
        left = [client for _ in range(4) for client in send(much, 80)]
        self.assertEqual(left, [much.id])
        self.assertEqual(much.wait_closed(), TOO_SLOW)
        self.assertEqual(send(reader, 10), [])
        for _ in range(80):
            little.receive()
        for _ in range(10):
            reader.receive()


    def test_no_more_go_than_have_to(self):
        """A broadcast that passes the bound makes many queues longer in one turn."""
        sender = self.client()
        readers = {reader.id: reader for reader in
                   (self.client("data-agent", receive_buffer=4096) for _ in range(30))}
        sent, left = 0, []
        while not left and sent < 500:
            sender.send(text_frame(json.dumps({"type": "all", "payload": "x" * 60_000})))
            left = self.leaving(sender)
            sent += 1
        while more := self.leaving(sender):  # The word that one has left may be what passes the bound.
            left += more
        # At about 280 KB a queue, this many have the 1.8 MB that the last message added.
        self.assertTrue(1 <= len(left) <= 10, left)
        for gone in left:
            self.assertEqual(readers.pop(gone).wait_closed(), TOO_SLOW)
        for reader in readers.values():
            kinds = collections.Counter()
            while kinds["all"] < sent:
                kinds[reader.receive()["type"]] += 1
            self.assertEqual(set(kinds) - {"client_left"}, {"all"})


class UnfinishedMessages(WireTest):
    arguments = ("--max-total-queue-bytes", "1MiB", "--threads", "1")

    def test_the_largest_goes(self):
        """The parts of messages are bounded though no message ends."""
        sender, reader, little, much = self.clients(*4 * ("data-agent",))

        def to_reader(kind):
            return text_frame(json.dumps(
                {"to": {"id": reader.id}, "type": kind, "payload": "x" * 800_000}))
        first, late = to_reader("first"), to_reader("late")
        sender.send(first[:300_000])
        little.send(late[:200_000])
        self.assert_quiet(reader, [reader, much])
        much.send(to_reader("never")[:700_000])
        self.assertEqual(much.wait_closed(), POLICY_VIOLATION)
        reader.receive_type("client_left")
        sender.send(first[300_000:])
        reader.receive_type("first")
        # The memory it held is free again.
        for _ in range(5):
            sender.send(to_reader("next"))
            reader.receive_type("next")
        little.send(late[200_000:])
        reader.receive_type("late")


class FastWriter(WireTest):
    arguments = ("--max-message-rate", "50")

    def test_told_then_closed(self):
        fast, other, agent = self.clients("runtime", "runtime", "data-agent")
        fast.send(b"".join(text_frame(f'{{"id":"{n}","to":{{"type":"data-agent"}}}}')
                           for n in range(80)))
        error = fast.receive()
        self.assertEqual(error["type"], "error")
        self.assertIn("at most 50 a second", error["payload"]["message"])
        self.assertEqual([json.loads(text)["id"] for text in barrier(other, [other, agent])[agent]],
                         [str(n) for n in range(50)])
        fast.send(text_frame("{}") * 60)
        other.receive_type("client_left")
        self.assertEqual(fast.wait_closed(), TOO_FAST)

    def test_in_bounds_stays(self):
        client = self.client()
        for _ in range(3):
            started = time.monotonic()
            for _ in range(40):
                client.ping_pong()
            time.sleep(max(0, started + 1 - time.monotonic()))
        self.assert_quiet(client, [client])


class Flood(WireTest):
    arguments = ("--threads", "1")
    RECEIVERS, PORTION = 400, 1000

    def test_others_have_their_turn(self):
        """Tiny messages to many are much work, though they are sent together at the turn's end."""
        flooder, other = self.clients("runtime", "runtime")
        flooder.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        reader, *_ = [self.client("data-agent") for _ in range(self.RECEIVERS)]
        tiny = text_frame('{"to":{"type":"data-agent"}}')
        for number in range(8):
            # Stopped, so that it finds all of the flood and the other's message at once.
            self.broker.process.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, self.broker.process.pid, os.WSTOPPED)
            flooder.send(tiny * (1500 + 200 * number))
            other.send_json({"id": "turn", "to": {"type": "data-agent"}})
            self.broker.process.send_signal(signal.SIGCONT)
            flood = len(reader.texts_until(b'"turn"'))
            self.assertLess(flood, self.PORTION)
            flooder.ping_pong()
            other.send_json({"id": "round", "to": {"type": "data-agent"}})
            reader.texts_until(b'"round"')


if __name__ == "__main__":
    unittest.main()
