# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Counting messages (docs/protocol.md, section 7)."""
import contextlib
import datetime
import os
import sqlite3
import subprocess
import tempfile
import unittest

from broker import Broker
from wire import eventually
from wsclient import BINARY, PING, frame, text_frame
from wiretest import BrokerTest, WireTest


def utc_days():
    """Today's date, and yesterday's if that was just over."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return {str((now - datetime.timedelta(minutes=minutes)).date()) for minutes in (0, 5)}


class UsageTest(BrokerTest):
    def usage(self, project=None):
        answer = self.get(f"/usage?projectId={project or self.project}")
        self.assertEqual((set(answer), answer["success"]), ({"success", "data"}, True))
        data = answer["data"]
        self.assertEqual(set(data), {"projectId", "totalRequests", "dailyRequests"})
        self.assertEqual(data["projectId"], project or self.project)
        return data

    def assert_total(self, total, project=None):
        """The total comes to be this one. Days add up to it: no test is older than a month."""
        eventually(lambda: self.usage(project)["totalRequests"] >= total, f"a total of {total}")
        data = self.usage(project)
        self.assertEqual(data["totalRequests"], total)
        self.assertEqual(sum(day["count"] for day in data["dailyRequests"]), total)
        for day in data["dailyRequests"]:
            self.assertEqual(set(day), {"date", "count"})
            self.assertIn(day["date"], utc_days())

    def send_pings(self, client, count):
        """Returns when all have been answered."""
        client.send(text_frame('{"type":"PING"}') * count)
        for _ in range(count):
            client.receive_type("PONG")


class Counting(UsageTest, WireTest):
    def test_nothing(self):
        self.assertEqual(self.usage(), {
            "projectId": self.project, "totalRequests": 0, "dailyRequests": []})
        self.client()
        self.assertEqual(self.usage()["totalRequests"], 0)

    def test_every_message_counts_once(self):
        sender, *_ = self.clients("runtime", "data-agent", "data-agent", "admin")
        messages = [text_frame("{}"), text_frame('{"to":{"type":"data-agent"}}'),
                    text_frame('{"to":{"id":"nobody"}}'), text_frame('{"type":"PING"}'),
                    text_frame("not json"), text_frame('{"to":7}'), frame(BINARY, b"{}"),
                    frame(BINARY, b"\xff"),
                    frame(1, b"{", fin=False) + frame(PING, b"") + frame(0, b"}")]
        for message in messages:
            sender.send(message)
        sender.ping_pong()
        self.assert_total(len(messages) + 1)

    def test_projects_are_counted_apart(self):
        other = self.new_project()
        self.send_pings(self.client(), 5)
        self.send_pings(self.client(project=other), 7)
        self.assert_total(5)
        self.assert_total(7, other)

    def test_outlives_clients(self):
        client = self.client()
        self.send_pings(client, 3)
        client.close()
        self.assert_total(3)
        self.send_pings(self.client(), 2)
        self.assert_total(5)


class Lasting(UsageTest):
    def test_clean_stop_loses_nothing(self):
        with Broker() as self.broker:
            self.send_pings(self.client(), 1000)
            self.broker.stop()
            self.broker.restart()
            self.assert_total(1000)
            self.send_pings(self.client(), 500)
            self.broker.stop()
            self.broker.restart()
            self.assert_total(1500)

    def test_messages_up_to_the_stop_count(self):
        """Sent and acknowledged while the broker is told to stop."""
        with Broker() as self.broker:
            clients = [self.client(project=self.new_project()) for _ in range(20)]
            for client in clients:
                self.send_pings(client, 10)
            self.broker.stop()
            self.broker.restart()
            for client in clients:
                self.assert_total(10, client.project)

    def test_crash_loses_at_most_the_last_second(self):
        with Broker() as self.broker:
            client = self.client()
            self.send_pings(client, 100)
            written = self.get("/health")["timestamp"] + 1300  # a second, and some for the disk
            eventually(lambda: self.get("/health")["timestamp"] > written)
            self.send_pings(client, 5)
            self.broker.kill()
            self.broker.restart()
            self.assertIn(self.usage()["totalRequests"], range(100, 106))
            with contextlib.closing(sqlite3.connect(self.broker.database)) as database:
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])


class Trouble(UsageTest):
    """The database cannot be written for a while: traffic goes on, and every message counts."""

    @contextlib.contextmanager
    def full_disk(self, folder):
        """Real: a file system of 2 MiB, filled to the last byte."""
        path = os.path.join(folder, "filler")
        with open(path, "wb", buffering=0) as filler:
            for size in (65536, 1):
                with contextlib.suppress(OSError):
                    while filler.write(b"x" * size):
                        pass
        yield
        os.remove(path)

    @contextlib.contextmanager
    def locked(self, _):
        with contextlib.closing(sqlite3.connect(self.broker.database)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.rollback()

    def stored(self):
        with contextlib.closing(sqlite3.connect(self.broker.database)) as database:
            return database.execute("SELECT SUM(count) FROM broadcaster_usage").fetchone()[0]

    def go_through(self, folder, trouble, words):
        with Broker(folder=folder) as self.broker:
            client = self.client()
            self.send_pings(client, 50)
            with trouble(folder):
                refused = self.api("POST", "/api-keys", {"projectId": self.project})
                self.assertEqual(refused.status, 503, refused.body)
                self.assertRegex(refused.json()["errors"][0], words)
                self.send_pings(client, 500)
                eventually(lambda: self.get("/health")["database"]["failedWrites"] > 0,
                           "a write that fails")
                self.send_pings(client, 50)
            eventually(lambda: self.stored() == 600, "600 messages in the database")
            self.assert_total(600)
            self.issue_key()

    def test_locked(self):
        with tempfile.TemporaryDirectory() as folder:
            self.go_through(folder, self.locked, "is locked by another program")

    @unittest.skipUnless(os.geteuid() == 0, "mounting a file system needs root")
    def test_full_disk(self):
        with tempfile.TemporaryDirectory() as folder:
            mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]
            if subprocess.run(mount, capture_output=True, check=False).returncode:
                self.skipTest("mounting a file system is not allowed here")
            try:
                self.go_through(folder, self.full_disk, "has no space left; free some")
            finally:
                subprocess.run(["umount", folder], check=True)


class Days(UsageTest):
    """Days with messages among the last 30, today included, newest first."""

    def test_last_30_days(self):
        today = datetime.datetime.now(datetime.timezone.utc).date()
        counts = {0: 3, 1: 200, 28: 40, 29: 5, 30: 7, 31: 1, 400: 11}
        rows = [(self.project, str(today - datetime.timedelta(days=days)), count)
                for days, count in counts.items()]
        with Broker() as self.broker:
            self.broker.stop()
            with sqlite3.connect(self.broker.database) as database:
                database.executemany(
                    "INSERT INTO broadcaster_usage (project_id, day, count) VALUES (?, ?, ?)", rows)
            database.close()
            self.broker.restart()
            self.send_pings(self.client(), 4)
            total = sum(counts.values()) + 4
            eventually(lambda: self.usage()["totalRequests"] == total, f"a total of {total}")
            data = self.usage()
        if datetime.datetime.now(datetime.timezone.utc).date() != today:
            self.skipTest("midnight came between")
        self.assertEqual(
            [(day["date"], day["count"]) for day in data["dailyRequests"]],
            [(rows[0][1], 7)] + [(day, count) for _, day, count in rows[1:4]])


class AfterIdling(UsageTest, WireTest):
    """Usage outlives the project it was counted in (section 8)."""

    arguments = ("--idle-project-timeout", "1")

    def test_project_is_dropped(self):
        stays = self.client(project=self.new_project())
        client = self.client()
        self.send_pings(client, 4)
        client.close()
        target = f"/health?projectId={self.project}"
        self.assertEqual(self.get(target)["clientCount"], 0)
        self.assertIsNotNone(self.get(target)["lastActivity"])
        eventually(lambda: self.get(target)["lastActivity"] is None, "the end of the project")
        self.assert_total(4)
        self.send_pings(self.client(), 1)
        self.assert_total(5)
        self.assertEqual(self.get(f"/health?projectId={stays.project}")["clientCount"], 1)
        self.send_pings(stays, 1)

    def test_active_connections_prevent_it(self):
        stays = self.client()
        gone = self.client(project=self.new_project())
        gone.close()
        target = f"/health?projectId={gone.project}"
        eventually(lambda: self.get(target)["lastActivity"] is None, "the end of the other")
        self.assertIsNotNone(self.get(f"/health?projectId={self.project}")["lastActivity"])
        stays.ping_pong()


if __name__ == "__main__":
    unittest.main()
