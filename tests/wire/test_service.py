# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The program as a service manager and a log collector meet it."""
import json
import os
import re
import socket
import tempfile
import unittest

from broker import Broker, run
from wire import DEADLINE
from wsclient import head_bytes, upgrade_headers, websocket_target
from wiretest import BrokerTest

TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


class Notification(BrokerTest):
    """sd_notify(3), with a real socket in the place of systemd."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "notify")
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.manager.close)
        self.manager.bind(self.path)
        self.manager.settimeout(DEADLINE)

    def told(self):
        return self.manager.recv(1024).decode().split("\n")

    def test_ready_and_stopping(self):
        with Broker(environment={"NOTIFY_SOCKET": self.path}) as self.broker:
            self.assertEqual(self.told(), [
                "READY=1", f"STATUS=listening on ws://127.0.0.1:{self.broker.port}"])
            self.client().ping_pong()
            self.broker.stop()
            self.assertEqual(self.told(), ["STOPPING=1"])

    def test_watchdog(self):
        environment = {"NOTIFY_SOCKET": self.path, "WATCHDOG_USEC": "40000"}
        with Broker("--threads", "4", environment=environment) as self.broker:
            self.assertEqual(self.told()[0], "READY=1")
            for _ in range(5):
                self.assertEqual(self.told(), ["WATCHDOG=1"])

    def test_nobody_is_told_before_it_listens(self):
        with Broker() as self.broker:
            status, _, _ = run("--server", "--port", str(self.broker.port), "--database", "x.db",
                               environment={"NOTIFY_SOCKET": self.path})
            self.assertNotEqual(status, 0)
        self.manager.settimeout(0)
        told = []
        try:
            while True:
                told += self.told()
        except BlockingIOError:
            self.assertNotIn("READY=1", told)


class JsonLog(BrokerTest):
    def entries(self, text):
        entries = [json.loads(line) for line in text.splitlines()]
        for entry in entries:
            self.assertEqual(set(entry), {"time", "level", "category", "message"})
            self.assertRegex(entry["time"], TIME)
        return entries

    def test_every_line_is_an_object(self):
        with Broker("--log-format", "json", "--log-level", "debug") as self.broker:
            self.client().ping_pong()
            with self.http() as connection:
                connection.send(head_bytes("GET", websocket_target("p", "runtime"),
                                           upgrade_headers(Origin="https://a.example")))
                connection.response()
            self.broker.stop()
            entries = self.entries(self.broker.log())
        self.assertIn(("info", "broker.broker", "stopping"), [
            (entry["level"], entry["category"], entry["message"]) for entry in entries])
        refused = [entry for entry in entries if "https://a.example" in entry["message"]]
        self.assertEqual([entry["level"] for entry in refused], ["warning"])

    def test_failures_too(self):
        status, _, errors = run("--server", "--log-format=json", "--service-key-file", 'no "file"')
        self.assertEqual(status, 66)
        entry, = self.entries(errors)
        self.assertEqual(entry["level"], "error")
        self.assertIn('no "file"', entry["message"])

    def test_unknown_format(self):
        status, _, errors = run("--log-format", "xml")
        self.assertEqual(status, 64)
        self.assertIn("text or json", errors)


if __name__ == "__main__":
    unittest.main()
