# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Connecting (docs/protocol.md, section 1)."""
import base64
import signal
import time
import unittest
import urllib.parse

from broker import SERVICE_KEY, Broker
from httpclient import HttpConnection
from tls import OVER_TLS
from wire import Wire, eventually
from wsclient import (Client, head_bytes, new_key, text_frame, upgrade_headers, websocket_target)
from wiretest import KINDS, UUID4, BrokerTest, WireTest

MISSING_PROJECT = "Missing projectId parameter"
INVALID_PROJECT = "Invalid projectId parameter"
INVALID_KEY = "Invalid API key"
KEY_REQUIRED = "API key required"
NO_UPGRADE = "Expected Upgrade: websocket"
MISSING_TYPE = "Missing type parameter"
INVALID_TYPE = "Invalid type parameter"
WRONG_KEY = "sa_live_00000000000000000000000000000000"


class HandshakeTest(BrokerTest):
    """Handshakes that are refused, or made byte by byte."""

    def handshake(self, target, headers=None):
        headers = upgrade_headers() if headers is None else headers
        with HttpConnection(self.broker.port) as connection:
            connection.send(head_bytes("GET", target, headers))
            return connection.response()

    def assert_refused(self, status, error, target, headers=None):
        answer = self.handshake(target, headers)
        self.assertEqual(answer.status, status, answer.body)
        body = answer.json()
        self.assertIsInstance(body["error"], str)
        if error:
            self.assertEqual(body["error"], error)
        return answer

    def connect(self, target, headers=()):
        """A client by any target and headers beside the usual ones."""
        client = Client.__new__(Client)
        Wire.__init__(client, self.broker.port)
        self.addCleanup(client.abort)
        client.answers_pings = True
        key = new_key()
        client.send(head_bytes("GET", target, headers or upgrade_headers(key)))
        client.finish_handshake(key if not headers else dict(headers)["Sec-WebSocket-Key"])
        return client


class Refusals(HandshakeTest, WireTest):
    def test_missing_project(self):
        for target in ("/websocket", "/websocket?", "/websocket?type=runtime",
                       "/websocket?projectId=&type=runtime", "/websocket?projectId&type=runtime",
                       "/websocket?projectid=p&type=runtime"):
            with self.subTest(target):
                answer = self.assert_refused(400, MISSING_PROJECT, target)
                self.assertIsInstance(answer.json()["message"], str)

    def test_invalid_project(self):
        for name, encoded in {
                "257 bytes": "x" * 257, "65 emoji": urllib.parse.quote("😀" * 65),
                "256 letters of two bytes": urllib.parse.quote("é" * 129),
                "line feed": "a%0Ab", "carriage return": "%0d", "NUL": "%00", "NUL inside": "a%00b",
                "unit separator": "a%1F", "delete": "a%7F", "C1 control": "a%C2%85",
                "not UTF-8": "%FF", "a surrogate": "%ED%A0%80"}.items():
            with self.subTest(name):
                self.assert_refused(
                    400, INVALID_PROJECT, f"/websocket?projectId={encoded}&type=runtime")

    def test_no_upgrade(self):
        target = websocket_target(self.project, "runtime")
        for name, headers in {
                "plain GET": [("Host", "localhost")],
                "no Upgrade": upgrade_headers(Upgrade=None),
                "another Upgrade": upgrade_headers(Upgrade="h2c"),
                "no Connection": upgrade_headers(Connection=None),
                "Connection: keep-alive": upgrade_headers(Connection="keep-alive")}.items():
            with self.subTest(name):
                answer = self.assert_refused(426, NO_UPGRADE, target, headers)
                self.assertEqual(answer.header("Upgrade"), "websocket")
                self.assertIn("upgrade", answer.tokens("Connection"))

    def test_type(self):
        for target in (f"/websocket?projectId={self.project}",
                       f"/websocket?projectId={self.project}&Type=runtime"):
            with self.subTest(target):
                self.assert_refused(400, MISSING_TYPE, target)
        for kind in ("Runtime", "ADMIN", "agent", "system", "runtime%20", "+runtime", "%00",
                     "runtime%2", "data%252Dagent", "runtime,admin", "x" * 5000):
            with self.subTest(kind[:20]):
                target = f"/websocket?projectId={self.project}&type={kind}"
                answer = self.assert_refused(400, INVALID_TYPE, target)
                for allowed in KINDS:
                    self.assertIn(allowed.encode(), answer.body)
        self.assert_refused(400, None, f"/websocket?projectId={self.project}&type=")

    def test_version(self):
        target = websocket_target(self.project, "runtime")
        for version in (None, "12", "8", "0", "14", "013", "13.0", "x", ""):
            with self.subTest(version):
                answer = self.assert_refused(
                    426, None, target, upgrade_headers(Sec_WebSocket_Version=version))
                self.assertEqual(answer.header("Sec-WebSocket-Version"), "13")

    def test_key(self):
        target = websocket_target(self.project, "runtime")
        keys = {"missing": None, "empty": "", "one letter": "x", "not base64": "!" * 22 + "==",
                "15 bytes": base64.b64encode(bytes(15)).decode(),
                "17 bytes": base64.b64encode(bytes(17)).decode(),
                "no padding": base64.b64encode(bytes(16)).decode()[:22]}
        for name, key in keys.items():
            with self.subTest(name):
                self.assert_refused(
                    400, None, target, upgrade_headers(Sec_WebSocket_Key=key))

    def test_wrong_key_of_an_api(self):
        for name, target, headers in (
                ("query", websocket_target(self.project, "runtime", apiKey=WRONG_KEY), []),
                ("header", websocket_target(self.project, "runtime"), [("x-api-key", WRONG_KEY)]),
                ("no key at all", websocket_target(self.project, "runtime", apiKey="x"), []),
                ("10,000 letters",
                 websocket_target(self.project, "runtime", apiKey="k" * 10_000), [])):
            with self.subTest(name):
                answer = self.assert_refused(
                    403, INVALID_KEY, target, upgrade_headers() + headers)
                self.assertEqual(answer.json()["projectId"], self.project)
                self.assertIsInstance(answer.json()["message"], str)
                self.assertNotIn(WRONG_KEY.encode(), answer.body)
                self.assertNotIn(WRONG_KEY, str(answer.headers))

    def test_refusal_is_the_end_of_upgrading_only(self):
        """Nobody joined by being refused."""
        self.assert_refused(400, INVALID_TYPE, websocket_target(self.project, "nobody"))
        self.assertEqual(self.client().welcome["payload"]["clientCount"], 1)

    def test_escapes_in_refusals(self):
        """Repeated parts of the request are proper JSON."""
        project = 'quote " back \\ é 😀'
        answer = self.assert_refused(
            403, INVALID_KEY, websocket_target(project, "runtime", apiKey=WRONG_KEY))
        self.assertEqual(answer.json()["projectId"], project)


class Precedence(HandshakeTest, WireTest):
    """Where several things are wrong, the first row of the table answers."""

    arguments = ("--max-connections", "1")

    def setUp(self):
        super().setUp()
        self.closed = self.new_project()
        answer = self.api("PUT", f"/api-keys/{self.closed}/required", {"required": True})
        self.assertEqual(answer.status, 200, answer.body)

    def test_order(self):
        self.client()  # the limit of all connections is reached from here on
        bad_version = upgrade_headers(Sec_WebSocket_Version="8", Sec_WebSocket_Key="x")
        no_upgrade = [("Host", "localhost"), ("Sec-WebSocket-Version", "8")]
        rows = (
            (400, MISSING_PROJECT, f"/websocket?projectId=&type=x&apiKey={WRONG_KEY}", no_upgrade),
            (400, INVALID_PROJECT, f"/websocket?projectId=%0A&type=x&apiKey={WRONG_KEY}",
             no_upgrade),
            (403, INVALID_KEY, websocket_target(self.closed, "x", apiKey=WRONG_KEY), no_upgrade),
            (401, KEY_REQUIRED, websocket_target(self.closed, "x"), no_upgrade),
            (426, NO_UPGRADE, websocket_target(self.project, "x"), no_upgrade),
            (400, MISSING_TYPE, websocket_target(self.project, None), bad_version),
            (400, INVALID_TYPE, websocket_target(self.project, "x"), bad_version),
            (426, None, websocket_target(self.project, "runtime"), bad_version),
            (400, None, websocket_target(self.project, "runtime"),
             upgrade_headers(Sec_WebSocket_Key="x")),
            (503, None, websocket_target(self.project, "runtime"), None))
        for status, error, target, headers in rows:
            with self.subTest(target):
                self.assert_refused(status, error, target, headers)

    def test_required_key(self):
        answer = self.assert_refused(
            401, KEY_REQUIRED, websocket_target(self.closed, "runtime"))
        self.assertEqual(answer.json()["projectId"], self.closed)
        self.assertIsInstance(answer.json()["message"], str)
        self.assertEqual(answer.header("WWW-Authenticate"), "Bearer")  # RFC 9110 15.5.2


class Welcome(HandshakeTest, WireTest):
    def test_first_frame(self):
        for count, kind in enumerate(KINDS, 1):
            client = self.client(kind)
            self.assert_system(client.welcome, "connected", {
                "clientId", "projectId", "message", "clientCount", "timestamp"})
            payload = client.welcome["payload"]
            self.assertRegex(payload["clientId"], UUID4)
            self.assertNotEqual(payload["clientId"], client.welcome["id"])
            self.assertEqual(payload["projectId"], self.project)
            self.assertEqual(payload["message"], f"Connected to project {self.project}")
            self.assertEqual(payload["clientCount"], count)

    def test_ids_are_unique(self):
        clients = [self.client() for _ in range(50)]
        ids = {client.id for client in clients} | {client.welcome["id"] for client in clients}
        self.assertEqual(len(ids), 100)

    def test_counts_are_of_the_project(self):
        self.client()
        self.assertEqual(
            self.client(project=self.new_project()).welcome["payload"]["clientCount"], 1)

    def test_project_encodings(self):
        encodings = {
            "a%2Fb": "a/b", "a%20b": "a b", "a+b": "a b", "a%2Bb": "a+b", "%F0%9F%98%80": "😀",
            "%2525": "%25", "100%": "100%", "a%zzb": "a%zzb", "%e4%bd%a0": "你",
            "a%26b%3Dc": "a&b=c", "a%22b%5C": 'a"b\\', "..%2F..": "../..", "a'b": "a'b", ".": ".",
            "%EF%BB%BFx": "\ufeffx", "x" * 256: "x" * 256,
            urllib.parse.quote("😀" * 64): "😀" * 64}
        for encoded, project in encodings.items():
            with self.subTest(encoded[:30]):
                client = self.connect(f"/websocket?projectId={encoded}&type=runtime")
                self.assertEqual(client.welcome["payload"]["projectId"], project)
                client.close()

    def test_spellings_of_one_project_meet(self):
        self.connect("/websocket?projectId=one%2Fproject%20%2B&type=runtime")
        client = self.connect("/websocket?type=runtime&projectId=%6Fne/project+%2b")
        self.assertEqual(client.welcome["payload"]["clientCount"], 2)

    def test_projects_are_not_folded(self):
        for project in ("Fold", "fold", "fold ", "f\u00f6ld", "fo\u0308ld"):
            client = self.client(project=project)
            self.assertEqual(client.welcome["payload"]["clientCount"], 1)

    def test_type_encodings(self):
        for encoded, kind in {"data%2Dagent": "data-agent", "%72untime": "runtime",
                              "ad%6din": "admin"}.items():
            client = self.connect(f"/websocket?projectId={self.project}&type={encoded}")
            client.send_json({"id": "me", "to": {"id": client.id}})
            self.assertEqual(client.receive()["from"]["type"], kind)
            client.close()

    def test_first_of_repeated_parameters_counts(self):
        client = self.connect("/websocket?projectId=first&projectId=second&type=admin&type=x")
        self.assertEqual(client.welcome["payload"]["projectId"], "first")

    def test_empty_key_is_none(self):
        self.connect(websocket_target(self.project, "runtime", apiKey=""))

    def test_text_in_the_packet_of_the_handshake(self):
        """One frame, several, and the beginning of one."""
        ping = '{"type":"PING","payload":{"timestamp":%d}}'
        for behind in (1, 3, 100):
            first = b"".join(text_frame(ping % number) for number in range(behind))
            last = text_frame(ping % behind)
            client = self.client(with_head=first + last[:5])
            client.send(last[5:])
            for number in range(behind + 1):
                pong = client.receive_type("PONG")
                self.assertEqual(pong["payload"]["originalTimestamp"], number)

    def test_message_in_the_packet_of_the_handshake_is_routed(self):
        receiver = self.client("data-agent")
        sender = self.client(with_head=text_frame('{"id":"early","to":{"type":"data-agent"}}'))
        message = receiver.receive()
        self.assertEqual((message["id"], message["from"]["id"]), ("early", sender.id))


class Headers(HandshakeTest, WireTest):
    def test_variants(self):
        target = websocket_target(self.project, "runtime")
        rest = upgrade_headers(new_key(), Connection=None, Upgrade=None)
        for name, changed in {
                "Firefox": [("Connection", "keep-alive, Upgrade"), ("Upgrade", "websocket")],
                "lower-case": [("connection", "upgrade"), ("upgrade", "websocket")],
                "upper-case": [("CONNECTION", "UPGRADE"), ("UPGRADE", "WEBSOCKET")],
                "two Connection headers": [("Connection", "keep-alive"), ("Connection", "Upgrade"),
                                           ("Upgrade", "websocket")],
                "no space": [("Connection", "keep-alive,Upgrade"), ("Upgrade", "websocket")],
                "a list of protocols": [("Connection", "Upgrade"), ("Upgrade", "h2c, websocket")],
                "blanks": [("Connection", "  Upgrade\t"), ("Upgrade", " websocket ")]}.items():
            with self.subTest(name):
                self.connect(target, rest + changed)

    def test_names_in_any_case(self):
        headers = [(name if name.startswith("Sec-WebSocket-Key") else name.swapcase(), value)
                   for name, value in upgrade_headers()]
        self.connect(websocket_target(self.project, "runtime"), headers)

    def test_offers_that_are_not_taken(self):
        headers = upgrade_headers(
            Sec_WebSocket_Extensions="permessage-deflate; client_max_window_bits",
            Origin="http://localhost:5173", Cookie="a=b", User_Agent="Ünïcode")
        self.connect(websocket_target(self.project, "runtime"), headers)

    def test_wrong_methods(self):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answer = self.call(method, websocket_target(self.project, "runtime"))
            self.assertEqual(answer.status, 405)
            self.assertIn("get", answer.tokens("Allow"))
            self.assertIsInstance(answer.json()["error"], str)

    def test_other_path_is_not_upgraded(self):
        for path in ("/", "/websocket/", "/Websocket", "/websockets", "/ws"):
            with self.subTest(path):
                answer = self.handshake(
                    websocket_target(self.project, "runtime").replace("/websocket", path))
                self.assertEqual(answer.status, 404)


class SlowHeads(HandshakeTest, WireTest):
    arguments = ("--handshake-timeout", "1")

    def head(self):
        return head_bytes("GET", websocket_target(self.project, "runtime"), upgrade_headers())

    def test_byte_by_byte(self):
        with HttpConnection(self.broker.port) as connection:
            for byte in self.head():
                connection.send(bytes([byte]))
            self.assertEqual(connection.response().status, 101)

    def test_split_everywhere(self):
        head = self.head() + text_frame('{"type":"PING"}')
        for split in range(1, len(head), 13):
            with Client.__new__(Client) as client:
                Wire.__init__(client, self.broker.port)
                client.answers_pings = True
                client.send(head[:split])
                client.send(head[split:])
                client.read_until(b"\r\n\r\n")
                client.receive_type("connected")
                client.receive_type("PONG")

    def assert_cut(self, first, drip):
        """A head that does not end is cut after the deadline, dripping or not."""
        started = time.monotonic()
        with HttpConnection(self.broker.port) as connection:
            connection.send(first)
            while not connection.is_readable(0.1) and time.monotonic() < started + 15:
                if drip and not connection.send_while_open(drip):
                    break
            answer = connection.read_to_end()
        self.assertLess(time.monotonic() - started, 10)
        self.assertGreater(time.monotonic() - started, 0.9)
        if answer:
            self.assertTrue(answer.startswith(b"HTTP/1.1 408 "), answer)

    def test_head_that_stops(self):
        self.assert_cut(self.head()[:60], b"")

    def test_head_that_drips(self):
        self.assert_cut(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"x")

    def test_body_that_drips(self):
        head = head_bytes("POST", "/api-keys", [
            ("Host", "localhost"), ("Authorization", f"Bearer {SERVICE_KEY}"),
            ("Content-Type", "application/json"), ("Content-Length", "1000")])
        self.assert_cut(head, b" ")

    def test_silence(self):
        self.assert_cut(b"", b"")

    def test_slow_heads_hold_up_nobody(self):
        slow = [HttpConnection(self.broker.port) for _ in range(50)]
        for connection in slow:
            self.addCleanup(connection.abort)
            connection.send(b"GET /websocket?projectId=")
        self.assert_alive()

    def test_large_heads(self):
        target = websocket_target(self.project, "runtime")
        for name, headers in {
                "one header": upgrade_headers(X_Large="x" * 17_000),
                "many headers": upgrade_headers() + [("X-One-Of-Many", "x" * 50)] * 400,
                "endless names": upgrade_headers() + [("X" * 17_000, "")]}.items():
            with self.subTest(name):
                self.assert_refused(431, None, target, headers)
        self.assert_refused(431, None, websocket_target("p" * 20_000, "runtime"))
        self.handshake(target, upgrade_headers(X_Large="x" * 12_000))

    def test_endless_head(self):
        """Refused at the limit, not when it ends."""
        with HttpConnection(self.broker.port) as connection:
            connection.send_while_open(b"GET /health HTTP/1.1\r\nX: " + b"x" * 20_000)
            self.assertEqual(connection.response().status, 431)


@unittest.skipIf(OVER_TLS, "these clients would say nothing, which TLS does by itself")
class HalfOpen(HandshakeTest):
    """Connections that do not get as far as a request hold up only one another."""

    MOST = 8

    def open_silent(self, count, first=b""):
        silent = [Wire(self.broker.port) for _ in range(count)]
        for wire in silent:
            self.addCleanup(wire.abort)
            wire.send(first)
        return silent

    def test_full(self):
        """The oldest silent ones give way, also to others of their own address."""
        with Broker("--max-pending-handshakes", str(self.MOST)) as self.broker:
            first, second = self.clients("runtime", "data-agent")
            silent = self.open_silent(self.MOST)
            for number in range(50):
                silent += self.open_silent(1)
                first.send_json({"id": number})
                self.assertEqual(second.receive()["id"], number)
            client = self.client()
            client.ping_pong()
            self.assertEqual(len(self.broker.wait_for_log("max-pending-handshakes")), 1)
            for wire in silent[:self.MOST]:
                self.assertEqual(wire.read_to_end(), b"")
            silent[-1].send(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertIn(b" 200 ", silent[-1].read_until(b"\r\n\r\n"))

    def test_heads_that_drip(self):
        """Bytes now and then do not keep a slot for longer than silence does."""
        with Broker("--max-pending-handshakes", str(self.MOST)) as self.broker:
            dripping = self.open_silent(self.MOST, b"GET /health HTTP/1.1\r\nX-Slow: ")
            started = time.monotonic()
            newcomer, = self.open_silent(1, b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")

            def served():
                for wire in dripping:
                    wire.send_while_open(b"x")
                return newcomer.is_readable()
            eventually(served, "a slot of one of them")
            self.assertIn(b" 200 ", newcomer.read_until(b"\r\n\r\n"))
            self.assertLess(time.monotonic() - started, 5)

    def test_bursts_are_served(self):
        """Ten times the allowed pending clients send whole requests at once: all are served."""
        with Broker("--max-pending-handshakes", str(self.MOST)) as self.broker:
            for _ in range(5):
                self.broker.tell(signal.SIGSTOP)
                burst = self.open_silent(10 * self.MOST)
                self.broker.tell(signal.SIGCONT)
                for wire in burst:
                    wire.send(head_bytes("GET", websocket_target(self.new_project(), "runtime"),
                                         upgrade_headers()))
                for wire in burst:
                    self.assertIn(b" 101 ", wire.read_until(b"\r\n\r\n"))


class Limits(HandshakeTest):
    """The last row: 503 with Retry-After, until a place is free again."""

    def assert_full(self, project):
        answer = self.assert_refused(503, None, websocket_target(project, "runtime"))
        self.assertGreater(int(answer.header("Retry-After")), 0)

    def assert_freed(self, project):
        def connected():
            try:
                return self.client(project=project)
            except AssertionError:
                return None
        return eventually(connected, "a free place")

    def test_all_connections(self):
        with Broker("--max-connections", "3") as self.broker:
            clients = [self.client(project=self.new_project()) for _ in range(3)]
            self.assert_full(self.new_project())
            self.assert_full(clients[0].project)
            self.assertEqual(clients[0].close(), 1000)
            freed = self.assert_freed(self.new_project())
            self.assert_full(self.new_project())
            freed.abort()  # without a close handshake
            self.assert_freed(self.new_project())
            clients[1].send_json({"id": "still here", "to": {"id": clients[1].id}})
            self.assertEqual(clients[1].receive()["id"], "still here")

    def test_http_connections(self):
        """They have room of their own beside few WebSockets, and a bound."""
        with Broker("--max-connections", "1") as self.broker:
            client = self.client()
            kept = [HttpConnection(self.broker.port) for _ in range(256)]
            for connection in kept:
                self.addCleanup(connection.abort)
                self.assertEqual(connection.request("GET", "/health").status, 200)
            with HttpConnection(self.broker.port) as one_more:
                self.assertEqual(one_more.request("GET", "/health").status, 503)
            client.ping_pong()

    def test_connections_of_a_project(self):
        with Broker("--max-connections-per-project", "2") as self.broker:
            first, _ = self.clients("runtime", "admin")
            self.assert_full(self.project)
            other = self.client(project=self.new_project())
            self.assertEqual(other.welcome["payload"]["clientCount"], 1)
            first.close()
            client = self.assert_freed(self.project)
            self.assertEqual(client.welcome["payload"]["clientCount"], 2)
            self.assert_full(self.project)


if __name__ == "__main__":
    unittest.main()
