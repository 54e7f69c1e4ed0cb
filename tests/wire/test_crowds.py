# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Clients that come and go by the thousand: others are served, and hear of each leaving once."""
import json
import socket
import ssl
import struct
import threading
import unittest

from broker import Broker
from pressure import (OVER_TLS, WORST_PING, Child, Crowd, Memory, PressureTest,
                      greeted, reset, send_and_read)
from tls import trusting_context
from wire import DEADLINE
from wiretest import BrokerTest
from wsclient import (CLOSE, TEXT, close_frame, frame, head_bytes, upgrade_headers,
                      websocket_target)

COUNT = 600 if OVER_TLS else 1500
GOING_AWAY, REVOKED = 1001, 4001
STOP_SECONDS = 5


def end_politely(client):
    client.sendall(close_frame(1000))


def farewells(client, count):
    """(client id, how many remain) of so many leavings."""
    heard = []
    while len(heard) < count:
        payload = client.receive_type("client_left")["payload"]
        heard.append((payload["clientId"], payload["clientCount"]))
    return heard


def last_close_code(client):
    """Reads to the end of a bare socket: the code of the close frame that was the last to come."""
    came = b""
    client.settimeout(DEADLINE)
    try:
        while data := client.recv(1 << 16):
            came = (came + data)[-256:]
    except (ConnectionResetError, ssl.SSLError):
        pass
    at = came.rfind(bytes([0x80 | CLOSE]))
    return struct.unpack(">H", came[at + 2:at + 4])[0] if at >= 0 else None


class Leaving(PressureTest):
    def all_leave(self, how):
        crowd = self.crowd(COUNT)
        stays = self.client("admin")
        memory = Memory(self.broker)
        self.pause()
        crowd.leave(how)
        self.resume()
        self.assert_served()
        self.assert_grown_little(memory)
        heard = farewells(stays, COUNT)
        self.assertEqual([remaining for _, remaining in heard], list(range(COUNT, 0, -1)))
        self.assertEqual(sorted(client for client, _ in heard), sorted(crowd.ids))
        self.assertEqual(stays.ping_pong(), [], "a client that stays hears of more than have left")

    def test_reset(self):
        self.all_leave(reset)

    def test_end_of_stream(self):
        self.all_leave(socket.socket.close)

    def test_half_closed(self):
        self.all_leave(lambda client: client.shutdown(socket.SHUT_WR))

    def test_close_frame(self):
        self.all_leave(end_politely)

    def test_close_frame_then_reset(self):
        self.all_leave(lambda client: (end_politely(client), reset(client)))

    def test_protocol_error(self):
        self.all_leave(lambda client: client.sendall(frame(3)))

    def test_from_many_projects(self):
        """Nobody hears of the leavings of another project."""
        projects = [self.new_project() for _ in range(30)]
        crowds = [self.crowd(COUNT // 30, project=project) for project in projects]
        staying = [self.client(project=project) for project in projects]
        self.pause()
        for crowd in crowds:
            crowd.leave(reset)
        self.resume()
        self.assert_served()
        for crowd, client in zip(crowds, staying):
            self.assertEqual(sorted(gone for gone, _ in farewells(client, COUNT // 30)),
                             sorted(crowd.ids))
            self.assertEqual(client.ping_pong(), [])

    def test_the_rest_leaves_too(self):
        """Half of a crowd that is told of the other half leaves while it is told."""
        crowd, others = self.crowd(COUNT // 2), self.crowd(COUNT // 2)
        stays = self.client()
        memory = Memory(self.broker)
        crowd.leave(reset)
        others.leave(reset)
        self.assert_served()
        self.assert_grown_little(memory)
        self.assertEqual(sorted(client for client, _ in farewells(stays, 2 * (COUNT // 2))),
                         sorted(crowd.ids + others.ids))
        self.assertEqual(stays.ping_pong(), [])

    def test_newcomers_meanwhile(self):
        """A newcomer hears of those that were there when it came, and of nobody else."""
        crowd = self.crowd(COUNT)
        stays = self.client()
        leaving = iter(crowd.sockets)
        newcomers = []
        for _ in range(10):
            for client in [next(leaving) for _ in range(COUNT // 10)]:
                reset(client)
            newcomers.append(self.client())
        told = [client for client, _ in farewells(stays, COUNT)]
        self.assertEqual(sorted(told), sorted(crowd.ids))
        for number, newcomer in enumerate(newcomers, 1):
            # Beside the crowd there are the one that stays and the newcomers so far.
            there = newcomer.welcome["payload"]["clientCount"] - 1 - number
            heard = [client for client, _ in farewells(newcomer, there)]
            self.assertEqual(heard, told[COUNT - there:])
            self.assertEqual(newcomer.ping_pong(), [], "told of a leaving before it came")


class Coming(PressureTest):
    """Many connect in the same moment."""

    COUNT = 800 if OVER_TLS else 2000  # Fewer than may be in the handshake at a time.

    def test_connecting_at_once(self):
        request = head_bytes("GET", websocket_target(self.project, "runtime"), upgrade_headers())
        clients = []
        self.pause()
        for _ in range(self.COUNT):
            client = socket.create_connection(("127.0.0.1", self.broker.port), DEADLINE)
            self.addCleanup(client.close)
            clients.append(self.begin(client, request))
        self.resume()
        self.assert_served()
        if OVER_TLS:
            for client in clients:
                client.settimeout(DEADLINE)
                client.do_handshake()
                client.sendall(request)
        self.assertEqual(len({greeted(client) for client in clients}), self.COUNT)
        self.assert_served(seconds=0.2)

    def begin(self, client, request):
        """Sends what may be sent before the broker has said anything."""
        if not OVER_TLS:
            client.sendall(request)
            return client
        client = trusting_context().wrap_socket(client, do_handshake_on_connect=False)
        self.addCleanup(client.close)
        client.setblocking(False)
        with self.assertRaises(ssl.SSLWantReadError):
            client.do_handshake()
        return client


class Revoked(PressureTest):
    def test_key_of_many(self):
        """All clients of a key are told 4001, by slices of the thread's time."""
        crowd = self.crowd(COUNT, api_key=self.issue_key())
        other = self.client(api_key=None)
        answers = []
        memory = Memory(self.broker)
        revoking = threading.Thread(
            target=lambda: answers.append(self.api("DELETE", f"/api-keys/{self.project}")))
        revoking.start()
        self.assert_served(until=lambda: answers)
        revoking.join()
        self.assertEqual([answer.status for answer in answers], [200])
        self.assertEqual({last_close_code(client) for client in crowd.sockets}, {REVOKED})
        self.assert_grown_little(memory)
        self.assertEqual(sorted(client for client, _ in farewells(other, COUNT)),
                         sorted(crowd.ids))
        self.assertEqual(other.ping_pong(), [])


class Broadcasting(PressureTest):
    """Each of a crowd sends to all of the crowd."""

    MESSAGE = json.dumps({"type": "all", "payload": "x" * 1000}).encode()

    def all_send(self, count, messages):
        crowd = self.crowd(count)
        data = frame(TEXT, self.MESSAGE) * messages
        with Child(send_and_read, crowd.sockets, data):
            self.assert_served(seconds=4, worst=WORST_PING / 4)

    def test_many_messages(self):
        self.all_send(150 if OVER_TLS else 400, 400)

    def test_many_clients(self):
        self.all_send(COUNT, 1)


class Stopping(BrokerTest):
    """Nobody of the crowd answers the broker's close frame."""

    def stop(self, *arguments):
        with Broker("--threads", "1", *arguments) as self.broker:
            crowd = Crowd(self.broker.port, COUNT, self.project)
            self.addCleanup(crowd.abort)
            memory = Memory(self.broker)
            growth = []
            watching = threading.Event()

            def watch():
                while not watching.wait(0.05):
                    try:
                        growth.append(memory.growth())
                    except (OSError, StopIteration):
                        return  # The process has ended.
            watcher = threading.Thread(target=watch)
            watcher.start()
            took = self.broker.stop()
            watching.set()
            watcher.join()
        self.assertEqual({last_close_code(client) for client in crowd.sockets}, {GOING_AWAY})
        PressureTest.assert_grown_little(self, Grown(growth))
        return took

    def test_drain(self):
        self.assertLess(self.stop("--drain-time", "1"), 1 + STOP_SECONDS)

    def test_at_once(self):
        self.assertLess(self.stop(), STOP_SECONDS)


class Grown:
    """The growth of a broker that has ended meanwhile."""

    def __init__(self, growth):
        self.most = max(growth, default=0)

    def growth(self):
        return self.most


if __name__ == "__main__":
    unittest.main()
