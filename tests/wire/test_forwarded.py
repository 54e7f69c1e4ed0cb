# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Clients behind trusted proxies (docs/protocol.md, section 9)."""
import unittest

from broker import SERVICE_KEY, run
from httpclient import HttpConnection
from wsclient import head_bytes, upgrade_headers, websocket_target
from wiretest import BrokerTest, WireTest

PROXY, OTHER = "127.0.4.1", "127.0.4.2"


class ForwardedTest(BrokerTest):
    def upgrade(self, headers, source=PROXY, **replaced):
        """An upgrade that the proxy passes on. The connection stays for the test."""
        connection = HttpConnection(self.broker.port, source=source)
        self.addCleanup(connection.abort)
        target = websocket_target(self.project, "runtime")
        connection.send(head_bytes("GET", target, upgrade_headers(**replaced) + list(headers)))
        return connection.response()

    def addresses(self):
        """The project's clients, as the operator sees them."""
        answer = self.call("GET", f"/status?projectId={self.project}",
                           [("Authorization", f"Bearer {SERVICE_KEY}")])
        return [client["metadata"]["address"] for client in answer.json()["clients"]]

    def assert_seen_as(self, address, headers, source=PROXY):
        self.project = self.new_project()
        self.assertEqual(self.upgrade(headers, source).status, 101)
        self.assertEqual(len(self.addresses()), 1)
        seen = self.addresses()[0]
        self.assertEqual(seen if seen.endswith("]") else seen.rsplit(":", 1)[0], address)


class Trusted(ForwardedTest, WireTest):
    arguments = ("--trusted-proxy", PROXY, "--trusted-proxy", "10.0.0.0/8",
                 "--trusted-proxy=2001:db8::/32", "--log-level", "debug")

    def test_who_the_client_is(self):
        for address, headers in (
                ("192.0.2.1", [("X-Forwarded-For", "192.0.2.1:80")]),
                ("192.0.2.1", [("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-For", "192.0.2.1:80")]),
                ("192.0.2.1", [("X-Forwarded-For", "6.6.6.6, 192.0.2.1:80, 10.1.1.1")]),
                ("192.0.2.1", [("Forwarded", 'for="192.0.2.1:80";proto=https')]),
                ("192.0.2.1", [("Forwarded", 'for="192.0.2.1:80"'), ("X-Forwarded-For", "6.6.6.6")]),
                ("[2001:db9::1]", [("Forwarded", 'for="[2001:DB9::1]:80", for="[2001:db8::7]"')]),
                (PROXY, []),
                (PROXY, [("Forwarded", "for=_hidden")]),
                (PROXY, [("X-Forwarded-For", "garbage")])):
            with self.subTest(headers):
                self.assert_seen_as(address, headers)
        self.broker.wait_for_log(rf"proxy {PROXY} sends a malformed X-Forwarded-For header")
        self.broker.wait_for_log(r"debug broker\.http: 192\.0\.2\.1:80 GET /websocket")

    def test_without_a_port(self):
        self.assertEqual(self.upgrade([("X-Forwarded-For", "192.0.2.1")]).status, 101)
        self.assertEqual(self.addresses(), ["192.0.2.1"])

    def test_others_are_not_believed(self):
        self.assert_seen_as(OTHER, [("X-Forwarded-For", "192.0.2.1"), ("Forwarded", "for=1.1.1.1")],
                            OTHER)

    def test_wrong_keys_count_for_the_client(self):
        def give(client, key):
            return self.upgrade([("X-Forwarded-For", client), ("x-api-key", key)]).status
        self.assert_slowed(lambda key: give("192.0.2.7", key))
        self.assertEqual(give("192.0.2.8", "sa_live_" + 32 * "f"), 403)
        self.broker.wait_for_log(r"many wrong keys come from 192\.0\.2\.7")

    def test_addresses_are_for_the_operator(self):
        self.assertEqual(self.upgrade([("X-Forwarded-For", "192.0.2.1")]).status, 101)
        client, = self.get(f"/status?projectId={self.project}")["clients"]
        self.assertEqual(set(client["metadata"]), {"userAgent", "origin"})

    def test_forwarded_host_is_the_brokers_own(self):
        for headers, status in (
                ([("X-Forwarded-Host", "broker.example.com:8443")], 101),
                ([("X-Forwarded-Host", "other.example.com")], 403),
                ([("Forwarded", 'for=192.0.2.1;host="broker.example.com"')], 101),
                ([], 403)):
            with self.subTest(headers):
                answer = self.upgrade(headers, Origin="https://broker.example.com")
                self.assertEqual(answer.status, status, answer.body)
        answer = self.upgrade([("X-Forwarded-Host", "broker.example.com")], OTHER,
                              Origin="https://broker.example.com")
        self.assertEqual(answer.status, 403, "not a proxy's")


class Nobody(ForwardedTest, WireTest):
    def test_nobody_is_believed_unless_named(self):
        self.assert_seen_as(PROXY, [("X-Forwarded-For", "192.0.2.1")])


class Options(unittest.TestCase):
    def test_wrong_ones(self):
        for value in ("proxy.example.com", "10.0.0.0/33", "10.0.0", "::1/129", "fe80::1%eth0", "",
                      "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/255.0.0.0"):
            with self.subTest(value):
                status, _, error = run("--server", f"--trusted-proxy={value}")
                self.assertEqual(status, 64, error)
                self.assertIn("--trusted-proxy", error)


if __name__ == "__main__":
    unittest.main()
