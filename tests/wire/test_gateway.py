# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""One connection, or one address, cannot hold up the others while they speak HTTP."""
import contextlib
import os
import selectors
import statistics
import threading
import time
import unittest

from broker import SERVICE_KEY, Broker
from httpclient import HttpConnection, request_bytes
from tls import OVER_TLS
from wire import EndOfStream, Wire, eventually
from wiretest import BrokerTest, WireTest
from wsclient import head_bytes, text_frame, upgrade_headers, websocket_target

MEBIBYTE = 1 << 20
OPERATOR = [("Authorization", f"Bearer {SERVICE_KEY}")]


def memory(broker):
    """Resident bytes."""
    with open(f"/proc/{broker.process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Pump:
    """Asks on several connections as fast as they take it, and reads what comes, in a thread."""

    def __init__(self, port, count, request):
        self.request = request * 200
        self.connections = [HttpConnection(port) for _ in range(count)]
        self.answers = 0
        self.going = True
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        with selectors.DefaultSelector() as selector:
            for connection in self.connections:
                connection.socket.setblocking(False)
                selector.register(connection.socket,
                                  selectors.EVENT_READ | selectors.EVENT_WRITE)
            while self.going:
                for key, _ in selector.select(0.1):
                    self.exchange(key.fileobj)

    def exchange(self, peer):
        with contextlib.suppress(BlockingIOError, InterruptedError, OSError):
            peer.send(self.request)  # Where it is cut matters little: see answers.
        with contextlib.suppress(BlockingIOError, InterruptedError, OSError):
            self.answers += peer.recv(1 << 20).count(b"HTTP/1.1 ")

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.going = False
        self.thread.join()
        for connection in self.connections:
            connection.abort()


class Turns(WireTest):
    """Requests are served in turns."""

    MOSTLY, WORST = 0.2, 5.0  # Seconds; 0.5 where a pipeline is answered in one go.
    FACTOR = 15  # The same as a multiple of the time of an idle broker.

    def times(self, count=20):
        times = []
        for _ in range(count):
            started = time.monotonic()
            self.get("/health")
            times.append(time.monotonic() - started)
        return times

    def quarter(self, times):
        """The time that three of four calls take at least: the others say more of the machine."""
        return statistics.quantiles(times, n=4)[0]

    def setUp(self):
        super().setUp()
        self.calm = self.quarter(self.times())

    def assert_in_time(self, times):
        self.assertLess(self.quarter(times), max(self.MOSTLY, self.FACTOR * self.calm), times)
        self.assertLess(max(times), self.WORST, times)

    @unittest.skipIf(OVER_TLS, "what is sent in part has to be sent again over TLS")
    def test_pipelines(self):
        for target in ("/nowhere", "/status", "/health"):
            with self.subTest(target):
                with Pump(self.broker.port, 16, request_bytes("GET", target)) as pump:
                    eventually(lambda pump=pump: pump.answers > 100, "an answer")
                    self.assert_in_time(self.times())

    def test_connections(self):
        """Many connect, ask and go."""
        going = True

        def churn():
            while going:
                with contextlib.suppress(OSError, EndOfStream):
                    with HttpConnection(self.broker.port) as connection:
                        connection.send(request_bytes("GET", "/nowhere"))
        threads = [threading.Thread(target=churn, daemon=True) for _ in range(8)]
        for thread in threads:
            thread.start()
        try:
            self.assert_in_time(self.times())
        finally:
            going = False
            for thread in threads:
                thread.join()

    def test_a_pipeline_is_answered_in_order(self):
        connection = self.http()
        connection.send(b"".join(request_bytes("GET", f"/status?projectId=p{number}")
                                 + request_bytes("HEAD", "/nowhere") for number in range(300)))
        for number in range(300):
            self.assertEqual(connection.response().json()["projectId"], f"p{number}")
            self.assertEqual(connection.response("HEAD").status, 404)


class UnreadAnswers(BrokerTest):
    """Answers that nobody reads have a bound in number and bytes."""

    CLIENTS = 400
    CONNECTIONS = 60

    def test_many(self):
        with Broker("--max-total-queue-bytes", "1MiB") as self.broker:
            agent = [("User-Agent", "\u00fc" * 7000)]
            for _ in range(self.CLIENTS):
                self.client(headers=agent)
            before = memory(self.broker)
            target = f"/status?projectId={self.project}"
            unread = []
            for _ in range(self.CONNECTIONS):
                connection = HttpConnection(self.broker.port, receive_buffer=4096)
                self.addCleanup(connection.abort)
                connection.send(request_bytes("GET", target) * 50)
                unread.append(connection)
            times = []
            for _ in range(20):
                started = time.monotonic()
                self.get("/health")
                times.append(time.monotonic() - started)
                if "MEMORY_SKIP" not in os.environ:
                    self.assertLess(memory(self.broker) - before, 40 * MEBIBYTE)
            self.assertLess(statistics.median(times), 1)
            self.assert_answered(unread)
            eventually(lambda: b"\nbroadcaster_http_output_bytes 0\n"
                       in self.call("GET", "/metrics").body, "the end of all that waited")

    def assert_answered(self, unread):
        """Each request is answered whole, or told to come back."""
        told = 0
        for connection in unread:
            answer = connection.response()
            if answer.status == 503:
                self.assertGreater(int(answer.header("Retry-After")), 0)
                told += 1
            else:
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.json()["clientCount"], self.CLIENTS)
            connection.abort()
        print(f"{told} of {len(unread)} were told to come back", flush=True)

    def test_one_connection_is_never_refused(self):
        """Its answers wait for one another."""
        with Broker("--max-total-queue-bytes", "1MiB") as self.broker:
            for _ in range(self.CLIENTS):
                self.client(headers=[("User-Agent", "u" * 1000)])
            connection = HttpConnection(self.broker.port, receive_buffer=4096)
            self.addCleanup(connection.abort)
            connection.send(request_bytes("GET", f"/status?projectId={self.project}") * 30)
            for _ in range(30):
                answer = connection.response()
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.json()["clientCount"], self.CLIENTS)

    def test_an_upgrade_waits_for_them(self):
        """A WebSocket begins behind the last answer, however late that is read."""
        with Broker() as self.broker:
            for _ in range(self.CLIENTS):
                self.client(headers=[("User-Agent", "u" * 200)])
            connection = HttpConnection(self.broker.port, receive_buffer=4096)
            self.addCleanup(connection.abort)
            project = self.new_project()
            connection.send(request_bytes("GET", f"/status?projectId={self.project}") * 30
                            + head_bytes("GET", websocket_target(project, "runtime"),
                                         upgrade_headers())
                            + text_frame('{"type":"PING"}'))

            def clients():
                return self.get(f"/health?projectId={project}")["clientCount"]
            for _ in range(20):
                self.assertEqual(clients(), 0, "it is a WebSocket before its answers are read")
            for _ in range(30):
                self.assertEqual(connection.response().json()["clientCount"], self.CLIENTS)
            self.assertIn(b" 101 ", connection.read_until(b"\r\n\r\n"))
            connection.read_until(b'"type":"PONG"')
            self.assertEqual(clients(), 1)

    @unittest.skipIf(OVER_TLS, "sees the same of the gateway")
    def test_slow_readers_end(self):
        """Though they read a little all the time."""
        with Broker("--slow-reader-timeout", "1") as self.broker:
            self.issue_large_keys(120)
            connection = HttpConnection(self.broker.port, receive_buffer=4096)
            self.addCleanup(connection.abort)
            connection.send(request_bytes("GET", "/api-keys", OPERATOR) * 12)

            def is_counted():
                connection.socket.setblocking(False)
                with contextlib.suppress(BlockingIOError, ConnectionError):
                    connection.socket.recv(16)
                return 'dropped_total{reason="slow"} 1' in self.call(
                    "GET", "/metrics").body.decode()
            eventually(is_counted, "the end of one that trickles")

    def issue_large_keys(self, count):
        for number in range(count):
            answer = self.api("POST", "/api-keys", {
                "projectId": f"{self.project}-{number}", "description": "\u4f60" * 1000})
            self.assertEqual(answer.status, 201, answer.body)


class LongHeaders(WireTest):
    """User-Agent and Origin are kept in part."""

    arguments = ("--allow-origin", "*")
    CLIENTS = 300
    MOST = 16 * 1024  # Bytes a client may cost.

    def metadata(self):
        status = self.get(f"/status?projectId={self.project}")
        return status["clients"][-1]["metadata"]

    def test_cut(self):
        for given, kept in (("u" * 256, "u" * 256), ("u" * 257, "u" * 256),
                            ("u" * 255 + "\u00fc" * 9, "u" * 255), ("\u4f60" * 1000, "\u4f60" * 85),
                            ('"' * 300, '"' * 256)):
            with self.subTest(given[250:]):
                self.project = self.new_project()
                self.client(headers=[("User-Agent", given)])
                self.assertEqual(self.metadata()["userAgent"], kept)
        self.project = self.new_project()
        self.client(headers=[("Origin", f"https://{'a.' * 120}example:65535/")])
        self.assertLessEqual(len(self.metadata()["origin"]), 256)

    def test_bytes_that_are_not_text(self):
        head = head_bytes("GET", websocket_target(self.project, "runtime"), upgrade_headers())
        with self.http() as connection:
            connection.send(head[:-2] + b"User-Agent: " + b"\xff" * 15_000 + b"\r\n\r\n")
            self.assertEqual(connection.response().status, 101)
            self.assertLessEqual(len(self.metadata()["userAgent"].encode()), 256)

    @unittest.skipIf("MEMORY_SKIP" in os.environ, "sanitizers keep back what is freed")
    @unittest.skipIf(OVER_TLS, "a session of TLS costs more than that")
    def test_memory(self):
        for _ in range(self.CLIENTS):
            self.client(project=self.new_project())
        before = memory(self.broker)
        for _ in range(self.CLIENTS):
            self.client(headers=[("User-Agent", "u" * 15_900)])
        self.assertLess((memory(self.broker) - before) / self.CLIENTS, self.MOST)


class SilentAddresses(BrokerTest):
    """Connections that say nothing give way to those of other addresses."""

    MOST = 32
    CROWD, OTHER = "127.0.0.7", "127.0.0.2"
    IN_TIME = 3  # Seconds; without this rule it is ten, until the silent ones time out.

    def open_silent(self, count, source=CROWD):
        silent = []
        for _ in range(count):
            wire = Wire(self.broker.port, source=source, tls=False)
            self.addCleanup(wire.abort)
            silent.append(wire)
        return silent

    def dropped(self):
        text = self.call("GET", "/metrics").body.decode()
        return int(text.split('dropped_total{reason="silent"} ')[1].split("\n")[0])

    def assert_served(self):
        started = time.monotonic()
        with HttpConnection(self.broker.port, source=self.OTHER) as connection:
            self.assertEqual(connection.request("GET", "/health").status, 200)
        self.assertLess(time.monotonic() - started, self.IN_TIME)

    def test_others_get_in(self):
        with Broker("--max-pending-handshakes", str(self.MOST)) as self.broker:
            other, = self.open_silent(1, self.OTHER)  # Older than all of the crowd.
            silent = self.open_silent(self.MOST)
            for _ in range(5):
                self.assert_served()
                silent += self.open_silent(self.MOST // 4)
            self.assertGreater(self.dropped(), self.MOST // 2)
            self.assertEqual(len(self.broker.wait_for_log("max-pending-handshakes")), 1)
            self.assertFalse(other.is_readable(), "an address with one connection gave it up")
            # The oldest have gone, the newest are there.
            self.assertEqual(silent[0].read_to_end(), b"")
            self.assertFalse(silent[-1].is_readable())

    def test_idle_connections_give_way_too(self):
        """Also connections that have been answered and keep open."""
        with Broker("--max-connections", "1") as self.broker:
            client = self.client()
            kept = []
            for _ in range(256):
                connection = HttpConnection(self.broker.port, source=self.CROWD)
                self.addCleanup(connection.abort)
                self.assertEqual(connection.request("GET", "/nowhere").status, 404)
                kept.append(connection)
            with HttpConnection(self.broker.port, source=self.CROWD) as one_more:
                self.assertEqual(one_more.request("GET", "/nowhere").status, 503)
            self.assert_served()
            self.assertEqual(kept[0].read_to_end(), b"")
            self.assertEqual(kept[-1].request("GET", "/nowhere").status, 404)
            client.ping_pong()

    def test_many_more_than_there_are_slots(self):
        with Broker("--max-pending-handshakes", str(self.MOST)) as self.broker:
            self.open_silent(20 * self.MOST)
            self.assert_served()


if __name__ == "__main__":
    unittest.main()
