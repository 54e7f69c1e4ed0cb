# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The broker behind real proxies: HAProxy and nginx, by header and by the PROXY protocol."""
import tempfile
import unittest

from proxies import Haproxy, Nginx, PassingHaproxy, PassingNginx
from broker import SERVICE_KEY, Broker
from httpclient import HttpConnection
from tls import Certificate
from wire import EndOfStream, Wire, eventually
from wsclient import (BINARY, TEXT, Client, frame, head_bytes, upgrade_headers,
                      websocket_target)
from wiretest import BrokerTest

CLIENT, OTHER = "127.0.5.1", "127.0.5.2"
NAME = "broker.example.com"
TOO_LARGE = 16 << 20  # bytes: more than the proxy and the systems between them hold


class ProxyTest(BrokerTest):
    def start(self, *arguments, tls=None):
        self.broker = Broker(*arguments, tls=tls)
        self.broker.__enter__()
        self.addCleanup(self.broker.__exit__, None, None, None)

    def upgrade(self, port, source, headers=(), tls=None, **replaced):
        connection = HttpConnection(port, source=source, tls=tls)
        self.addCleanup(connection.abort)
        target = websocket_target(self.project, "runtime")
        connection.send(head_bytes("GET", target, upgrade_headers(Host=NAME, **replaced)
                                   + list(headers)))
        return connection.response()

    def addresses(self, port, tls=None):
        with HttpConnection(port, tls=tls) as connection:
            answer = connection.request("GET", f"/status?projectId={self.project}",
                                        [("Authorization", f"Bearer {SERVICE_KEY}")])
        return {client["metadata"]["address"].split(":")[0] for client in answer.json()["clients"]}

    def check_clients(self, port, tls=None):
        """Two clients behind one proxy are two, whatever they say about themselves."""
        def answers():
            try:
                with HttpConnection(port, tls=tls) as connection:
                    return connection.request("GET", "/health").status == 200
            except (OSError, EndOfStream):
                return False
        eventually(answers, "an answer through the proxy")
        for source in (CLIENT, OTHER):
            answer = self.upgrade(port, source, [("X-Forwarded-For", "6.6.6.6")], tls,
                                  Origin=f"https://{NAME}")
            self.assertEqual(answer.status, 101, answer.headers)
        self.assertEqual(self.addresses(port, tls), {CLIENT, OTHER})

        def give(source, key):
            return self.upgrade(port, source, [("x-api-key", key)], tls).status
        self.assert_slowed(lambda key: give(CLIENT, key))
        self.assertEqual(give(OTHER, "sa_live_" + 32 * "f"), 403)


class ByHeader(ProxyTest):
    def setUp(self):
        super().setUp()
        self.start("--trusted-proxy", "127.0.0.1", "--allow-host", NAME)

    def test_nginx(self):
        self.check_clients(Nginx(self, self.broker).port)

    def test_haproxy(self):
        self.check_clients(Haproxy(self, self.broker).port)

    def test_one_behind_the_other(self):
        nginx = Nginx(self, self.broker)
        self.check_clients(Haproxy(self, nginx).port)

    def check_refused_message(self, port):
        """The client learns why it is closed, though it goes on sending."""
        for opcode, payload, code in ((BINARY, bytes(TOO_LARGE), 1009),
                                      (TEXT, b"\xff" * (TOO_LARGE // 16), 1007)):
            with Client(port, self.project) as client:
                client.send_while_reading(frame(opcode, payload))
                self.assertEqual(client.wait_closed(), code)

    def test_refused_message_through_nginx(self):
        self.check_refused_message(Nginx(self, self.broker).port)

    def test_refused_message_through_haproxy(self):
        self.check_refused_message(Haproxy(self, self.broker).port)


class ByProxyProtocol(ProxyTest):
    def setUp(self):
        super().setUp()
        self.start("--proxy-protocol", "--trusted-proxy", "127.0.0.1", "--allow-host", NAME)

    def test_haproxy(self):
        self.check_clients(PassingHaproxy(self, self.broker, option="send-proxy").port)
        self.assertNotIn("before its first request", self.broker.log())

    def test_haproxy_version_2(self):
        option = "send-proxy-v2 proxy-v2-options unique-id,crc32c"
        self.check_clients(PassingHaproxy(self, self.broker, option=option).port)
        self.assertNotIn("before its first request", self.broker.log())

    def test_nginx(self):
        self.check_clients(PassingNginx(self, self.broker).port)

    def test_not_past_the_proxy(self):
        with Wire(self.broker.port, tls=False) as wire:
            wire.send(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertEqual(wire.read_to_end(), b"")


class WithTls(ProxyTest):
    """The proxy passes TLS on, and does not look inside."""

    def test_haproxy(self):
        with tempfile.TemporaryDirectory(prefix="broadcaster-") as folder:
            certificate = Certificate(folder)
            self.start("--proxy-protocol", "--trusted-proxy", "127.0.0.1", "--allow-host", NAME,
                       tls=certificate)
            for option in ("send-proxy", "send-proxy-v2"):
                with self.subTest(option):
                    proxy = PassingHaproxy(self, self.broker, option=option)
                    self.project = self.new_project()
                    self.check_clients(proxy.port, certificate.context())


if __name__ == "__main__":
    unittest.main()
