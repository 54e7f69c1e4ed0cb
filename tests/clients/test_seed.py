# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The examples of the original's README, as they stand (seed/examples.md)."""
import json
import os
import re
import subprocess
import unittest

from support import HERE, PROGRAM_SECONDS, find_program, run_node
from broker import SERVICE_KEY
from wire import eventually
from wiretest import WireTest

SOCKET_HOST = "wss://user-websocket.ashish-91e.workers.dev"
KEYED_SOCKET_HOST = "wss://your-worker.workers.dev"
HTTP_HOSTS = ("https://your-worker.workers.dev", "https://your-worker.your-subdomain.workers.dev")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sections():
    """{heading: [(language, code), …]} of the examples."""
    with open(os.path.join(HERE, "seed", "examples.md"), encoding="utf-8") as file:
        parts = re.split(r"^#+ (.+)$", file.read(), flags=re.MULTILINE)
    return {heading: BLOCK.findall(text) for heading, text in zip(parts[1::2], parts[2::2])}


SECTIONS = sections()


def code(heading, language, containing=""):
    """The one example in a language under a heading."""
    found = [text for kind, text in SECTIONS[heading] if kind == language and containing in text]
    assert len(found) == 1, f"{len(found)} examples under {heading!r}"
    return found[0]


def shape(value):
    """The names and kinds in a JSON value, to compare an answer with the README's."""
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


class Seed(WireTest):
    def connecting(self, heading):
        example = code(heading, "javascript")
        self.assertIn(SOCKET_HOST, example)
        return example.replace(SOCKET_HOST, f"ws://127.0.0.1:{self.broker.port}")

    def curl(self, heading, containing="curl"):
        """Runs a cURL example in a shell; returns its JSON answer."""
        example = code(heading, "bash", containing).replace("YOUR_SERVICE_KEY", SERVICE_KEY)
        for host in HTTP_HOSTS:
            example = example.replace(host, f"http://127.0.0.1:{self.broker.port}")
        find_program("curl", "curl")
        done = subprocess.run(["bash", "-e", "-c", example], capture_output=True, text=True,
                              check=False, timeout=PROGRAM_SECONDS,
                              env={**os.environ, "no_proxy": "*"})
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def assert_like_example(self, heading, answer):
        self.assertEqual(shape(answer), shape(json.loads(code(heading, "json"))))

    def test_sending_messages(self):
        agent = self.connecting("Connecting Data Agent")
        task = {
            "connect": {"runtime": self.connecting("Connecting Runtime Client"), "agent": agent,
                        "other agent": agent,
                        "admin": self.connecting("Connecting Admin (for monitoring)")},
            "sends": [
                {"by": by, "code": code(heading, "javascript")} for by, heading in (
                    ("runtime", "Example: Runtime → Specific Agent (by client ID)"),
                    ("runtime", "Example: Runtime → All Data Agents (by type)"),
                    ("agent", "Example: Agent → Runtime (response)"),
                    ("runtime", "Example: Broadcast to All (no `to` field)"))]}
        received = json.loads(run_node("seed/run_examples.js", json.dumps(task)))
        ids = {name: messages[0]["payload"]["clientId"] for name, messages in received.items()}
        kinds = {name: sorted(message["type"] for message in messages[1:])
                 for name, messages in received.items()}
        self.assertEqual(kinds, {
            "runtime": ["query_response"],
            "agent": ["announcement", "get_docs", "graphql_query"],
            "other agent": ["announcement", "get_docs"],
            "admin": ["get_docs", "graphql_query", "query_response"]})
        senders = {"query_response": ("agent", "data-agent")}
        for messages in received.values():
            for message in messages[1:]:
                name, kind = senders.get(message["type"], ("runtime", "runtime"))
                self.assertEqual(message["from"], {"type": kind, "id": ids[name]})
        response = received["runtime"][1]["payload"]["data"]["posts"][1]
        self.assertEqual(response, {"id": "2", "title": "Durable Objects are great"})

    def test_keys_and_usage(self):
        issued = self.curl("Create API Key", "curl")
        self.assert_like_example("Create API Key", issued)
        self.assertRegex(issued["data"]["apiKey"], "^sa_live_[0-9a-f]{32}$")
        self.client(project="my-project", api_key=issued["data"]["apiKey"]).ping_pong()

        eventually(lambda: self.curl("Get API Key Info")["data"]["lastUsedAt"], "lastUsedAt")
        eventually(lambda: self.curl("Get Usage Stats")["data"]["totalRequests"], "a count")
        for heading in ("Get API Key Info", "List All API Keys", "Get Usage Stats"):
            with self.subTest(heading):
                self.assert_like_example(heading, self.curl(heading))
        info = self.curl("Get API Key Info")["data"]
        self.assertEqual(info["description"], "Production API key")

        revoked = self.curl("Revoke API Key")
        self.assertEqual(revoked, json.loads(code("Revoke API Key", "json")))
        self.assertFalse(self.curl("Get API Key Info")["success"])

    def test_connecting_with_a_key(self):
        key = self.issue_key("my-project")
        example = code("Using API Keys for WebSocket Connections", "javascript")
        self.assertIn(KEYED_SOCKET_HOST, example)
        example = example.replace(KEYED_SOCKET_HOST, f"ws://127.0.0.1:{self.broker.port}").replace(
            "sa_live_xxx", key)
        listening = "ws.onmessage = (event) => console.log('Received:', JSON.parse(event.data));"
        task = {"connect": {"agent": example + listening}, "sends": []}
        received = json.loads(run_node("seed/run_examples.js", json.dumps(task)))
        self.assertEqual([message["type"] for message in received["agent"]], ["connected"])
        self.api("DELETE", "/api-keys/my-project")

    def test_monitoring(self):
        client = self.client(project="user123")
        status = self.curl("Connection Status")
        self.assertEqual([entry["id"] for entry in status["clients"]], [client.id])
        health = self.curl("Health Check")
        self.assertEqual((health["status"], health["clientCount"]), ("healthy", 1))


if __name__ == "__main__":
    unittest.main()
