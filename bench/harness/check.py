# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Checks that a server follows the protocol: docs/protocol.md, sections 1 to 4.

A server that does less than the protocol would be fast for the wrong reason."""
import itertools
import json
import os
import socket
import struct

SECONDS = 10  # for an answer

# sender, to, receivers; clients are named below.
ROUTES = [
    ("runtime", {"id": "agent"}, {"agent", "admin", "admin2"}),
    ("runtime", {"id": "runtime"}, {"runtime", "admin", "admin2"}),
    ("runtime", {"id": "admin"}, {"admin", "admin2"}),
    ("admin", {"id": "admin"}, {"admin", "admin2"}),
    ("admin", {"id": "agent"}, {"agent", "admin2"}),
    ("runtime", {"id": "stranger"}, {"admin", "admin2"}),
    ("runtime", {"id": "agent", "type": "runtime"}, {"agent", "admin", "admin2"}),
    ("runtime", {"type": "data-agent"}, {"agent", "agent2", "admin", "admin2"}),
    ("runtime", {"type": "runtime"}, {"runtime2", "admin", "admin2"}),
    ("runtime", {"type": "admin"}, {"admin", "admin2"}),
    ("admin", {"type": "admin"}, {"admin2"}),
    ("runtime", {"type": "nobody"}, {"admin", "admin2"}),
    ("runtime", None, {"runtime2", "agent", "agent2"}),
    ("admin", {}, {"runtime", "runtime2", "agent", "agent2"}),
]
CLIENTS = {"runtime": "runtime", "runtime2": "runtime", "agent": "data-agent",
           "agent2": "data-agent", "admin": "admin", "admin2": "admin"}


class Incomplete(Exception):
    """The server's fault."""


class Client:
    """As little of RFC 6455 as well-behaved servers need."""

    def __init__(self, port, project, kind):
        self.kind = kind
        self.socket = socket.create_connection(("127.0.0.1", port), SECONDS)
        self.file = self.socket.makefile("rb")
        self.socket.sendall(
            f"GET /websocket?projectId={project}&type={kind} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: YnJvYWRjYXN0ZXItbG9hZA==\r\n\r\n".encode())
        status = self.file.readline()
        require(b" 101 " in status, f"refused the handshake: {status!r}")
        while self.file.readline().strip():
            pass
        welcome = self.receive()
        self.id = welcome["payload"]["clientId"]
        self.count = welcome["payload"]["clientCount"]

    def send(self, text):
        size = len(text := text.encode())
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack(">H", size)
        mask = os.urandom(4)
        self.socket.sendall(b"\x81" + length + mask + bytes(
            byte ^ key for byte, key in zip(text, itertools.cycle(mask))))

    def receive(self):
        while True:
            opcode, size = self.file.read(2)
            if size >= 126:
                size = int.from_bytes(self.file.read(2 if size == 126 else 8), "big")
            payload = self.file.read(size)
            if opcode == 0x81:
                return json.loads(payload)

    def receive_other(self):
        """The next message that is not another client's mirrored barrier."""
        while (message := self.receive())["type"] == "barrier":
            pass
        return message

    def settle(self):
        """The messages that came before a message to itself that is sent now."""
        token = os.urandom(8).hex()
        self.send(json.dumps({"id": token, "type": "barrier", "to": {"id": self.id}}))
        messages = []
        while (message := self.receive())["id"] != token:
            if message["type"] != "barrier":
                messages.append(message)
        return messages

    def close(self):
        self.file.close()
        self.socket.close()


def require(condition, what):
    if not condition:
        raise Incomplete(what)


def check_route(clients, sender, to, receivers):
    to = {**to, "id": clients[to["id"]].id} if to and "id" in to else to
    what = f"{sender} to {json.dumps(to)}"
    payload = {"number": 1.5, "text": "ä\n", "list": [None, True, {}]}
    clients[sender].send(json.dumps({
        "id": "m", "type": "check", "to": to, "payload": payload,
        "from": {"id": "forged", "type": "forged", "name": "kept"}}))
    order = [clients[sender], *(client for name, client in clients.items() if name != sender)]
    got = {client: client.settle() for client in order}
    for name, client in clients.items():
        require(len(got[client]) == (name in receivers),
                f"{what}: {name} got it {len(got[client])} times")
        for message in got[client]:
            require(message["payload"] == payload and message["id"] == "m",
                    f"{what}: it arrived changed: {message}")
            require(message["from"] == {"id": clients[sender].id, "type": clients[sender].kind,
                                        "name": "kept"}, f"{what}: from is {message['from']}")


def check_answers(client):
    client.send('{"type":"PING","payload":{"timestamp":7}}')
    pong = client.receive()
    require(pong["type"] == "PONG" and pong["payload"]["originalTimestamp"] == 7,
            f"PING was answered with {pong}")
    for wrong in ("no JSON", "[1]"):
        client.send(wrong)
        answer = client.receive()
        require(answer["type"] == "error", f"{wrong!r} was answered with {answer}")


def check(port):
    """Raises Incomplete when the server on 127.0.0.1 does not follow the protocol."""
    clients = {name: Client(port, "check", kind) for name, kind in CLIENTS.items()}
    clients["stranger"] = Client(port, "elsewhere", "data-agent")
    try:
        require(clients["admin2"].count == len(CLIENTS), "clientCount is wrong")
        for sender, to, receivers in ROUTES:
            check_route(clients, sender, to, receivers)
        check_answers(clients["runtime"])
        clients.pop("runtime2").close()
        for name in CLIENTS.keys() - {"runtime2"}:
            left = clients[name].receive_other()
            require(left["type"] == "client_left"
                    and left["payload"]["clientCount"] == len(CLIENTS) - 1,
                    f"{name} was told {left}, not that a client left")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Incomplete(f"{type(error).__name__}: {error}") from error
    finally:
        for client in clients.values():
            client.close()
