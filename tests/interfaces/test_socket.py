# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The real server's WebSocket is as docs/asyncapi.yaml says: each message, and the close codes."""
import unittest

from document import faults, load
from broker import Broker
from wiretest import KINDS, BrokerTest, WireTest
from wsclient import CONTINUATION, TEXT, close_frame, frame, text_frame

DOCUMENT = load("asyncapi.yaml")
MESSAGES = DOCUMENT["components"]["messages"]
AGAIN = {row["code"]: row["again"] for row in DOCUMENT["channels"]["project"]["x-close-codes"]}
RATE = 5
ELSEWHERE = {1011, 1012}  # tests/server and tests/wire/test_cluster.py make the broker send them

AT_FAULT = {  # an envelope for each text of `error`
    "Invalid JSON message format": "{",
    "Invalid from field: it appears more than once in the envelope, write it once or leave it out":
        '{"from":{},"from":{}}',
    "Invalid to field: it appears more than once in the envelope, write it once or leave it out":
        '{"to":null,"to":null}',
    "Invalid to field: must be an object or null": '{"to":1}',
    "Invalid to field: id must be a string": '{"to":{"id":1}}',
    "Invalid to field: type must be a string": '{"to":{"type":1}}',
}


class SocketTest(BrokerTest):
    def check(self, message, name):
        """The message is as the document has it, with no other member."""
        self.assertEqual(faults(message, MESSAGES[name]["payload"]), [], message)
        return message

    def expect(self, client, name):
        return self.check(client.receive(), name)


class Messages(SocketTest, WireTest):
    def test_connected(self):
        for client in self.clients(*KINDS):
            self.check(client.welcome, "connected")

    def test_client_left(self):
        leaving, *staying = self.clients(*KINDS)
        leaving.close()
        for client in staying:
            self.assertEqual(self.expect(client, "client_left")["payload"]["clientId"], leaving.id)

    def test_pongs(self):
        client = self.client()
        pings = [example["payload"] for example in MESSAGES["ping"]["examples"]]
        for ping in (*pings, {"type": "PING"}, {"type": "PING", "payload": {"timestamp": [None]}}):
            self.assertEqual(faults(ping, MESSAGES["ping"]["payload"]), [])
            client.send_json(ping)
            self.expect(client, "PONG")

    def test_errors(self):
        client = self.client()
        payload = MESSAGES["error"]["payload"]["properties"]["payload"]
        texts, _ = payload["properties"]["message"]["anyOf"]
        self.assertEqual(set(AT_FAULT), set(texts["enum"]))
        for text, envelope in AT_FAULT.items():
            client.send_text(envelope)
            self.assertEqual(self.expect(client, "error")["payload"]["message"], text)

    def test_examples_are_delivered(self):
        sender, receiver = self.clients("runtime", "data-agent")
        for example in MESSAGES["envelope"]["examples"]:
            envelope = example["payload"]
            if "id" in envelope.get("to", {}):
                envelope = {**envelope, "to": {"id": receiver.id}}
            sender.send_json(envelope)
            came = self.expect(receiver, "delivered")
            self.assertEqual(came, {**envelope, "from": {"type": "runtime", "id": sender.id}})

    def test_a_message_of_the_operator(self):
        client = self.client()
        published = self.api("POST", f"/publish?projectId={self.project}", {"type": "notice"})
        self.assertEqual(published.status, 200)
        self.assertEqual(self.expect(client, "delivered"),
                         {"type": "notice", "from": {"type": "system"}})


class CloseCodes(SocketTest):
    def setUp(self):
        super().setUp()
        self.broker = self.enterContext(Broker("--max-message-rate", str(RATE),
                                               "--max-queue-bytes", "64KiB",
                                               "--ping-interval", "1"))

    def slow_reader(self):
        """A client that is sent more than may wait for it."""
        client = self.client(receive_buffer=4096)
        for _ in range(300):
            if self.api("POST", f"/publish?projectId={client.project}",
                        {"payload": "x" * 60_000}).json()["data"]["delivered"] == 0:
                break
        return client

    def by_operator(self):
        client = self.client()
        self.api("DELETE", f"/clients/{client.id}?projectId={client.project}")
        return client

    def by_key(self):
        client = self.client(api_key=self.issue_key())
        self.api("DELETE", f"/api-keys/{client.project}")
        return client

    def sends(self, *frames, **options):
        client = self.client(**options)
        for each in frames:
            client.send_while_open(each)
        return client

    def test_each(self):
        ends = {
            1000: lambda: self.sends(close_frame(1000)),
            1002: lambda: self.sends(frame(3)),
            1007: lambda: self.sends(frame(TEXT, b"\xff")),
            1008: lambda: self.sends(frame(TEXT, fin=False), frame(CONTINUATION, fin=False) * 131_072),
            1009: lambda: self.sends(frame(TEXT, announced=(1 << 20) + 1)),
            4000: self.by_operator,
            4001: self.by_key,
            4002: self.slow_reader,
            4003: lambda: self.sends(text_frame("{}") * RATE * 3),
            4004: lambda: self.sends(answers_pings=False),
        }
        self.assertEqual(set(ends) | {1001} | ELSEWHERE, set(AGAIN))
        for code, end in ends.items():
            with self.subTest(code):
                self.assertEqual(end().wait_closed(), code)
        self.project = self.new_project()
        last = self.client()
        self.broker.stop()
        self.assertEqual(last.wait_closed(), 1001)

    def test_the_error_of_a_client_that_is_too_fast(self):
        client = self.sends(text_frame('{"type":"PING"}') * 2 * RATE)
        while (message := client.receive())["type"] == "PONG":
            pass
        self.check(message, "error")


if __name__ == "__main__":
    unittest.main()
