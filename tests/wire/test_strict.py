# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Requests that RFC 9110, 9112 and 6455 forbid: 400 with the reason, then the end."""
import json
import unittest

from broker import SERVICE_KEY
from httpclient import request_bytes
from wiretest import WireTest
from wsclient import head_bytes, text_frame, upgrade_headers, websocket_target

OPERATOR = ("Authorization", f"Bearer {SERVICE_KEY}")
MEBIBYTE = 1 << 20
# Faults of a head, without the line that ends it: what is wrong, and the lines.
HEADS = {
    "two different hosts": ["GET /health HTTP/1.1", "Host: localhost", "Host: [::1]"],
    "twice the same host": ["GET /health HTTP/1.1", "Host: localhost", "Host: localhost"],
    "two Authorization": ["GET /api-keys HTTP/1.1", "Host: localhost", "Authorization: Bearer x",
                          f"Authorization: Bearer {SERVICE_KEY}"],
    "two Authorization, any case": [
        "GET /api-keys HTTP/1.1", "Host: localhost", f"AUTHORIZATION: Bearer {SERVICE_KEY}",
        f"authorization: Bearer {SERVICE_KEY}"],
    "two Content-Length": ["POST /api-keys HTTP/1.1", "Host: localhost", "Content-Length: 0",
                           "Content-Length: 0"],
    "two Content-Type": ["GET /health HTTP/1.1", "Host: localhost", "Content-Type: a/b",
                         "Content-Type: application/json"],
    "two Origin": ["GET /health HTTP/1.1", "Host: localhost", "Origin: http://localhost",
                   "Origin: http://localhost"],
    "two x-api-key": ["GET /health HTTP/1.1", "Host: localhost", "x-api-key: a", "X-API-Key: a"],
    "two User-Agent": ["GET /health HTTP/1.1", "Host: localhost", "User-Agent: a",
                       "User-Agent: b"],
    **{f"Host: {host}": ["GET /health HTTP/1.1", f"Host: {host}"] for host in (
        "", "a b", "local host", "localhost/", "/", "me@localhost", "me:x@localhost", "a..b", ".",
        ".localhost", "localhost:x", "localhost:65536", "localhost:-1", "localhost:80:80", "[::1",
        "::1", "[::1]x", "[x]", "http://localhost", "localhost, localhost", "localhost?",
        "localhost#", "\\")},
    **{f"target {target}": [f"GET {target} HTTP/1.1", "Host: localhost"] for target in (
        "health", "health/", "localhost:80", "?projectId=p", "*", "http:///health",
        "/health#top", "ftp://localhost/health", "http://me@localhost/health", "../health")},
    "a relative target of HEAD": ["HEAD health HTTP/1.1", "Host: localhost"],
    "CONNECT": ["CONNECT localhost:80 HTTP/1.1", "Host: localhost"],
}


class StrictTest(WireTest):
    def assert_over(self, connection, method="GET"):
        """One refusal with its reason, then the end."""
        answer = connection.response(method)
        self.assertEqual(answer.status, 400, answer.body)
        self.assertEqual(answer.tokens("Connection"), {"close"})
        if method != "HEAD":
            refusal = answer.json()
            reason = refusal["message"] if "error" in refusal else refusal["errors"][0]
            self.assertGreater(len(reason), 10)
        self.assertEqual(connection.read_to_end(), b"", "more answers than faults")
        return answer

    def assert_refused(self, head, method="GET"):
        """However it comes, and whatever comes behind it."""
        behind = request_bytes("GET", "/health")
        middle = len(head) // 2
        for packets in ([head], [head + behind * 3], [head[:middle], head[middle:] + behind]):
            connection = self.http()
            for packet in packets:
                connection.send_while_open(packet)
            for _ in range(3):
                connection.send_while_open(behind)
            self.assert_over(connection, method)


class Heads(StrictTest):
    def test_table(self):
        for name, lines in HEADS.items():
            with self.subTest(name):
                method = lines[0].split(" ")[0]
                self.assert_refused("\r\n".join(lines + ["", ""]).encode(), method)
        print(f"{len(HEADS)} cases", flush=True)
        self.assert_alive()

    def test_answers_before_it_are_whole(self):
        connection = self.http()
        connection.send(request_bytes("GET", "/health") * 20 + b"GET health HTTP/1.1\r\n"
                        b"Host: localhost\r\n\r\n" + request_bytes("GET", "/health"))
        for _ in range(20):
            self.assertEqual(connection.response().status, 200)
        self.assert_over(connection)

    def test_good_ones(self):
        """Requests that look odd and are right."""
        for host in ("localhost:", "LOCALHOST", "localhost.", "[::1]:80", "127.1.2.3:65535"):
            with self.subTest(host), self.http() as connection:
                connection.send(request_bytes("GET", "/health", host=host))
                self.assertEqual(connection.response().status, 200)
        self.assertEqual(self.call("GET", "http://localhost:1/health").status, 200)
        self.assertEqual(self.call("GET", "/health", [("Accept", "a"), ("Accept", "b")]).status,
                         200)

    def test_the_target_names_the_host(self):
        """RFC 9112 3.2.2: Host is ignored where the target is absolute."""
        connection = self.http()
        connection.send(request_bytes("GET", "http://evil.example/health", host="localhost")
                        + request_bytes("GET", "http://localhost/health", host="evil.example"))
        self.assertEqual(connection.response().status, 403)
        self.assertEqual(connection.response().status, 200)

    def test_options_of_everything(self):
        answer = self.call("OPTIONS", "*")
        self.assertEqual((answer.status, answer.body), (204, b""))
        self.assertLessEqual({"get", "put", "delete"}, answer.tokens("Allow"))


class Upgrades(StrictTest):
    def upgrade(self, method="GET", more=(), target=None):
        return head_bytes(method, target or websocket_target(self.project, "runtime"),
                          [*upgrade_headers(), *more])

    def assert_nobody_joined(self):
        self.assertEqual(self.get(f"/status?projectId={self.project}")["clients"], [])

    def test_other_methods(self):
        for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "BREW"):
            with self.subTest(method):
                self.assert_refused(self.upgrade(method), method)
        self.assert_nobody_joined()

    def test_behind_another_request(self):
        """The answer to the first is not taken for that to the second."""
        for method in ("HEAD", "POST"):
            connection = self.http()
            connection.send(request_bytes("GET", "/nothing") + self.upgrade(method)
                            + text_frame("{}"))
            self.assertEqual(connection.response().status, 404)
            self.assert_over(connection, method)

    def test_repeated_headers(self):
        for name, value in (("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
                            ("sec-websocket-key", "x"), ("Sec-WebSocket-Version", "13"),
                            ("Sec-WebSocket-Version", "8"), ("x-api-key", "a")):
            more = [(name, value)] * (1 if name.lower().startswith("sec") else 2)
            with self.subTest(f"{name}: {value}"):
                self.assert_refused(self.upgrade(more=more))
        self.assert_nobody_joined()

    def test_lists_may_be_repeated(self):
        more = [("Upgrade", "h2c"), ("Connection", "keep-alive"), ("Sec-WebSocket-Protocol", "a"),
                ("Sec-WebSocket-Protocol", "b"), ("Sec-WebSocket-Extensions", "x"),
                ("Sec-WebSocket-Extensions", "y")]
        with self.http() as connection:
            connection.send(self.upgrade(more=more))
            self.assertEqual(connection.response().status, 101)


class Names(StrictTest):
    """The name of a project is UTF-8, wherever it stands."""

    BAD = ("%ff", "a%FFb", "%c3", "%c3%28", "%ed%a0%80", "%f5%80%80%80", "%c0%80", "%80")

    def keys(self):
        return self.api("GET", "/api-keys").json()["data"]["keys"]

    def test_in_targets(self):
        for name in self.BAD:
            for method, target in (
                    ("GET", f"/health?projectId={name}"), ("GET", f"/status?projectId={name}"),
                    ("GET", f"/usage?projectId={name}"), ("GET", f"/api-keys/{name}"),
                    ("DELETE", f"/api-keys/{name}"), ("PUT", f"/api-keys/{name}/required"),
                    ("POST", f"/publish?projectId={name}"),
                    ("DELETE", f"/clients/x?projectId={name}")):
                with self.subTest(f"{method} {target}"):
                    members = {"required": True} if method in ("PUT", "POST") else None
                    answer = self.api(method, target, members)
                    self.assertEqual(answer.status, 400, answer.body)
                    self.assertIn(b"UTF-8", answer.body)

    def test_in_upgrades(self):
        for name in self.BAD:
            with self.subTest(name), self.http() as connection:
                connection.send(head_bytes(
                    "GET", f"/websocket?projectId={name}&type=runtime", upgrade_headers()))
                answer = connection.response()
                self.assertEqual(answer.status, 400)
                self.assertEqual(answer.json()["error"], "Invalid projectId parameter")

    def test_unescaped_in_a_target(self):
        with self.http() as connection:
            connection.send(b"GET /status?projectId=a\xff HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertEqual(connection.response().status, 400)

    def test_in_bodies(self):
        name = json.dumps(self.project).encode()
        for body in (rb'{"projectId":"\ud800"}', rb'{"projectId":"a\udc00b"}',
                     rb'{"projectId":"\udc00\ud800"}', b'{"projectId":"\xff"}',
                     b'{"projectId":"\xed\xa0\x80"}',
                     b'{"projectId":' + name + rb',"description":"\ud800"}',
                     b'{"projectId":' + name + rb',"createdBy":"\udfff"}',
                     b'{"projectId":' + name + b',"description":"\xff"}',
                     b'{"projectId":' + name + b',"x":"\xff"}'):
            with self.subTest(body):
                answer = self.call("POST", "/api-keys",
                                   [OPERATOR, ("Content-Type", "application/json")], body)
                self.assertEqual(answer.status, 400, answer.body)
        self.assertEqual(self.keys(), [])

    def test_pairs_of_surrogates_are_characters(self):
        answer = self.call("POST", "/api-keys", [OPERATOR, ("Content-Type", "application/json")],
                           rb'{"projectId":"\ud83d\ude00"}')
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual(self.api("DELETE", "/api-keys/%F0%9F%98%80").status, 200)


class Lingering(StrictTest):
    """Behind a refusal the broker reads on, or its answer would be lost, but not much."""

    MOST = 24 * MEBIBYTE  # with what the kernel keeps on either side

    def assert_stops_reading(self, head):
        connection = self.http()
        connection.send(head)
        sent = 0
        while sent < self.MOST and connection.send_while_open(b"x" * 65536):
            sent += 65536
        self.assertLess(sent, self.MOST)

    def test_behind_a_head(self):
        self.assert_stops_reading(b"GET health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.assert_stops_reading(b"GET /health HTTP/1.1\r\nX: " + b"x" * 17_000)

    def test_behind_a_body(self):
        self.assert_stops_reading(b"POST /api-keys HTTP/1.1\r\nHost: localhost\r\n"
                                  b"Content-Length: 99999999\r\n\r\n")
        self.assert_stops_reading(b"POST /api-keys HTTP/1.1\r\nHost: localhost\r\n"
                                  b"Transfer-Encoding: chunked\r\n\r\nfffffff\r\n")

    def test_behind_the_last_answer(self):
        self.assert_stops_reading(request_bytes("GET", "/health", [("Connection", "close")]))

    def test_it_is_counted(self):
        self.assert_stops_reading(b"x\r\n\r\n")
        self.assertRegex(self.call("GET", "/metrics").body.decode(),
                         r'http_connections_dropped_total\{reason="lingering"\} [1-9]')

    def test_a_refused_body_of_usual_size_gets_its_answer(self):
        with self.http() as connection:
            connection.send_while_open(request_bytes("POST", "/api-keys", body=b" " * 200_000))
            self.assertEqual(connection.response().status, 413)


if __name__ == "__main__":
    unittest.main()
