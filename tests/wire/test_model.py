# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Random clients do random things, against a model of the messages that each must get.

SEED=n in the environment repeats a run."""
import json
import os
import random
import unittest

from envelope import split_from, without_member
from wsclient import BINARY, CONTINUATION, TEXT, close_frame, frame, text_frame
from wiretest import KINDS, WireTest

SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(1 << 32))
PROJECTS = 12
ROUNDS = 20
SENDS_A_ROUND = 150
MOST_CLIENTS = 8  # of a project
INVALID = ("{", "[]", '{"a":01}', '{"to":7}', '{"to":{"id":7}}', '{"from":1,"from":2}', "")
VALUES = ("1e400", "12345678901234567890.10", r'"\ud800"', '"é 😀"', "null", "[ 1 ]", '{"a":{}}')


def outside_from(text):
    """The bytes of a message that was sent without regard to `from`."""
    return without_member(text) if split_from(text) else text


class Member:
    """A client, and what it must get from each sender, in order."""

    def __init__(self, client):
        self.client = client
        self.expected = {}  # sender's id: [text, "error", "PONG" or "client_left"]
        self.early = []  # read, and not checked yet

    @property
    def id(self):
        return self.client.id

    def expect(self, sender_id, what):
        self.expected.setdefault(sender_id, []).append(what)

    def hear_of(self, gone):
        """Reads until it has been told that a client has left."""
        while True:
            self.early.append(self.client.receive_text())
            message = json.loads(self.early[-1])
            if message.get("type") == "client_left" and message["payload"]["clientId"] == gone.id:
                return

    def check(self, test, texts):
        """`texts`, and those read early, are just what was expected. Then all begins anew."""
        came = {}
        for text in self.early + texts:
            message = json.loads(text)
            if message["from"] == {"type": "system"}:
                kind = message["type"]
                about = message["payload"]["clientId"] if kind == "client_left" else self.id
                came.setdefault(about, []).append(kind)
            else:
                came.setdefault(message["from"]["id"], []).append(outside_from(text.decode()))
        test.assertEqual(came, self.expected, f"SEED={SEED}")
        self.expected, self.early = {}, []


class Model(WireTest):
    arguments = ("--threads", "4")

    def setUp(self):
        super().setUp()
        print(f"SEED={SEED}", flush=True)
        self.random = random.Random(SEED)
        self.names = [f"{self.project}/{number} é" for number in range(PROJECTS)]
        self.rooms = {name: [] for name in self.names}
        self.gone = ["nobody"]
        self.count = 0

    def join(self, name):
        kind = self.random.choice(KINDS)
        client = self.client(kind, name)
        self.rooms[name].append(Member(client))
        self.assertEqual(client.welcome["payload"]["clientCount"], len(self.rooms[name]))

    def leave(self, name):
        """Some last words, and the close frame or the end of the stream right behind them."""
        room = self.rooms[name]
        member = self.random.choice(room)
        words = b""
        if self.random.random() < 0.5:
            for _ in range(self.random.randrange(1, 20)):
                words += self.valid_message(name, member, frame_only=True)
            member.client.send(words + close_frame())
        else:
            member.client.ping_pong()  # so that nothing is unread, which would make it a reset
            member.client.abort()
        room.remove(member)
        for other in room:
            other.expect(member.id, "client_left")
        self.gone.append(member.id)
        # Until all have heard of it, who is in the room is not certain: nobody may act.
        for other in room:
            other.hear_of(member)
        self.settle(name)

    # Messages

    def some_target(self, name):
        pick = self.random.random()
        if pick < 0.4:
            return {"id": self.random.choice(self.rooms[name]).id}
        if pick < 0.5:
            stranger = self.random.choice(self.rooms[self.random.choice(self.names)] or
                                          self.rooms[name])
            return {"id": self.random.choice([stranger.id, self.random.choice(self.gone)])}
        if pick < 0.8:
            return {"type": self.random.choice([*KINDS, "nobody"])}
        return {"id": "", "type": self.random.choice(["", *KINDS])}

    def receivers(self, name, sender, to):
        """The rules of section 3 once more, as plainly as possible."""
        to_id, to_type = (to or {}).get("id"), (to or {}).get("type")
        result = []
        for member in self.rooms[name]:
            is_sender, is_admin = member is sender, member.client.kind == "admin"
            if to_id:
                hit = member.id == to_id or (is_admin and not is_sender)
            elif to_type:
                hit = not is_sender and (member.client.kind == to_type or is_admin)
            else:
                hit = not is_sender and not is_admin
            if hit:
                result.append(member)
        return result

    def envelope(self, to):
        self.count += 1
        space = self.random.choice(["", " ", "\n\t"])
        size = self.random.choice([0, 10, 100, 1000]) if self.random.random() < 0.99 else 100_000
        parts = [f'"id":{space}"{self.count}"', f'"payload":"{"x" * size}"{space}',
                 f'"value"{space}:{self.random.choice(VALUES)}']
        if to is not None or self.random.random() < 0.2:
            parts.append(f'"to":{json.dumps(to)}')
        if self.random.random() < 0.8:
            parts.append('"from":' + self.random.choice(
                ["{}", "null", '{"id":"lie"}', '{ "type" : "admin" , "x" : 1 }', '"me"']))
        self.random.shuffle(parts)
        return space + "{" + f",{space}".join(parts) + "}" + space

    def frames(self, text):
        data = text.encode()
        pick = self.random.random()
        if pick < 0.8:
            return text_frame(data)
        if pick < 0.9:
            return frame(BINARY, data)
        split = self.random.randrange(len(data) + 1)
        return frame(TEXT, data[:split], fin=False) + frame(CONTINUATION, data[split:])

    def valid_message(self, name, sender, frame_only=False):
        to = None if self.random.random() < 0.3 else self.some_target(name)
        text = self.envelope(to)
        for member in self.receivers(name, sender, to):
            if not (frame_only and member is sender):
                member.expect(sender.id, outside_from(text))
        return self.frames(text)

    def send_something(self):
        name = self.random.choice([name for name in self.names if self.rooms[name]])
        sender = self.random.choice(self.rooms[name])
        pick = self.random.random()
        if pick < 0.85:
            sender.client.send(self.valid_message(name, sender))
        elif pick < 0.93:
            sender.expect(sender.id, "PONG")
            sender.client.send_text('{"type":"PING","to":{"type":"admin"}}')
        else:
            sender.expect(sender.id, "error")
            sender.client.send_text(self.random.choice(INVALID))

    # Checks

    def settle(self, name):
        """Each client of the room sends a barrier to each; what came before it must be right.

        Order holds for each sender and receiver, so a client that has everybody's barrier has
        everything."""
        room = self.rooms[name]
        self.count += 1
        token = f"barrier-{self.count}-"
        for member in room:
            client = member.client
            for to in ({"id": client.id}, None):
                client.send_json({"id": token, "type": "barrier", "to": to})
        for member in room:
            missing = {other.id for other in room}
            texts = []
            while missing:
                text = member.client.receive_text()
                if token.encode() in text:
                    missing.remove(json.loads(text)["from"]["id"])
                else:
                    texts.append(text)
            member.check(self, texts)

    def test_model(self):
        for name in self.names:
            for _ in range(self.random.randrange(1, MOST_CLIENTS)):
                self.join(name)
        for _ in range(ROUNDS):
            for _ in range(SENDS_A_ROUND):
                self.send_something()
            for name in self.names:
                self.settle(name)
            for _ in range(4):
                name = self.random.choice(self.names)
                if self.rooms[name] and self.random.random() < 0.5:
                    self.leave(name)
                elif len(self.rooms[name]) < MOST_CLIENTS:
                    self.join(name)
        for name in self.names:
            self.settle(name)


if __name__ == "__main__":
    unittest.main()
