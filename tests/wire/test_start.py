# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Signals that come while the process starts."""
import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import tempfile
import unittest

from broker import SERVICE_KEY, Broker, clean_environment, program
from wire import DEADLINE, eventually
from wiretest import BrokerTest

OK, USAGE = 0, 64
STOP_SECONDS = 5
WINDOW = {"QT_QPA_PLATFORM": "offscreen"}


class Starting(BrokerTest):
    def setUp(self):
        super().setUp()
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="broadcaster-"))
        self.pipe = os.path.join(self.folder, "key")
        os.mkfifo(self.pipe)
        self.config = os.path.join(self.folder, "broadcaster.conf")
        self.write("drain-time = 0\n")

    def write(self, text):
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(text)

    def launch(self, *arguments, **options):
        """A broker that starts, and is not waited for."""
        self.broker = Broker("--config", self.config, *arguments, folder=self.folder, **options)
        self.broker.launch()
        self.addCleanup(self.end)

    def launch_held(self, **options):
        """The same, held by the file of its key: a pipe that is open and empty."""
        self.launch("--service-key-file", self.pipe, service_key=None, **options)
        self.writer = eventually(self.open_writer, "a start that reads its key")

    def open_writer(self):
        """None while nobody reads the key."""
        with contextlib.suppress(OSError):
            return os.open(self.pipe, os.O_WRONLY | os.O_NONBLOCK)

    def give_key(self):
        os.write(self.writer, SERVICE_KEY.encode())
        os.close(self.writer)

    def end(self):
        if self.broker.is_running():
            self.broker.kill()
        self.broker.process.stdout.close()

    def changes(self):
        return self.broker.log().count("changed by the configuration: drain-time")


class Reload(Starting):
    """A SIGHUP before the broker listens waits until it does, and reloads once."""

    def test_before_there_is_a_broker(self):
        for options in ({}, {"mode": (), "environment": WINDOW}):
            with self.subTest(options):
                self.write("drain-time = 0\n")
                self.launch_held(**options)
                self.write("drain-time = 1\n")
                for _ in range(3):
                    self.broker.tell(signal.SIGHUP)
                self.give_key()
                self.broker.await_listening()
                self.writer = eventually(self.open_writer, "a reload")
                self.give_key()
                self.broker.wait_for_log("changed by the configuration: drain-time$")
                self.client().ping_pong()
                self.assertIsNone(self.open_writer())
                self.assertEqual(self.changes(), 1)
                self.broker.stop()
                os.remove(self.broker.log_path)

    def test_while_the_broker_starts(self):
        with contextlib.closing(sqlite3.connect(
                os.path.join(self.folder, "broadcaster.db"), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            self.launch()
            eventually(self.has_opened_its_database)
            self.write("drain-time = 1\n")
            for _ in range(3):
                self.broker.tell(signal.SIGHUP)
            self.assertFalse(self.changes())
        self.broker.await_listening()
        self.broker.wait_for_log("changed by the configuration: drain-time$")
        self.client().ping_pong()
        self.assertEqual(self.changes(), 1)
        self.assertNotIn("stay", self.broker.log())
        self.broker.stop()

    def has_opened_its_database(self):
        descriptors = f"/proc/{self.broker.process.pid}/fd"
        with contextlib.suppress(FileNotFoundError):
            return any(os.readlink(f"{descriptors}/{each}").endswith("broadcaster.db")
                       for each in os.listdir(descriptors))
        return False


class Stop(Starting):
    """A SIGTERM or SIGINT ends a start at once, as a stop on request."""

    def assert_ends(self):
        self.assertEqual(self.broker.process.wait(STOP_SECONDS), OK, self.broker.log())
        self.assertEqual(self.broker.process.stdout.read(), b"")

    def test_before_there_is_a_broker(self):
        for options in ({}, {"mode": (), "environment": WINDOW}):
            for number in (signal.SIGTERM, signal.SIGINT):
                with self.subTest((options, number)):
                    self.launch_held(**options)
                    self.broker.tell(number)
                    self.assert_ends()
                    os.close(self.writer)

    def test_while_the_broker_starts(self):
        """The database is a server that never answers."""
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number), socket.create_server(("127.0.0.1", 0)) as server:
                server.settimeout(DEADLINE)
                port = server.getsockname()[1]
                self.launch("--database", f"postgresql://x@127.0.0.1:{port}/x?sslmode=disable")
                with server.accept()[0]:
                    self.broker.tell(number)
                    self.assert_ends()


class OnlyPrinting(Starting):
    """A call that prints something does not say that all is well when it was stopped."""

    ARGUMENTS = ("--server", "--check-config")

    def launch_held(self):
        super().launch_held(mode=self.ARGUMENTS)

    def test_stop(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number):
                self.launch_held()
                self.broker.tell(number)
                self.assertEqual(self.broker.process.wait(STOP_SECONDS), -number)
                os.close(self.writer)

    def test_reload(self):
        self.launch_held()
        self.broker.tell(signal.SIGHUP)
        self.give_key()
        self.assertEqual(self.broker.process.wait(STOP_SECONDS), OK)
        self.assertIn(b"The options are right", self.broker.process.stdout.read())

    def test_nobody_reads_the_complaint(self):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([program(), "--server", "--port", "x"], stderr=writer, check=False,
                              timeout=DEADLINE, env=clean_environment(self.folder))
        os.close(writer)
        self.assertEqual(done.returncode, USAGE)


if __name__ == "__main__":
    unittest.main()
