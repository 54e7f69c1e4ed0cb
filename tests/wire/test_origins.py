# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Web pages (docs/protocol.md, section 1)."""
import unittest

from broker import Broker
from httpclient import HttpConnection, request_bytes
from wsclient import head_bytes, upgrade_headers, websocket_target
from wiretest import BrokerTest, WireTest

FOREIGN = "https://app.example.com"
LOCAL = ("http://localhost:5173", "http://127.0.0.1", "http://[::1]:8000")
ROUTES = (("GET", "/health"), ("GET", "/status?projectId=p"), ("GET", "/usage?projectId=p"),
          ("GET", "/api-keys"), ("POST", "/api-keys"), ("GET", "/nowhere"))


class OriginTest(BrokerTest):
    def upgrade(self, project=None, **headers):
        target = websocket_target(project or self.project, "runtime")
        with HttpConnection(self.broker.port) as connection:
            connection.send(head_bytes("GET", target, upgrade_headers(**headers)))
            return connection.response()

    def assert_origin_refused(self, origin):
        answer = self.upgrade(Origin=origin)
        self.assertEqual(answer.status, 403, answer.headers)
        body = answer.json()
        self.assertEqual(body["error"], "Origin not allowed")
        self.assertIn(f"--allow-origin {origin}", body["message"])

    def assert_let_in(self, origin):
        self.assertEqual(self.upgrade(Origin=origin).status, 101, origin)


class Refused(OriginTest, WireTest):
    def test_foreign_pages(self):
        for origin in (FOREIGN, "http://localhost.example.com", "null"):
            with self.subTest(origin):
                self.assert_origin_refused(origin)
        self.broker.wait_for_log(rf"warning broker\.gateway: .*--allow-origin {FOREIGN}")

    def test_pages_of_this_machine(self):
        for origin in LOCAL:
            with self.subTest(origin):
                self.assert_let_in(origin)

    def test_no_browser(self):
        self.assertEqual(self.upgrade().status, 101)

    def test_before_the_key_is_looked_at(self):
        """Or a page could try keys."""
        target = websocket_target(self.project, "runtime", apiKey="wrong")
        with self.http() as connection:
            connection.send(head_bytes("GET", target, upgrade_headers(Origin=FOREIGN)))
            self.assertEqual(connection.response().json()["error"], "Origin not allowed")

    def test_creates_nothing(self):
        self.assert_origin_refused(FOREIGN)
        self.assertIsNone(self.get(f"/health?projectId={self.project}")["lastActivity"])

    def test_foreign_hosts(self):
        for method, target in ROUTES:
            with self.subTest(target), self.http() as connection:
                connection.send(request_bytes(method, target, host="evil.example:8787"))
                answer = connection.response(method)
                self.assertEqual(answer.status, 403, answer.body)
                self.assertIn("--allow-host evil.example", answer.body.decode())
        answer = self.upgrade(Host="evil.example")
        self.assertEqual((answer.status, answer.json()["error"]), (403, "Host not allowed"))

    def test_hosts_of_this_machine(self):
        for host in ("localhost", "127.0.0.1:1", "[::1]:8787", "LOCALHOST"):
            with self.subTest(host), self.http() as connection:
                connection.send(request_bytes("GET", "/health", host=host))
                self.assertEqual(connection.response().status, 200)


class Allowed(OriginTest, WireTest):
    arguments = ("--allow-origin", FOREIGN, "--allow-origin=null", "--allow-host", "a.example")

    def test_listed_ones(self):
        self.assert_let_in(FOREIGN)
        self.assert_let_in("null")
        self.assert_let_in(LOCAL[0])
        self.assert_origin_refused("https://b.example.com")

    def test_listed_host(self):
        for host, status in (("a.example", 200), ("A.example:80", 200), ("b.example", 403)):
            with self.subTest(host), self.http() as connection:
                connection.send(request_bytes("GET", "/health", host=host))
                self.assertEqual(connection.response().status, status)


class Configuration(OriginTest):
    def test_everybody(self):
        with Broker(environment={"BROADCASTER_ALLOW_ORIGIN": "*"}) as self.broker:
            self.assert_let_in("https://anybody.example")

    def test_from_the_environment(self):
        allowed = "https://a.example, https://b.example"
        with Broker(environment={"BROADCASTER_ALLOW_ORIGIN": allowed}) as self.broker:
            self.assert_let_in("https://b.example")
            self.assert_origin_refused("https://c.example")

    def test_any_host_where_others_can_connect(self):
        with Broker("--listen", "0.0.0.0") as self.broker:
            with self.http() as connection:
                connection.send(request_bytes("GET", "/health", host="broker.example.com"))
                self.assertEqual(connection.response().status, 200)
            self.assert_origin_refused(FOREIGN)


if __name__ == "__main__":
    unittest.main()
