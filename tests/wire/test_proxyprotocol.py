# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The PROXY protocol in front of HTTP and TLS (docs/protocol.md, section 9)."""
import socket
import struct
import tempfile
import time
import unittest

from broker import SERVICE_KEY, Broker, run
from httpclient import HttpConnection, request_bytes
from tls import OVER_TLS, Certificate, trusting_context
from wire import DEADLINE, EndOfStream, Wire
from wsclient import head_bytes, upgrade_headers, websocket_target
from wiretest import BrokerTest

SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"
TCP4 = b"PROXY TCP4 192.0.2.1 203.0.113.1 56324 443\r\n"
UNKNOWN = b"PROXY UNKNOWN\r\n"


def binary(command=0x21, family=0x11, rest=b""):
    return SIGNATURE + bytes([command, family]) + struct.pack(">H", len(rest)) + rest


def ipv4(source="192.0.2.1", tlvs=b""):
    return binary(rest=socket.inet_aton(source) + socket.inet_aton("203.0.113.1")
                  + struct.pack(">HH", 56324, 443) + tlvs)


def ipv6(source="2001:db8::1"):
    return binary(family=0x21, rest=socket.inet_pton(socket.AF_INET6, source) + bytes(16)
                  + struct.pack(">HH", 56324, 443))


class Proxied(HttpConnection):
    """A connection that begins with a header, `pieces`, and may then speak TLS."""

    def __init__(self, port, *pieces, source=None):
        Wire.__init__(self, port, tls=False, source=source)
        for piece in pieces:
            self.send(piece)
        if OVER_TLS:
            self.socket = trusting_context().wrap_socket(self.socket, server_hostname="127.0.0.1")


class ProxyTest(BrokerTest):
    def upgrade(self, *pieces, source=None, headers=()):
        connection = Proxied(self.broker.port, *pieces, source=source)
        self.addCleanup(connection.abort)
        target = websocket_target(self.project, "runtime")
        connection.send(head_bytes("GET", target, upgrade_headers() + list(headers)))
        return connection.response()

    def addresses(self):
        with Proxied(self.broker.port, UNKNOWN) as connection:
            answer = connection.request("GET", f"/status?projectId={self.project}",
                                        [("Authorization", f"Bearer {SERVICE_KEY}")])
        return [client["metadata"]["address"] for client in answer.json()["clients"]]

    def assert_seen_as(self, address, *pieces, **options):
        self.project = self.new_project()
        self.assertEqual(self.upgrade(*pieces, **options).status, 101)
        self.assertEqual([seen[:len(address)] for seen in self.addresses()], [address])

    def assert_closed(self, data, source=None):
        """The broker closes without an answer, before TLS or HTTP has begun."""
        with Wire(self.broker.port, tls=False, source=source) as wire:
            wire.send_while_open(data)
            self.assertEqual(wire.read_to_end(), b"")


class Headers(ProxyTest):
    @classmethod
    def setUpClass(cls):
        cls.broker = Broker("--proxy-protocol").start()

    @classmethod
    def tearDownClass(cls):
        cls.broker.stop()

    def test_version_1(self):
        self.assert_seen_as("192.0.2.1:56324", TCP4)
        self.assert_seen_as("[2001:db8::1]:7", b"PROXY TCP6 2001:db8::1 ::1 7 443\r\n")

    def test_version_2(self):
        self.assert_seen_as("192.0.2.1:56324", ipv4())
        self.assert_seen_as("[2001:db8::1]:56324", ipv6())
        self.assert_seen_as("192.0.2.1:56324", ipv4(tlvs=b"\x03\0\x04abcd" * 100))

    def test_the_proxy_for_itself(self):
        for header in (UNKNOWN, b"PROXY UNKNOWN a b\r\n", binary(0x20, 0),
                       binary(0x21, 0x31, bytes(216))):
            with self.subTest(header):
                self.assert_seen_as("127.0.0.9:", header, source="127.0.0.9")

    def test_byte_by_byte(self):
        for header in (TCP4, ipv4()):
            self.assert_seen_as("192.0.2.1:56324", *(bytes([byte]) for byte in header))

    @unittest.skipIf(OVER_TLS, "bytes behind the header are TLS's")
    def test_request_in_the_same_packet(self):
        with Wire(self.broker.port) as wire:
            wire.send(TCP4 + request_bytes("GET", "/health"))
            self.assertTrue(wire.read_until(b"\r\n").startswith(b"HTTP/1.1 200"))

    def test_wrong_headers(self):
        for header in (request_bytes("GET", "/health"), b"PROXY TCP4 me you 1 1\r\n",
                       b"PROXY UNKNOWN " + b"x" * 200, binary(0x22), binary(0x21, 0x51),
                       SIGNATURE + b"\x21\x11\xff\xff", b"\x16\x03\x01"):
            with self.subTest(header):
                self.assert_closed(header)
        self.broker.wait_for_log(
            r"warning broker\.gateway: closed a connection from 127\.0\.0\.1 before its first "
            r"request: it does not begin with a header of the PROXY protocol")

    def test_wrong_keys_count_for_the_client(self):
        def give(source, key):
            return self.upgrade(ipv4(source), headers=[("x-api-key", key)]).status
        self.assert_slowed(lambda key: give("192.0.2.7", key))
        self.assertEqual(give("192.0.2.8", "sa_live_" + 32 * "f"), 403)


class Silent(ProxyTest):
    def test_header_has_the_time_of_a_request(self):
        with Broker("--proxy-protocol", "--handshake-timeout", "1") as self.broker:
            for data in (b"", b"PROXY ", SIGNATURE):
                started = time.monotonic()
                self.assert_closed(data)
                self.assertTrue(0.8 < time.monotonic() - started < DEADLINE / 2)

    def test_the_oldest_gives_way(self):
        arguments = ("--proxy-protocol", "--max-pending-handshakes", "8")
        with Broker(*arguments) as self.broker:
            silent = [Wire(self.broker.port, tls=False) for _ in range(20)]
            for wire in silent:
                self.addCleanup(wire.abort)
            self.assert_seen_as("192.0.2.1:56324", TCP4)
            with self.assertRaises(EndOfStream):
                silent[0].read(1)
            self.broker.wait_for_log(r"closed a connection from 127\.0\.0\.1 .*waits longest")

    def test_stops_while_headers_are_missing(self):
        with Broker("--proxy-protocol", "--drain-time", "1") as self.broker:
            with Wire(self.broker.port, tls=False) as wire:
                wire.send(b"PROXY ")
                self.assert_seen_as("192.0.2.1:56324", TCP4)
                self.assertLess(self.broker.stop(), DEADLINE / 2)


class FromTrustedProxies(ProxyTest):
    @classmethod
    def setUpClass(cls):
        cls.broker = Broker("--proxy-protocol", "--trusted-proxy", "127.0.0.1",
                            "--trusted-proxy", "10.0.0.0/8").start()

    @classmethod
    def tearDownClass(cls):
        cls.broker.stop()

    def test_others_are_closed(self):
        self.assert_seen_as("192.0.2.1:56324", TCP4)
        self.assert_closed(TCP4 + request_bytes("GET", "/health"), source="127.0.0.9")
        self.broker.wait_for_log(r"from 127\.0\.0\.9 .*not one of --trusted-proxy")

    def test_proxies_of_http_behind_it(self):
        self.assert_seen_as("198.51.100.1", ipv4("10.0.0.5"),
                            headers=[("X-Forwarded-For", "198.51.100.1")])
        self.assert_seen_as("192.0.2.1:56324", TCP4,
                            headers=[("X-Forwarded-For", "198.51.100.1")])


class OverTls(ProxyTest):
    """Once in the suite without TLS as well."""

    def test_header_comes_before_tls(self):
        with tempfile.TemporaryDirectory(prefix="broadcaster-") as folder:
            certificate = Certificate(folder)
            with Broker("--proxy-protocol", tls=certificate) as self.broker:
                for header in (TCP4, ipv4(tlvs=bytes(3000))):
                    with Wire(self.broker.port, tls=False) as wire:
                        wire.send(header)
                        context = trusting_context()
                        wire.socket = context.wrap_socket(
                            wire.socket, server_hostname="127.0.0.1")
                        wire.send(request_bytes("GET", "/health"))
                        self.assertTrue(wire.read_until(b"\r\n").startswith(b"HTTP/1.1 200"))


class Options(unittest.TestCase):
    def test_needs_no_window(self):
        status, _, error = run("--proxy-protocol")
        self.assertEqual(status, 64)
        self.assertIn("--proxy-protocol needs --server", error)

    def test_from_the_environment(self):
        with Broker(environment={"BROADCASTER_PROXY_PROTOCOL": "1"}) as broker:
            with Proxied(broker.port, TCP4) as connection:
                self.assertEqual(connection.request("GET", "/health").status, 200)


if __name__ == "__main__":
    unittest.main()
