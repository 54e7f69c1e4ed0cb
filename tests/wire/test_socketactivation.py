# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Sockets of the service manager, sd_listen_fds(3), with the test in the place of systemd."""
import fcntl
import os
import signal
import socket
import tempfile
import unittest

from broker import Broker
from wire import DEADLINE
from wiretest import BrokerTest


class SocketActivation(BrokerTest):
    def setUp(self):
        super().setUp()
        self.socket = self.listening("127.0.0.1")
        self.port = self.socket.getsockname()[1]

    def listening(self, host, kind=socket.SOCK_STREAM):
        opened = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, kind)
        self.addCleanup(opened.close)
        opened.bind((host, 0))
        if kind == socket.SOCK_STREAM:
            opened.listen()
        return opened

    def start(self, *arguments, sockets=None, process="$$", count=None, **options):
        """A broker that has the sockets as its descriptors from 3 on. The shell has the number of the
        process that it becomes."""
        sockets = [self.socket] if sockets is None else sockets
        copies = [fcntl.fcntl(each, fcntl.F_DUPFD, 50) for each in sockets]
        for copy in copies:
            self.addCleanup(os.close, copy)
        redirections = " ".join(f"{3 + index}<&{copy}" for index, copy in enumerate(copies))
        if count is None:
            count = len(copies)
        script = f'exec {redirections}; LISTEN_PID={process} LISTEN_FDS={count} exec "$@"'
        self.broker = self.enterContext(Broker(
            *arguments, pass_fds=copies, under=("bash", "-c", script, "bash"),
            **{"port_arguments": ("--port", str(self.port)), **options}))

    def test_it_listens_on_the_given_socket(self):
        self.start()
        self.assertEqual(self.broker.port, self.port)
        self.client().ping_pong()

    def test_nobody_is_refused_while_it_starts_again(self):
        self.start()
        self.client().ping_pong()
        self.broker.stop()
        waiting = socket.create_connection(("127.0.0.1", self.port), DEADLINE)
        self.addCleanup(waiting.close)
        self.start()
        waiting.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.assertTrue(waiting.recv(100).startswith(b"HTTP/1.1 200"))

    def test_a_crowd_that_waits_is_served(self):
        self.socket.listen(200)
        waiting = [socket.create_connection(("127.0.0.1", self.port), DEADLINE)
                   for _ in range(200)]
        for each in waiting:
            self.addCleanup(each.close)
            each.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.start()
        for each in waiting:
            self.assertTrue(each.recv(100).startswith(b"HTTP/1.1 200"))

    def test_another_address_is_told(self):
        other = self.listening("127.0.0.1")
        self.start(sockets=[self.socket, other])
        self.broker.wait_for_log(
            f"127.0.0.1:{other.getsockname()[1]} of the service manager is not used")
        self.client().ping_pong()

    def test_what_is_no_listening_socket_is_told(self):
        datagrams = self.listening("127.0.0.1", socket.SOCK_DGRAM)
        self.start(sockets=[datagrams, self.socket])
        self.broker.wait_for_log("descriptor 3 of the service manager is not a listening")
        self.client().ping_pong()

    def test_a_number_that_is_too_high(self):
        """The numbers behind the sockets belong to the broker itself, or to nobody."""
        any_port = {"port_arguments": ("--port", "0")}
        for count, options in ((2, {}), (16, {}), (17, {}), (99_999, {}), (-1, any_port), ("abc", any_port)):
            with self.subTest(count):
                self.start(count=count, **options)
                self.client().ping_pong()
                self.broker.wait_for_log("of the service manager|LISTEN_FDS")
                self.broker.stop()
                self.assertNotIn("internal error", self.broker.log())
                self.assertNotIn("Invalid socket", self.broker.log())

    def test_it_is_told_when_a_socket_is_left(self):
        configuration = os.path.join(self.enterContext(tempfile.TemporaryDirectory()), "a.conf")
        for port in (self.port, 0):
            with open(configuration, "w", encoding="utf-8") as file:
                file.write(f"port = {port}\n")
            if port:
                self.start("--config", configuration, port_arguments=())
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log(f"127.0.0.1:{self.port} of the service manager is not used")

    def test_an_address_that_the_socket_excludes(self):
        with self.assertRaisesRegex(AssertionError, "the service manager holds 127.0.0.1:"):
            self.start("--listen", "0.0.0.0")

    def test_several_addresses(self):
        six = socket.socket(socket.AF_INET6)
        self.addCleanup(six.close)
        six.bind(("::1", self.port))
        six.listen()
        self.start("--listen", "127.0.0.1", "--listen", "::1", sockets=[six, self.socket],
                   addresses=2)
        self.client().ping_pong()
        with socket.create_connection(("::1", self.port), DEADLINE) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertTrue(connection.recv(100).startswith(b"HTTP/1.1 200"))

    def test_sockets_for_another_process_are_left_alone(self):
        other = self.listening("127.0.0.1")
        self.socket.close()
        self.start(sockets=[other], process="1")
        self.client().ping_pong()
        self.assertNotIn("service manager", self.broker.log())


if __name__ == "__main__":
    unittest.main()
