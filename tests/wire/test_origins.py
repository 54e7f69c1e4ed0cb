# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Web pages (docs/protocol.md, section 1)."""
import unittest

from broker import Broker
from httpclient import HttpConnection, request_bytes
from wsclient import head_bytes, upgrade_headers, websocket_target
from wiretest import BrokerTest, WireTest

FOREIGN = "https://app.example.com"
LOCAL = ("http://localhost:5173", "http://127.0.0.1", "http://[::1]:8000", "http://localhost.:1",
         "http://tauri.localhost", "tauri://localhost", "capacitor://localhost")
SHELLS = ("file://", "app://.", "chrome-extension://abcdef", "vscode-webview://0k3jd")
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
        for origin in (FOREIGN, "http://localhost.example.com", "null", *SHELLS):
            with self.subTest(origin):
                self.assert_origin_refused(origin)
        self.broker.wait_for_log(rf"warning broker\.gateway: .*--allow-origin {FOREIGN}")

    def test_null_is_explained(self):
        """Before it is said how to allow it, in the answer and in the log."""
        message = self.upgrade(Origin="null").json()["message"]
        for text in (message, self.broker.wait_for_log(r"refused a page of null")[0]):
            self.assertIn("let every web site in", text)
            self.assertLess(text.index("http://127.0.0.1:8787/"), text.index("--allow-origin null"))

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
        for host in ("localhost", "127.0.0.1:1", "[::1]:8787", "LOCALHOST", "localhost.",
                     "localhost.:8787", "app.localhost:8787"):
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


class Shells(OriginTest, WireTest):
    arguments = [word for shell in SHELLS[:3] for word in ("--allow-origin", shell)] + [
        "--allow-origin", "vscode-webview://*"]

    def test_listed_ones(self):
        for origin in SHELLS:
            with self.subTest(origin):
                self.assert_let_in(origin)
        self.assert_origin_refused("app://other")


class OwnHost(OriginTest, WireTest):
    """As programs do that make their Origin of the URL they connect to."""

    arguments = ("--listen", "0.0.0.0")

    def test_any_scheme_and_port(self):
        for origin, host in (("http://broker.example.com", "broker.example.com"),
                             ("https://broker.example.com", "broker.example.com:8787"),
                             ("wss://Broker.example.com:1", "broker.example.com"),
                             ("http://10.0.0.1:8787", "10.0.0.1:8787")):
            with self.subTest(origin):
                self.assertEqual(self.upgrade(Origin=origin, Host=host).status, 101)

    def test_another_host(self):
        answer = self.upgrade(Origin="http://broker.example.com", Host="other.example.com")
        self.assertEqual(answer.status, 403)


class NamedHosts(OriginTest, WireTest):
    arguments = ("--listen", "0.0.0.0", "--allow-host", "broker.example.com")

    def test_only_named_ones_count(self):
        """A page's own name may be made to resolve to the broker's address."""
        for host, status in (("broker.example.com", 101), ("rebound.example.com", 403)):
            with self.subTest(host):
                answer = self.upgrade(Origin=f"http://{host}", Host=host)
                self.assertEqual(answer.status, status)


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
