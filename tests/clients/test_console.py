# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The console protocol, spoken by Python's `websockets` and `cbor2` packages as the document says."""
import asyncio
import json
import os
import unittest

import support  # noqa: F401 (finds the modules of tests/wire)
from broker import SERVICE_KEY, Broker
from wire import DEADLINE
from wiretest import WireTest

import cbor2
import websockets
from test_websockets import HEADERS

VIEWER_KEY = "viewer-key-of-the-tests"
SUBPROTOCOL = "broadcaster-console.v1"
REFUSED = tuple(getattr(websockets, name) for name in ("InvalidStatus", "InvalidStatusCode")
                if hasattr(websockets, name))


def status_of(error):
    return error.response.status_code if hasattr(error, "response") else error.status_code


async def socket_closed(socket):
    while True:
        try:
            await socket.recv()
        except websockets.ConnectionClosed:
            return


class Console:
    """A console, its first frame, and the events that came."""

    def __init__(self, socket):
        self.socket, self.hello, self.events, self._id = socket, None, [], 0

    async def receive(self):
        """The next frame that is not an event; events are kept."""
        while True:
            data = await asyncio.wait_for(self.socket.recv(), DEADLINE)
            assert isinstance(data, bytes), data
            frame = cbor2.loads(data)
            if "event" not in frame:
                return frame
            self.events.append((frame["event"], frame["fields"]))

    async def ask(self, operation, **arguments):
        self._id += 1
        await self.socket.send(
            cbor2.dumps({"v": 1, "id": self._id, "op": operation, "args": arguments}))
        frame = await self.receive()
        assert frame["id"] == self._id, frame
        return frame

    async def traffic(self, count):
        """The first messages of the batches that have come and will come."""
        found = []
        while len(found) < count:
            while self.events:
                name, fields = self.events.pop(0)
                if name == "trafficArrived":
                    batch = cbor2.loads(fields["batch"])
                    found += [batch[1][record[4]:record[4] + record[5]] for record in batch[2]]
            if len(found) < count:
                frame = cbor2.loads(await asyncio.wait_for(self.socket.recv(), DEADLINE))
                self.events.append((frame["event"], frame["fields"]))
        return found


class ConsoleTest(WireTest, unittest.IsolatedAsyncioTestCase):
    def open(self, broker, key=SERVICE_KEY, subprotocols=(SUBPROTOCOL,), headers=()):
        keys = [("Authorization", f"Bearer {key}")] if key else []
        return websockets.connect(
            f"{broker.scheme}://127.0.0.1:{broker.port}/console", max_size=None,
            subprotocols=list(subprotocols) or None,
            ssl=broker.tls.context() if broker.tls else None, **{HEADERS: [*keys, *headers]})

    async def connect(self, broker, **options):
        socket = await self.open(broker, **options)
        self.addAsyncCleanup(socket.close)
        console = Console(socket)
        console.hello = (await console.receive())["hello"]
        return console

    async def client(self, broker, project):
        socket = await websockets.connect(
            f"{broker.scheme}://127.0.0.1:{broker.port}/websocket?projectId={project}&type=runtime",
            ssl=broker.tls.context() if broker.tls else None)
        self.addAsyncCleanup(socket.close)
        await asyncio.wait_for(socket.recv(), DEADLINE)
        return socket

    async def test_the_document(self):
        console = await self.connect(self.broker)
        self.assertEqual(console.socket.subprotocol, SUBPROTOCOL)
        self.assertEqual(console.hello["version"], 1)
        self.assertEqual(console.hello["state"], "Listening")
        self.assertEqual(console.hello["rights"], ["look", "act", "keys"])
        self.assertIn("overview", console.hello["operations"])
        client = await self.client(self.broker, self.project)
        answer = (await console.ask("showProject", projectId=self.project))["answer"]
        self.assertEqual([each["type"] for each in answer["clients"]], ["runtime"])
        answer = await console.ask("watchTraffic", projectId=self.project,
                                   filter="payload.n > 7")
        self.assertEqual(answer["answer"], {})
        for n in range(10):
            await client.send('{"type":"count","payload":{"n":%d}}' % n)
        messages = await console.traffic(2)
        self.assertEqual(len(messages), 2)
        self.assertIn(b'"n":8', messages[0])
        self.assertIn(b'"n":9', messages[1])
        error = (await console.ask("showProject"))["error"]
        self.assertEqual(error["code"], "InvalidArgument")
        self.assertEqual(error["detail"], "projectId: is missing")

    async def test_refusals(self):
        for options, status in (({"key": None}, 401), ({"key": "wrong"}, 401),
                                ({"subprotocols": ()}, 400),
                                ({"headers": [("Origin", "https://evil.example")]}, 403),
                                ({"headers": [("Origin", "null")]}, 403)):
            with self.subTest(options), self.assertRaises(REFUSED) as refusal:
                await self.open(self.broker, **options)
            self.assertEqual(status_of(refusal.exception), status)
        key = (await (await self.connect(self.broker)).ask(
            "issueKey", projectId=self.project))["answer"]["apiKey"]
        with self.assertRaises(REFUSED) as refusal:
            await self.open(self.broker, key=key)
        self.assertEqual(status_of(refusal.exception), 401)

    async def test_without_keys_only_the_user_comes_in(self):
        with Broker(service_key=None) as broker:
            with self.assertRaises(REFUSED) as refusal:
                await self.open(broker)
            self.assertEqual(status_of(refusal.exception), 401)
            path = os.path.join(broker.folder, "broadcaster",
                                f"{broker.process.pid}.json")
            self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
            with open(path, encoding="utf-8") as file:
                left = json.load(file)
            self.assertEqual(left["url"], f"{broker.scheme}://127.0.0.1:{broker.port}")
            self.assertEqual(left["pid"], broker.process.pid)
            console = await self.connect(broker, key=left["key"])
            self.assertEqual(console.hello["rights"], ["look", "act", "keys"])
        self.assertFalse(os.path.exists(path))

    async def test_viewers(self):
        path = os.path.join(self.broker.folder, "viewer.key")
        with open(path, "w", encoding="utf-8") as file:
            file.write(VIEWER_KEY + "\n")
        with Broker("--viewer-key-file", path, service_key=None) as broker:
            console = await self.connect(broker, key=VIEWER_KEY)
            self.assertEqual(console.hello["rights"], ["look"])
            self.assertIn("answer", await console.ask("overview"))
            for operation in ("listKeys", "stopBroker"):
                self.assertEqual((await console.ask(operation))["error"]["code"], "NotAllowed")
            await console.ask("overview")
            self.assertNotIn("configChanged", [name for name, _ in console.events])

    async def test_the_log_comes(self):
        console = await self.connect(self.broker)
        await self.connect(self.broker)  # "console … connected"
        for _ in range(100):
            await console.ask("health")
            lines = [line["text"] for name, fields in console.events if name == "logWritten"
                     for line in fields["entries"]]
            if any("connected" in line for line in lines):
                break
            await asyncio.sleep(0.05)
        self.assertTrue(any("connected" in line for line in lines), lines)

    async def test_nothing_is_answered_before_hello(self):
        socket = await self.open(self.broker)
        self.addAsyncCleanup(socket.close)
        await socket.send(b"\xff")
        self.assertIn("hello", (await Console(socket).receive()))

    async def test_stop_is_answered(self):
        with Broker() as broker:
            console = await self.connect(broker)
            self.assertIn("answer", await console.ask("stopBroker"))
            await asyncio.wait_for(socket_closed(console.socket), DEADLINE)
            self.assertEqual(console.socket.close_code, 1001)
            broker.process.wait(DEADLINE)

    async def test_too_large_a_frame(self):
        console = await self.connect(self.broker)
        await console.socket.send(b" " * (3 << 20))
        with self.assertRaises(websockets.ConnectionClosed):
            await console.receive()
        self.assertEqual(console.socket.close_code, 1009)

    async def test_the_broker_dies_and_comes_back(self):
        with Broker() as broker:
            console = await self.connect(broker)
            broker.kill()
            with self.assertRaises(websockets.ConnectionClosed):
                await console.receive()
        with Broker() as broker:
            self.assertEqual((await self.connect(broker)).hello["state"], "Listening")

