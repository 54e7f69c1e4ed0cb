# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Python's `websockets` package (apt-get install python3-websockets)."""
import asyncio
import json
import unittest
import urllib.parse

import support  # noqa: F401 (finds the modules of tests/wire)
from broker import SERVICE_KEY, Broker
from wire import DEADLINE
from wiretest import KINDS, WireTest

import websockets
import websockets.version

# Version 14 renamed the argument.
HEADERS = "additional_headers" if int(websockets.version.version.split(".")[0]) >= 14 \
    else "extra_headers"
MAX_MESSAGE = 1 << 20


class Peer:
    """A connection of the package, and its `connected` message."""

    def __init__(self, socket, kind, welcome):
        self.socket, self.kind, self.welcome = socket, kind, welcome
        self.id = welcome["payload"]["clientId"]

    async def send(self, envelope):
        await self.socket.send(json.dumps(envelope))

    async def receive(self, kind=None):
        text = await asyncio.wait_for(self.socket.recv(), DEADLINE)
        assert isinstance(text, str), "a binary message"
        message = json.loads(text)
        assert kind is None or message["type"] == kind, message
        return message

    async def close_code(self):
        """Waits until the broker closes."""
        await asyncio.wait_for(self.socket.wait_closed(), DEADLINE)
        return self.socket.close_code


class Websockets(WireTest, unittest.IsolatedAsyncioTestCase):
    async def connect(self, kind="runtime", project=None, headers=(), broker=None, **parameters):
        query = urllib.parse.urlencode(
            {"projectId": project or self.project, "type": kind, **parameters})
        broker = broker or self.broker
        socket = await websockets.connect(
            f"{broker.scheme}://127.0.0.1:{broker.port}/websocket?{query}",
            ssl=broker.tls.context() if broker.tls else None, max_size=4 * MAX_MESSAGE,
            **{HEADERS: headers})
        self.addAsyncCleanup(socket.close)
        return Peer(socket, kind, json.loads(await socket.recv()))

    async def three(self):
        return [await self.connect(kind) for kind in KINDS]

    async def collect(self, sender, peers):
        """The messages of each before a barrier of the sender, which goes once to each."""
        await sender.send({"id": "barrier", "type": "barrier", "to": {"id": sender.id}})
        await sender.send({"id": "barrier", "type": "barrier"})
        came = []
        for peer in peers:
            messages = []
            while (message := await peer.receive())["id"] != "barrier":
                messages.append(message)
            came.append(messages)
        return came

    async def assert_routed(self, sender, to, peers, *receivers):
        envelope = {"id": "m", "type": "t", "from": {}, "payload": "é😀\u0000", "to": to}
        await sender.send(envelope)
        stamped = {**envelope, "from": {"type": sender.kind, "id": sender.id}}
        for peer, messages in zip(peers, await self.collect(sender, peers)):
            self.assertEqual(messages, [stamped] if peer in receivers else [], peer.kind)

    async def test_connect(self):
        for count, peer in enumerate(await self.three(), 1):
            payload = peer.welcome["payload"]
            self.assertEqual((payload["projectId"], payload["clientCount"]), (self.project, count))

    async def test_odd_project(self):
        peer = await self.connect(project="é/😀 +&")
        self.assertEqual(peer.welcome["payload"]["projectId"], "é/😀 +&")

    async def test_routing(self):
        runtime, agent, admin = peers = await self.three()
        await self.assert_routed(runtime, {"id": agent.id}, peers, agent, admin)
        await self.assert_routed(runtime, {"id": admin.id}, peers, admin)
        await self.assert_routed(runtime, {"id": "nobody"}, peers, admin)
        await self.assert_routed(runtime, {"type": "data-agent"}, peers, agent, admin)
        await self.assert_routed(runtime, None, peers, agent)
        await self.assert_routed(admin, None, peers, runtime, agent)

    async def test_pings(self):
        runtime, agent, admin = await self.three()
        await runtime.send({"type": "PING", "payload": {"timestamp": 5}})
        self.assertEqual((await runtime.receive("PONG"))["payload"]["originalTimestamp"], 5)
        self.assertEqual(await self.collect(runtime, [agent, admin]), [[], []])
        for data in (b"", b"x" * 125):
            await (await runtime.socket.ping(data))

    async def test_client_left(self):
        runtime, agent, admin = await self.three()
        await agent.socket.close()
        for peer in (runtime, admin):
            payload = (await peer.receive("client_left"))["payload"]
            self.assertEqual((payload["clientId"], payload["clientCount"]), (agent.id, 2))

    async def test_error(self):
        runtime, agent, admin = await self.three()
        await runtime.socket.send("{not json")
        error = await runtime.receive("error")
        self.assertEqual(error["payload"]["message"], "Invalid JSON message format")
        self.assertEqual(await self.collect(runtime, [agent, admin]), [[], []])

    async def test_closing(self):
        for code in (1000, 1001, 3000, 4999):
            peer = await self.connect()
            await peer.socket.close(code, "é")
            self.assertEqual(peer.socket.close_code, code)

    async def test_sizes(self):
        runtime, agent, _ = await self.three()
        for size in (125, 126, 65_535, 65_536, MAX_MESSAGE - 100):
            text = json.dumps({"id": "m", "payload": "x" * size})
            await runtime.socket.send(text)
            self.assertEqual(len((await agent.receive())["payload"]), size)
        await runtime.socket.send("x" * (MAX_MESSAGE + 1))
        self.assertEqual(await runtime.close_code(), 1009)
        await agent.receive("client_left")

    async def test_fragments_and_binary(self):
        runtime, agent, _ = await self.three()
        text = '{"id":"m","payload":"é😀"}'
        await runtime.socket.send(iter(text))
        self.assertEqual((await agent.receive())["payload"], "é😀")
        await runtime.socket.send(text.encode())
        self.assertEqual((await agent.receive())["payload"], "é😀")

    async def test_key(self):
        key = self.issue_key()
        by_query = await self.connect(apiKey=key)
        by_header = await self.connect(headers=[("x-api-key", key)])
        with self.assertRaisesRegex(websockets.InvalidHandshake, "HTTP 403$"):
            await self.connect(apiKey="wrong")
        self.api("DELETE", f"/api-keys/{self.project}", key=SERVICE_KEY)
        for peer in (by_query, by_header):
            self.assertEqual(await peer.close_code(), 4001)

    async def test_shut_down(self):
        with Broker() as broker:
            peer = await self.connect(broker=broker)
            broker.stop()
            self.assertEqual(await peer.close_code(), 1001)


if __name__ == "__main__":
    unittest.main()
