# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A scripted agent finds the causes of ten faults, each made by real clients, with the tools of
`/mcp` alone."""
import os
import unittest

from broker import SERVICE_KEY
from httpclient import Response
from mcpagent import Agent, Complaint
from mcpclient import McpClient
from wire import Wire, eventually
from wsclient import Closed, head_bytes, upgrade_headers, websocket_target
from wiretest import WireTest

VIEWER_KEY = "viewer-key-of-the-tests"


class Faults(WireTest):
    @classmethod
    def setUpClass(cls):
        folder = os.environ.get("TMPDIR", "/tmp")
        cls.key_file = os.path.join(folder, f"viewer-key-{os.getpid()}")
        with open(cls.key_file, "w", encoding="utf-8") as file:
            file.write(VIEWER_KEY)
        cls.arguments = ("--mcp", "--keep-messages", "10000", "--viewer-key-file", cls.key_file,
                         "--max-message-size", "64KiB", "--max-queue-bytes", "64KiB",
                         "--max-message-rate", "100", "--ping-interval", "2")
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        os.unlink(cls.key_file)

    def setUp(self):
        super().setUp()
        self.client_of_tools = McpClient(self.broker.port, VIEWER_KEY)
        self.addCleanup(self.client_of_tools.close)

    def assert_found(self, cause, words, **known):
        """The agent finds the cause, at the latest once the broker has kept all that happened."""
        complaint = Complaint(words, **{"project": self.project, **known})
        log = []
        agent = Agent(self.client_of_tools, log.append)

        def looks():
            log.clear()
            return agent.explain(complaint) == cause

        try:
            self.assertTrue(eventually(looks))
        finally:
            print("\n".join(log), flush=True)

    def refused(self, api_key=None):
        """Tries to connect; returns the status."""
        wire = Wire(self.broker.port)
        self.addCleanup(wire.abort)
        wire.send(head_bytes("GET", websocket_target(self.project, "runtime", apiKey=api_key),
                             upgrade_headers()))
        return Response(wire.read_until(b"\r\n\r\n")[:-4], b"").status

    def test_wrong_type(self):
        sender, receiver = self.clients("runtime", "runtime")
        sender.send_json({"id": "1", "type": "get_docs", "to": {"type": "data-agent"}})
        self.assert_found("wrong type", "nobody answers to get_docs",
                          sender=sender.id, type="get_docs")
        self.assert_quiet(sender, [receiver])

    def test_typo_in_an_id(self):
        sender, receiver = self.clients("runtime", "data-agent")
        typo = receiver.id[:-1] + ("0" if receiver.id[-1] != "0" else "1")
        sender.send_json({"id": "1", "type": "get_docs", "to": {"id": typo}})
        self.assert_found("typo in an id", "the agent never gets get_docs",
                          sender=sender.id, type="get_docs")

    def test_slow_client(self):
        sender = self.client()
        slow = self.client("data-agent", receive_buffer=4096)
        text = "x" * 60_000
        for _ in range(90):
            sender.send_json({"id": "1", "type": "picture", "to": {"id": slow.id}, "payload": text})
        self.assert_found("slow client", "the agent misses pictures",
                          sender=sender.id, receiver=slow.id, type="picture")

    def test_other_project(self):
        sender = self.client()
        elsewhere = self.client("data-agent", project=self.new_project())
        sender.send_json({"id": "1", "type": "get_docs", "to": {"id": elsewhere.id}})
        self.assert_found("other project", "the agent never gets get_docs",
                          sender=sender.id, type="get_docs")

    def test_required_key(self):
        self.assertEqual(self.api("PUT", f"/api-keys/{self.project}/required",
                                  {"required": True}).status, 200)
        self.assertEqual(self.refused(), 401)
        self.assert_found("required key", "my client cannot connect")

    def test_rate_limit(self):
        sender = self.client()
        with self.assertRaises(Closed):
            for _ in range(400):
                sender.send_json({"id": "1", "type": "tick"})
            while True:
                sender.receive()
        self.assert_found("rate limit", "the sensor loses its connection", sender=sender.id)

    def test_message_too_large(self):
        sender = self.client()
        sender.send_json({"id": "1", "type": "picture", "payload": "x" * 70_000})
        with self.assertRaises(Closed):
            sender.receive()
        self.assert_found("message too large", "the camera loses its connection", sender=sender.id)

    def test_rejected_json(self):
        sender, _ = self.clients("runtime", "data-agent")
        sender.send_text('{"type": "get_docs", "to": {"type": "data-agent"},}')
        self.assert_found("rejected JSON", "nobody answers to get_docs", sender=sender.id)

    def test_dead_peer(self):
        client = self.client("data-agent")
        client.answers_pings = False
        with self.assertRaises(Closed):
            client.receive()
        self.assert_found("dead peer", "the agent was gone for a while", receiver=client.id)

    def test_revoked_key(self):
        key = self.issue_key()
        client = self.client(api_key=key)
        self.assertEqual(self.api("DELETE", f"/api-keys/{self.project}").status, 200)
        with self.assertRaises(Closed):
            client.receive()
        self.assertEqual(self.refused(key), 403)
        self.assert_found("revoked key", "my client cannot connect any more")


if __name__ == "__main__":
    unittest.main()
