# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Stopping slowly (docs/protocol.md, section 8)."""
import signal
import socket
import subprocess
import time
import unittest

from broker import Broker
from wire import DEADLINE, eventually
from wsclient import CLOSE, head_bytes, upgrade_headers, websocket_target
from wiretest import BrokerTest

STOP_SECONDS = 5


class DrainTest(BrokerTest):
    def begin(self):
        """Sends the signal and waits until nobody is accepted any more."""
        self.broker.tell(signal.SIGTERM)

        def refused():
            try:
                socket.create_connection(("127.0.0.1", self.broker.port)).close()
                return False
            except ConnectionResetError:
                return False  # It was in the queue of the door that closed.
            except ConnectionRefusedError:
                return True
        eventually(refused)


class Draining(DrainTest):
    def test_closing_is_spread(self):
        with Broker("--drain-time", "2", "--threads", "2") as self.broker:
            clients = [self.client(project=self.new_project()) for _ in range(40)]
            started = time.monotonic()
            self.begin()
            times = []
            waiting = set(clients)
            while waiting:
                for client in [each for each in waiting if each.is_readable(0.001)]:
                    self.assertEqual(client.wait_closed(), 1001)
                    times.append(time.monotonic() - started)
                    waiting.remove(client)
            self.broker.join()
            # Half of them in each half of the time, give or take a busy machine.
            self.assertGreater(times[-1], 1.8)
            self.assertGreater(sum(time < 1.5 for time in times), 10)
            self.assertGreater(sum(time > 0.5 for time in times), 10)

    def test_who_remains_is_served(self):
        with Broker("--drain-time", "60") as self.broker:
            http = self.http()
            self.assertEqual(http.request("GET", "/ready").status, 200)
            clients = self.clients(*["runtime"] * 20)
            self.begin()
            ready = http.request("GET", "/ready")
            self.assertEqual((ready.status, ready.json()["ready"]), (503, False))
            self.assertIn("stop", ready.json()["reasons"][0])
            clients[0].ping_pong()
            http.send(head_bytes("GET", websocket_target("p", "runtime"), upgrade_headers()))
            answer = http.response()
            self.assertEqual((answer.status, answer.json()["error"]), (503, "Shutting down"))
            self.assertTrue(answer.header("Retry-After"))
            self.broker.tell(signal.SIGTERM)
            self.broker.join()

    def test_second_signal_closes_all_at_once(self):
        with Broker("--drain-time", "600") as self.broker:
            clients = [self.client() for _ in range(10)]
            clients[0].send_json({"type": "x"})
            self.begin()
            started = time.monotonic()
            self.broker.tell(signal.SIGTERM)
            for client in clients:
                self.assertEqual(client.wait_closed(), 1001)
            self.broker.join()
            self.assertLess(time.monotonic() - started, STOP_SECONDS)
            self.broker.restart()
            usage = self.get(f"/usage?projectId={self.project}")
            self.assertEqual(usage["data"]["totalRequests"], 1, "what was counted is written")

    def test_more_signals_hurry_nothing(self):
        """A client that does not answer has its seconds, and all counts are written."""
        with Broker("--drain-time", "600", "--threads", "1") as self.broker:
            silent = [self.client(project=self.new_project()) for _ in range(3)]
            silent[0].send_json({"type": "x"})
            silent[0].ping_pong()
            self.begin()
            started = time.monotonic()
            while self.broker.is_running():
                self.broker.tell(signal.SIGTERM)
                self.broker.tell(signal.SIGINT)
                try:
                    self.broker.process.wait(0.01)
                except subprocess.TimeoutExpired:
                    pass
            self.broker.join()
            self.assertLess(time.monotonic() - started, STOP_SECONDS)
            self.broker.restart()
            usage = self.get(f"/usage?projectId={silent[0].project}")
            self.assertEqual(usage["data"]["totalRequests"], 2)

    def test_ends_early_when_everybody_has_left(self):
        with Broker("--drain-time", "600") as self.broker:
            clients = [self.client() for _ in range(3)]
            self.begin()
            for client in clients:
                client.abort()
            self.broker.join()

    def test_nobody_is_there(self):
        with Broker("--drain-time", "600") as self.broker:
            self.assertLess(self.broker.stop(), STOP_SECONDS)


if __name__ == "__main__":
    unittest.main()
