# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Base of the wire tests: a broker for each class and clients for each test."""
import itertools
import json
import os
import re
import time
import unittest

from broker import SERVICE_KEY, Broker
from httpclient import HttpConnection
from wsclient import Client, barrier

UUID4 = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
COMPRESSED = "WIRE_COMPRESSED" in os.environ
KINDS = ("runtime", "data-agent", "admin")


class BrokerTest(unittest.TestCase):
    """Clients and calls of one test. `broker` is set by a subclass or by the test."""

    broker = None
    _numbers = itertools.count(1)

    def setUp(self):
        self.project = self.new_project()

    def new_project(self):
        return f"project-{next(self._numbers)}"

    def client(self, kind="runtime", project=None, **options):
        client = Client(self.broker.port, project or self.project, kind, **options)
        self.addCleanup(client.abort)
        return client

    def clients(self, *kinds, project=None):
        """Connects one client of each kind. Connected clients hear nothing of it."""
        return [self.client(kind, project) for kind in kinds]

    def http(self):
        connection = HttpConnection(self.broker.port)
        self.addCleanup(connection.abort)
        return connection

    def call(self, method, target, headers=(), body=None):
        """One request on a connection of its own."""
        with HttpConnection(self.broker.port) as connection:
            return connection.request(method, target, headers, body)

    def get(self, target, headers=()):
        answer = self.call("GET", target, headers)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json()

    def api(self, method, target, members=None, key=SERVICE_KEY):
        """A call of the key API; `members` become its JSON body."""
        headers = [("Authorization", f"Bearer {key}")]
        body = None
        if members is not None:
            headers.append(("Content-Type", "application/json"))
            body = json.dumps(members).encode()
        return self.call(method, target, headers, body)

    def issue_key(self, project=None):
        answer = self.api("POST", "/api-keys", {"projectId": project or self.project})
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json()["data"]["apiKey"]

    # Assertions

    def assert_system(self, message, kind, members):
        """`message` is the broker's own, with just these members in its payload."""
        self.assertEqual(set(message), {"id", "type", "from", "payload"})
        self.assertRegex(message["id"], UUID4)
        self.assertEqual(message["type"], kind)
        self.assertEqual(message["from"], {"type": "system"})
        self.assertEqual(set(message["payload"]), set(members))
        self.assert_now(message["payload"]["timestamp"])

    def assert_error(self, message, text, project=None):
        """`message` is an error whose text begins with `text`."""
        self.assert_system(message, "error", {"message", "projectId", "timestamp"})
        self.assertEqual(message["payload"]["projectId"], project or self.project)
        self.assertTrue(message["payload"]["message"].startswith(text), message)

    def assert_now(self, milliseconds):
        self.assertIs(type(milliseconds), int)
        self.assertLess(abs(milliseconds - time.time() * 1000), 60_000)

    def assert_slowed(self, give):
        """Wrong keys, each another one, are refused with 403 until there were too many. `give`
        brings a key and returns the status. On a busy machine some are forgiven meanwhile."""
        for number in range(1000):
            status = give(f"sa_live_{number:032x}")
            if status == 429:
                return
            self.assertEqual(status, 403)
        self.fail("nobody was slowed")

    def assert_alive(self):
        """A whole round through the broker, by clients of another project."""
        first, second = self.clients("runtime", "data-agent", project=self.new_project())
        first.send_json({"id": "alive", "to": {"id": second.id}})
        self.assertEqual(second.receive()["id"], "alive")
        first.abort()
        second.abort()

    def assert_quiet(self, sender, everyone):
        """Nothing has come to anyone."""
        for client, texts in barrier(sender, everyone).items():
            self.assertEqual(texts, [], client.kind)


class WireTest(BrokerTest):
    """One broker for all tests of a class, started with `arguments`."""

    arguments = ()

    @classmethod
    def setUpClass(cls):
        compression = ("--compression", "all") if COMPRESSED else ()
        cls.broker = Broker(*cls.arguments, *compression)
        cls.broker.__enter__()

    @classmethod
    def tearDownClass(cls):
        try:
            if COMPRESSED:
                cls.check_compression()
        finally:
            cls.broker.__exit__(None, None, None)

    @classmethod
    def check_compression(cls):
        """Compressed messages have come and gone, or the run has proved nothing."""
        with HttpConnection(cls.broker.port) as connection:
            text = connection.request("GET", "/metrics").body.decode()
        for direction in ("sent", "received"):
            name = f'broadcaster_compressed_messages_total{{direction="{direction}"}}'
            assert int(re.search(re.escape(name) + r" (\d+)", text)[1]) > 0, name

    def tearDown(self):
        self.assertTrue(self.broker.is_running(), self.broker.log()[-4000:])
