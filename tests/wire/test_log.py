# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The log: nobody waits for its reader, and no peer can make it grow as it likes."""
import fcntl
import json
import os
import re
import resource
import signal
import tempfile
import time
import unittest

from broker import Broker
from wire import DEADLINE, eventually
from wsclient import head_bytes, text_frame, upgrade_headers, websocket_target
from wiretest import BrokerTest

STOP_SECONDS = 5
BAD_FRAME = b"\xc1\x80\0\0\0\0"  # a reserved bit: closed with 1002, and a line in the log


class LogTest(BrokerTest):
    def metric(self, name):
        text = self.call("GET", "/metrics").body.decode()
        return int(re.search(rf"^{name} (\d+)$", text, re.MULTILINE)[1])

    def offend(self, count):
        """Connections that each make the broker log, from two places in it."""
        for number in range(count):
            with self.http() as connection:
                connection.send(head_bytes("GET", websocket_target("p", "runtime"), upgrade_headers(
                    Origin=f"https://{number}.{self.project}.example")))
                self.assertEqual(connection.response().status, 403)
            client = self.client()
            client.send(BAD_FRAME)
            self.assertEqual(client.wait_closed(), 1002)

    def warnings(self):
        return self.get("/ready").get("warnings", [])


class Unread(LogTest):
    """A reader that pauses, as Docker's or tee's may."""

    def setUp(self):
        super().setUp()
        self.reader, self.writer = os.pipe()
        self.addCleanup(os.close, self.reader)

    def start(self, *arguments):
        broker = Broker(*arguments, stderr=self.writer)
        broker.start()
        os.close(self.writer)
        self.addCleanup(lambda: broker.is_running() and broker.kill())
        return broker

    def fill(self):
        """Until the pipe is full and the queue as well."""
        fcntl.fcntl(self.reader, fcntl.F_SETPIPE_SZ, 4096)
        # As many lines of debug as the queue has bytes for, if nothing bounded their number.
        until = time.monotonic() + DEADLINE
        while self.metric("broadcaster_log_lines_left_out_total") < 100:
            self.offend(40)
            self.assertLess(time.monotonic(), until)

    def test_everything_goes_on(self):
        self.broker = self.start("--log-level", "debug")
        first = self.client()
        self.fill()
        for _ in range(20):
            started = time.monotonic()
            self.get("/health")
            self.client().ping_pong()
            first.ping_pong()
            self.assertLess(time.monotonic() - started, 2)
        self.assertLess(self.broker.stop(), STOP_SECONDS)

    def test_interrupt_ends_it(self):
        self.broker = self.start()
        self.fill()
        self.assertLess(self.broker.stop(signal.SIGINT), STOP_SECONDS)

    def test_it_is_read_again(self):
        self.broker = self.start()
        self.fill()
        left_out = self.metric("broadcaster_log_lines_left_out_total")
        text = b""
        os.set_blocking(self.reader, False)

        def counts():
            nonlocal text
            try:
                text += os.read(self.reader, 1 << 16)
            except BlockingIOError:
                pass
            return sum(int(count) for count in re.findall(rb"(\d+) lines were left out", text))
        eventually(lambda: counts() == left_out, f"{left_out} lines that are accounted for")
        self.broker.stop()


class Gone(LogTest):
    """A log that nothing takes any more."""

    def test_reader_has_gone(self):
        reader, writer = os.pipe()
        with Broker(stderr=writer) as self.broker:
            os.close(writer)
            self.assertEqual(self.warnings(), [])
            os.close(reader)
            self.offend(1)
            line, = eventually(self.warnings)
            self.assertIn("log cannot be written", line)
            self.assertGreater(self.metric("broadcaster_log_lines_dropped_total"), 0)
            self.assert_alive()

    def test_disk_is_full(self):
        with open("/dev/full", "wb") as full, Broker(stderr=full.fileno()) as self.broker:
            self.offend(1)
            line, = eventually(self.warnings)
            self.assertIn("No space left", line)
            self.assert_alive()

    def test_file_is_too_large(self):
        """ulimit -f, which sends a signal first."""
        limit = 1 << 20

        def limit_child():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with tempfile.TemporaryFile() as file:
            file.write(b"x" * limit)
            file.flush()
            with Broker(stderr=file.fileno(), limit_child=limit_child) as self.broker:
                self.offend(1)
                line, = eventually(self.warnings)
                self.assertIn("File too large", line)
                self.assert_alive()


class Bounded(LogTest):
    """Lines that peers cause."""

    def test_lines_of_a_kind(self):
        with Broker() as self.broker:
            started = time.monotonic()
            self.offend(400)
            seconds = time.monotonic() - started
            left_out = self.metric("broadcaster_log_lines_left_out_total")
            self.assertGreater(left_out, 100)
            self.broker.stop()
            lines = self.broker.log().splitlines()
            for kind in ("refused a page", r"\(1002\)"):
                said = [line for line in lines
                        if re.search(kind, line) and "left out" not in line]
                self.assertLess(len(said), 110 + 11 * seconds, kind)
                self.assertGreater(len(said), 90, kind)
            counted = sum(int(count)
                          for count in re.findall(r"(\d+) lines were left out", "\n".join(lines)))
            self.assertEqual(counted, left_out)

    def test_debug(self):
        with Broker("--log-level", "debug") as self.broker:
            with self.http() as connection:
                for _ in range(1000):
                    connection.request("GET", "/health")
            self.broker.stop()
            said = [line for line in self.broker.log().splitlines() if "GET /health" in line]
            self.assertLess(len(said), 500)

    def test_reports_are_json_where_the_log_is(self):
        with Broker("--log-format", "json") as self.broker:
            self.offend(200)
            self.broker.stop()
            texts = [json.loads(line)["message"] for line in self.broker.log().splitlines()]
            self.assertTrue([text for text in texts if "lines were left out" in text])


if __name__ == "__main__":
    unittest.main()
