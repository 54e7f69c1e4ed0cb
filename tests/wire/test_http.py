# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""HTTP itself, health and status (docs/protocol.md, section 7)."""
import json
import socket
import time
import unittest

from broker import SERVICE_KEY
from httpclient import HttpConnection, request_bytes
from tls import OVER_TLS
from wsclient import head_bytes, upgrade_headers, websocket_target
from wiretest import KINDS, WireTest

KNOWN = ("/health", "/status?projectId=p", "/usage?projectId=p")


class Health(WireTest):
    def test_of_the_broker(self):
        health = self.get("/health")
        self.assertEqual((health["status"], health["worker"]), ("healthy", "main"))
        self.assertIsInstance(health["version"], str)
        self.assert_now(health["timestamp"])

    def test_of_a_project(self):
        target = f"/health?projectId={self.project}"
        health = self.get(target)
        self.assertEqual(set(health),
                         {"status", "projectId", "clientCount", "lastActivity", "timestamp"})
        self.assertEqual((health["status"], health["projectId"]), ("healthy", self.project))
        self.assertEqual((health["clientCount"], health["lastActivity"]), (0, None))
        self.assert_now(health["timestamp"])
        clients = self.clients(*KINDS)
        connected = self.get(target)
        self.assertEqual(connected["clientCount"], 3)
        self.assert_now(connected["lastActivity"])
        self.assertLessEqual(connected["lastActivity"], connected["timestamp"])
        clients[0].ping_pong()
        self.assertGreaterEqual(self.get(target)["lastActivity"], connected["lastActivity"])
        clients[1].close()
        clients[0].receive_type("client_left")
        self.assertEqual(self.get(target)["clientCount"], 2)

    def test_asking_creates_nothing(self):
        for call in ("health", "status", "usage"):
            self.get(f"/{call}?projectId={self.project}")
        self.assertIsNone(self.get(f"/health?projectId={self.project}")["lastActivity"])
        self.assertIsNone(self.get(f"/status?projectId={self.project}")["lastActivity"])

    def test_odd_projects(self):
        for encoded, project in (("a%2Fb+c", "a/b c"), ("%F0%9F%98%80", "😀"), ("%22%5C", '"\\'),
                                 ("%EF%BB%BFx", "\ufeffx")):
            for call in ("health", "status"):
                self.assertEqual(self.get(f"/{call}?projectId={encoded}")["projectId"], project)

    def test_empty_project_is_the_broker(self):
        """As in the original, where an empty string is not a project."""
        self.assertEqual(self.get("/health?projectId=").get("worker"), "main")


class Status(WireTest):
    arguments = ("--allow-origin", "*")

    def status(self):
        return self.get(f"/status?projectId={self.project}")

    def test_shape(self):
        self.client("runtime", headers=[("User-Agent", 'Ünï "1"'), ("Origin", "https://a.b")])
        self.client("data-agent")
        self.client("admin", headers=[("Origin", "null")])
        status = self.status()
        self.assertEqual(set(status),
                         {"projectId", "clientCount", "lastActivity", "clients", "timestamp"})
        self.assertEqual((status["projectId"], status["clientCount"]), (self.project, 3))
        self.assert_now(status["timestamp"])
        self.assert_now(status["lastActivity"])
        for client in status["clients"]:
            self.assertEqual(set(client), {
                "id", "type", "connectedAt", "connectedFor", "socketState", "metadata"})
            self.assertEqual(client["socketState"], 1)
            self.assert_now(client["connectedAt"])
            self.assertEqual(client["connectedFor"], status["timestamp"] - client["connectedAt"])
            self.assertEqual(set(client["metadata"]), {"userAgent", "origin"})
        metadata = {client["type"]: client["metadata"] for client in status["clients"]}
        self.assertEqual(metadata, {
            "runtime": {"userAgent": 'Ünï "1"', "origin": "https://a.b"},
            "data-agent": {"userAgent": None, "origin": None},
            "admin": {"userAgent": None, "origin": "null"}})

    def test_clients_are_those_connected(self):
        clients = self.clients(*KINDS)
        self.assertEqual({client["id"]: client["type"] for client in self.status()["clients"]},
                         {client.id: client.kind for client in clients})
        clients[2].close()
        clients[0].receive_type("client_left")
        self.assertEqual([client["id"] for client in self.status()["clients"]],
                         [clients[0].id, clients[1].id])

    def test_nobody(self):
        status = self.status()
        self.assertEqual((status["clientCount"], status["clients"], status["lastActivity"]),
                         (0, [], None))

    def test_many(self):
        for _ in range(300):
            self.client()
        self.assertEqual(len({client["id"] for client in self.status()["clients"]}), 300)

    def test_without_project(self):
        for call in ("status", "usage"):
            for query in ("", "?", "?projectId=", "?project=x"):
                with self.subTest(call + query):
                    answer = self.call("GET", f"/{call}{query}")
                    self.assertEqual(answer.status, 400)
                    self.assertIsInstance(answer.json(), dict)

    def test_invalid_project(self):
        for call in ("health", "status", "usage"):
            for encoded in ("%0A", "%00", "x" * 257):
                self.assertEqual(
                    self.call("GET", f"/{call}?projectId={encoded}").status, 400)


class Methods(WireTest):
    def test_unknown_paths(self):
        for path in ("/healthz", "/health/", "/Health", "/status/x", "/index.html", "//",
                     "/api-keysx", "/websocket/x", "/%00", "/../health", "/health%2F"):
            with self.subTest(path):
                answer = self.call("GET", path)
                self.assertEqual(answer.status, 404)
                self.assertIsInstance(answer.json()["error"], str)

    def test_wrong_methods(self):
        for target in KNOWN:
            for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"):
                with self.subTest(method + target):
                    answer = self.call(method, target)
                    self.assertEqual(answer.status, 405)
                    self.assertTrue({"get", "head"} <= answer.tokens("Allow"))
                    self.assertIsInstance(answer.json()["error"], str)

    def test_head(self):
        """The answer to a GET without its body."""
        for target in (*KNOWN, "/status", "/nowhere", "/websocket",
                       websocket_target("p", "runtime")):
            with self.subTest(target):
                connection = self.http()
                get = connection.request("GET", target)
                head = connection.request("HEAD", target)
                self.assertEqual(head.status, get.status)
                self.assertEqual(head.header("Content-Type"), get.header("Content-Type"))
                connection.send(request_bytes("GET", "/health"))
                self.assertEqual(connection.response().status, 200)  # and no body came between


class Connections(WireTest):
    def test_keep_alive(self):
        connection = self.http()
        for _ in range(50):
            self.assertEqual(connection.request("GET", "/health").status, 200)
            self.assertEqual(connection.request("GET", "/nowhere").status, 404)

    def test_close(self):
        for version, headers in (("1.1", "Connection: close\r\n"), ("1.0", ""),
                                 ("1.1", "Connection: Keep-Alive, CLOSE\r\n")):
            connection = self.http()
            connection.send(
                f"GET /health HTTP/{version}\r\nHost: localhost\r\n{headers}\r\n".encode())
            self.assertEqual(connection.response().status, 200)
            self.assertEqual(connection.read_to_end(), b"")

    def test_pipeline(self):
        """Answered in order, bodies and refusals between."""
        body = json.dumps({"projectId": self.project}).encode()
        headers = [("Authorization", f"Bearer {SERVICE_KEY}"),
                   ("Content-Type", "application/json")]
        requests = [("GET", "/health", (), None, 200), ("POST", "/api-keys", headers, body, 201),
                    ("GET", "/nowhere", (), None, 404), ("HEAD", "/health", (), None, 200),
                    ("POST", "/api-keys", headers, body, 409), ("GET", "/status", (), None, 400),
                    ("DELETE", f"/api-keys/{self.project}", headers, None, 200),
                    ("GET", "/usage?projectId=p", (), None, 200)]
        connection = self.http()
        connection.send(b"".join(request_bytes(*request[:4]) for request in requests) * 3)
        for method, target, _, _, status in requests * 3:
            with self.subTest(method + target):
                self.assertEqual(connection.response(method).status, status)

    def test_pipeline_that_ends_in_an_upgrade(self):
        connection = self.http()
        upgrade = (f"GET {websocket_target(self.project, 'runtime')} HTTP/1.1\r\nHost: [::1]\r\n"
                   "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n").encode()
        connection.send(request_bytes("GET", "/health") + upgrade)
        self.assertEqual(connection.response().status, 200)
        self.assertEqual(connection.response().status, 101)

    def test_long_pipeline(self):
        connection = self.http()
        connection.send(request_bytes("GET", "/health") * 2000)
        for _ in range(2000):
            self.assertEqual(connection.response().status, 200)

    def test_peer_that_does_not_read(self):
        """Its answers do not pile up without end, and nobody else waits."""
        with HttpConnection(self.broker.port, receive_buffer=4096) as connection:
            connection.socket.settimeout(1)
            try:
                while connection.send_while_open(request_bytes("GET", "/health") * 100):
                    pass
            except TimeoutError:
                pass  # the broker reads no more of it
            self.assert_alive()

    def test_body_of_a_get_is_no_request(self):
        connection = self.http()
        connection.send(request_bytes("GET", "/health", body=b"GET /nowhere HTTP/1.1\r\n\r\n"))
        connection.send(request_bytes("GET", "/status?projectId=p"))
        self.assertIn("worker", connection.response().json())
        self.assertIn("clients", connection.response().json())

    def test_leading_empty_line(self):
        """RFC 9112 2.2: at least one is ignored. Nothing worse than a refusal otherwise."""
        connection = self.http()
        connection.send(b"\r\n" + request_bytes("GET", "/health"))
        self.assertIn(connection.response().status, (200, 400))

    def test_absolute_target(self):
        answer = self.call("GET", "http://localhost/health?projectId=p")
        self.assertEqual((answer.status, answer.json()["projectId"]), (200, "p"))


class Bodies(WireTest):
    """Bodies of POST /api-keys in all the ways they may come."""

    def post(self, headers, payload, connection=None):
        connection = connection or self.http()
        lines = ["POST /api-keys HTTP/1.1", "Host: localhost",
                 f"Authorization: Bearer {SERVICE_KEY}", "Content-Type: application/json", *headers]
        connection.send_while_open("\r\n".join(lines).encode() + b"\r\n\r\n" + payload)
        return connection.response()

    def body(self):
        return json.dumps({"projectId": self.project}).encode()

    def test_chunked(self):
        body = self.body()
        chunks = b"".join(b"%x;note=1\r\n%c\r\n" % (1, byte) for byte in body)
        answer = self.post(["Transfer-Encoding: chunked"], chunks + b"0\r\nTrailer: x\r\n\r\n")
        self.assertEqual(answer.status, 201, answer.body)

    def test_chunked_then_next_request(self):
        connection = self.http()
        chunk = b"%X\r\n%b\r\n0\r\n\r\n" % (len(self.body()), self.body())
        answer = self.post(["transfer-encoding: Chunked"],
                           chunk + request_bytes("GET", "/health"), connection)
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual(connection.response().status, 200)

    def test_split_body(self):
        body = self.body()
        connection = self.http()
        head = request_bytes("POST", "/api-keys", [
            ("Authorization", f"Bearer {SERVICE_KEY}"), ("Content-Type", "application/json"),
            ("Content-Length", len(body))])
        for byte in head + body:
            connection.send(bytes([byte]))
        self.assertEqual(connection.response().status, 201)

    def test_expect_continue(self):
        body = self.body()
        connection = self.http()
        answer = self.post([f"Content-Length: {len(body)}", "Expect: 100-continue"], b"",
                           connection)
        self.assertEqual(answer.status, 100)
        connection.send(body)
        self.assertEqual(connection.response().status, 201)

    def test_too_large(self):
        large = b" " * 70_000
        self.assertEqual(self.post([f"Content-Length: {len(large)}"], large).status, 413)
        self.assertEqual(self.post(["Content-Length: 99999999999"], b"").status, 413)
        chunks = b"10000\r\n" + b" " * 0x10000 + b"\r\n" + b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        self.assertEqual(self.post(["Transfer-Encoding: chunked"], chunks).status, 413)

    def test_announced_and_cut(self):
        connection = self.http()
        connection.send(b"POST /api-keys HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 10\r\n\r\nabc")
        connection.abort()
        self.assert_alive()


class Smuggling(WireTest):
    """Requests of doubtful length or form are refused, and what follows them is not read."""

    def assert_refused(self, head, *statuses):
        connection = self.http()
        connection.send_while_open(head + b"\r\n\r\n" + request_bytes("GET", "/health") * 2)
        for _ in range(3):
            connection.send_while_open(request_bytes("GET", "/health"))
        answer = connection.response()
        self.assertIn(answer.status, statuses or (400,), head)
        refusal = answer.json()
        if "success" in refusal:  # The form of everything under /api-keys.
            self.assertEqual((refusal["success"], len(refusal["errors"])), (False, 1))
        else:
            self.assertIsInstance(refusal["error"], str)
        self.assertEqual(connection.read_to_end(), b"", "more answers than requests")

    def test_lengths(self):
        for lines in (b"Content-Length: 4\r\nTransfer-Encoding: chunked",
                      b"Transfer-Encoding: chunked\r\nContent-Length: 4",
                      b"Content-Length: 4\r\nContent-Length: 5", b"Content-Length: -1",
                      b"Content-Length: +4", b"Content-Length: 0x4", b"Content-Length: 4 4",
                      b"Content-Length: four", b"Content-Length: 4,5",
                      b"Content-Length: 99999999999999999999999999",
                      b"Content-Length : 4", b"Content-Length\t: 4"):
            with self.subTest(lines):
                self.assert_refused(b"POST /api-keys HTTP/1.1\r\nHost: [::1]\r\n" + lines, 400, 413)

    def test_transfer_encodings(self):
        for value in (b"chunked, identity", b"xchunked", b"gzip, chunked", b"gzip",
                      b"chunked, chunked", b"identity", b"\x0bchunked"):
            with self.subTest(value):
                self.assert_refused(
                    b"POST /api-keys HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: " + value,
                    400, 501)

    def test_chunks(self):
        for chunk in (b"x\r\n", b"-1\r\n", b"ffffffffffffffffff\r\n", b"0x1\r\na\r\n",
                      b"1\r\nab\r\n", b" 1\r\na\r\n"):
            with self.subTest(chunk):
                connection = self.http()
                connection.send_while_open(
                    b"POST /api-keys HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunk + b"0\r\n\r\n" + request_bytes("GET", "/health"))
                connection.send_while_open(b"0\r\n\r\n" + request_bytes("GET", "/health"))
                self.assertIn(connection.response().status, (400, 413))
                self.assertEqual(connection.read_to_end(), b"")

    def test_forms(self):
        for head in (b"GET /health", b"GET  /health HTTP/1.1\r\nHost: x", b"hello",
                     b"GET /health HTTP/1.1\r\nHost: [::1]\r\nno colon",
                     b"GET /health HTTP/1.1\r\nHost: [::1]\r\nA\x00: b",
                     b"GET /health HTTP/1.1\r\nHost: [::1]\r\nA: b\x00c",
                     b"GET /health HTTP/1.1\r\nHost: [::1]\r\n: empty name",
                     b"GET /hea\x01lth HTTP/1.1\r\nHost: x",
                     b"GET /health HTTP/1.1\r\nHost: [::1]\r\nA: b\rC: d",
                     b"GET /health HTTQ/1.1\r\nHost: x", b"\x16\x03\x01\x02\x00\x01\x00"):
            with self.subTest(head):
                self.assert_refused(head)

    def test_folded_lines(self):
        """RFC 9112 5.2: refused, or part of the value before. Never a header of their own."""
        for line in (b" Content-Length: 5", b"\tTransfer-Encoding: chunked"):
            connection = self.http()
            connection.send_while_open(b"GET /health HTTP/1.1\r\nHost: [::1]\r\nX: y\r\n" + line
                                       + b"\r\n\r\n" + request_bytes("GET", "/health"))
            if connection.response().status == 200:
                self.assertEqual(connection.response().status, 200)
            else:
                self.assertEqual(connection.read_to_end(), b"")

    def test_versions(self):
        for version in (b"HTTP/2.0", b"HTTP/3.0", b"HTTP/0.9", b"HTTP/1.1x", b"http/1.1"):
            with self.subTest(version):
                self.assert_refused(b"GET /health " + version + b"\r\nHost: x", 400, 505)

    def test_hosts(self):
        """RFC 9112 3.2: just one."""
        self.assert_refused(b"GET /health HTTP/1.1")
        self.assert_refused(b"GET /health HTTP/1.1\r\nHost: [::1]\r\nHost: y")

    def test_garbage(self):
        for garbage in (b"\x00" * 1000, b"\xff" * 1000, b"A" * 30_000):
            connection = self.http()
            connection.send_while_open(garbage)
            self.assertIn(connection.response().status, (400, 431))
        self.http().send_while_open(b"\r\n" * 20_000)  # empty lines, and the deadline for them
        self.assert_alive()


class LargeAnswers(WireTest):
    """An answer that is larger than what the broker keeps for a peer that does not read."""

    KEYS = 300
    TARGET = "/api-keys"
    OPERATOR = [("Authorization", f"Bearer {SERVICE_KEY}")]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with HttpConnection(cls.broker.port) as connection:
            for number in range(cls.KEYS):
                answer = connection.request(
                    "POST", cls.TARGET, [*cls.OPERATOR, ("Content-Type", "application/json")],
                    json.dumps({"projectId": f"large-{number}",
                                "description": "\u4f60" * 1000}).encode())
                assert answer.status == 201, answer.body

    def slow_connection(self):
        connection = HttpConnection(self.broker.port, receive_buffer=8192)
        self.addCleanup(connection.abort)
        return connection

    def asked(self, count=4, headers=()):
        """More than the kernel takes of answers that are not read."""
        return request_bytes("GET", self.TARGET, [*self.OPERATOR, *headers]) * count

    def assert_whole(self, answer):
        self.assertEqual(answer.status, 200)
        self.assertEqual(len(answer.json()["data"]["keys"]), self.KEYS)

    def test_the_next_request_is_answered_too(self):
        connection = self.slow_connection()
        connection.send(self.asked() + request_bytes("GET", "/nowhere"))
        for _ in range(4):
            self.assert_whole(connection.response())
        self.assertEqual(connection.response().status, 404)

    @unittest.skipIf(OVER_TLS, "Python ends TLS as a whole or not at all")
    def test_a_client_that_has_said_all(self):
        for headers in ([], [("Connection", "close")]):
            connection = self.slow_connection()
            connection.send(self.asked(3) + self.asked(1, headers))
            connection.socket.shutdown(socket.SHUT_WR)
            for _ in range(4):
                self.assert_whole(connection.response())
            self.assertEqual(connection.read_to_end(), b"")

    def test_an_upgrade_waits_for_it(self):
        connection = self.slow_connection()
        target = websocket_target(self.project, "runtime")
        connection.send(self.asked() + head_bytes("GET", target, upgrade_headers()))
        for _ in range(4):
            self.assert_whole(connection.response())
        self.assertIn(b" 101 ", connection.read_until(b"\r\n\r\n"))

    def test_an_upgrade_behind_just_what_the_kernel_takes(self):
        """Whatever number of answers fills the way to the client, the 101 comes behind them all."""
        target = websocket_target(self.project, "runtime")
        for count in range(1, 40, 3):
            connection = self.slow_connection()
            connection.send(self.asked(count % 4) + request_bytes("GET", "/nowhere") * count
                            + head_bytes("GET", target, upgrade_headers()))
            for _ in range(count % 4):
                self.assert_whole(connection.response())
            for _ in range(count):
                self.assertEqual(connection.response().status, 404)
            self.assertIn(b" 101 ", connection.read_until(b"\r\n\r\n"))
            connection.abort()


class KeepAlive(WireTest):
    arguments = ("--keep-alive-timeout", "1")

    def test_idle_connections_are_closed(self):
        with HttpConnection(self.broker.port) as idle:
            start = time.monotonic()
            for _ in range(2):
                self.assertEqual(idle.request("GET", "/health").status, 200)
            self.assertEqual(idle.read_to_end(), b"")
            self.assertGreaterEqual(time.monotonic() - start, 1)


if __name__ == "__main__":
    unittest.main()
