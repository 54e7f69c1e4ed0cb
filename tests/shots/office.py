# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Clients that talk like those of a few teams, so that a picture of the window shows real traffic.

`python3 office.py PORT [--long] [--slow]` runs until it is ended; --long adds projects, types and
payloads that are larger than anybody planned for, --slow a data agent that does not read."""
import argparse
import json
import random
import sys
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "wire"))
from wire import EndOfStream  # noqa: E402
from wsclient import CLOSE, PING, PONG, Client, frame  # noqa: E402

AGENTS = {
    "runtime": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
    "data-agent": "node-fetch/3.3.2 (data-agent 4.1.0)",
    "admin": "python-websockets/12.0",
}
LONG_PROJECTS = ("acme-warehouse-management-frontend-integration-tests-2026-nightly-run",
                 "Übersetzungsprüfung der Lieferantenverträge (Abnahmeumgebung)", "订单服务-预发布")
QUERY = "query Posts($first: Int!) { posts(first: $first) { id title author { name } } }"


class Project:
    """A runtime that asks, data agents that answer, and an admin that watches."""

    def __init__(self, port, name, dice, rate, kinds=("runtime", "data-agent", "admin")):
        self.name, self.dice, self.rate = name, dice, rate
        self.clients = {}
        for kind in kinds:
            headers = [("User-Agent", AGENTS[kind])]
            if kind == "runtime":
                headers.append(("Origin", "http://localhost:5173"))
            self.clients[kind] = Client(port, name, kind, headers=headers)
        self.due = time.monotonic()
        self.answers = []  # (time, type, payload), in no order

    def send(self, kind, message_type, payload, to=None):
        envelope = {"id": str(uuid.UUID(int=self.dice.getrandbits(128), version=4)),
                    "type": message_type, "from": {"type": kind}}
        if to:
            envelope["to"] = to
        envelope["payload"] = payload
        self.clients[kind].send_json(envelope)

    def posts(self, count):
        titles = ("Hello world", "Durable objects are great", "What the broker saw", "Ünïcödé")
        return [{"id": str(i + 1), "title": self.dice.choice(titles),
                 "author": {"name": self.dice.choice(("Ada", "Grace", "Edsger"))},
                 "views": 12345678901234567890 + i} for i in range(count)]

    def talk(self):
        """One exchange, when its time has come."""
        if time.monotonic() < self.due:
            return
        self.due = time.monotonic() + self.dice.expovariate(self.rate)
        runtime = self.clients["runtime"]
        lot = self.dice.random()
        if lot < 0.05:
            self.send("runtime", "announcement", {"message": "Server will restart in 5 minutes"})
        elif lot < 0.09:
            self.send("runtime", "graphql_query", {"query": QUERY}, {"id": str(uuid.uuid4())})
        elif lot < 0.12:
            runtime.send_text('{"id": 7, "type": "get_docs", to: "data-agent"}')
        elif lot < 0.17:
            self.send("data-agent", "log", {"level": "info", "text": "cache warmed",
                                            "ms": self.dice.randrange(900)}, {"type": "admin"})
        elif lot < 0.35:
            self.ask_for_docs()
        else:
            self.ask_for_posts()

    def ask_for_posts(self):
        request = {"requestId": f"posts-{self.dice.getrandbits(32):08x}"}
        self.send("runtime", "graphql_query",
                  {**request, "query": QUERY, "variables": {"first": self.dice.randrange(5, 40)}},
                  {"type": "data-agent"})
        data = {"posts": self.posts(self.dice.randrange(2, 60))}
        self.answer_later("query_response", {**request, "data": data},
                          self.dice.lognormvariate(-3.6, 0.6))

    def ask_for_docs(self):
        """Most answers take a while; some report an error, and some never come."""
        request = {"requestId": f"docs-{self.dice.getrandbits(32):08x}"}
        self.send("runtime", "get_docs", request, {"type": "data-agent"})
        lot = self.dice.random()
        answer = {"error": "The index is being built"} if lot < 0.08 else {"docs": self.posts(6)}
        if lot < 0.95:
            self.answer_later("docs", {**request, **answer}, self.dice.lognormvariate(-2.2, 0.7))

    def answer_later(self, message_type, payload, seconds):
        self.answers.append((time.monotonic() + seconds, message_type, payload))

    def answer(self):
        now = time.monotonic()
        due = [entry for entry in self.answers if entry[0] <= now]
        self.answers = [entry for entry in self.answers if entry[0] > now]
        for _, message_type, payload in due:
            self.send("data-agent", message_type, payload, {"id": self.clients["runtime"].id})

    def drain(self):
        for client in self.clients.values():
            while client.is_readable():
                opcode, payload = client.receive_frame()
                if opcode == PING:
                    client.send(frame(PONG, payload))
                elif opcode == CLOSE:
                    raise EndOfStream


class Reluctant:
    """Data agents that are sent more than one of them reads."""

    PROJECT = "night-import"

    def __init__(self, port, dice):
        self.port = port
        self.dice = dice
        self.runtime = Client(port, self.PROJECT, "runtime",
                              headers=[("User-Agent", AGENTS["runtime"])])
        self.reader = self.agent()
        self.silent = self.agent(receive_buffer=4096)
        self.due = time.monotonic()
        self.sent = 0

    def agent(self, **how):
        return Client(self.port, self.PROJECT, "data-agent",
                      headers=[("User-Agent", AGENTS["data-agent"])], **how)

    def talk(self):
        if time.monotonic() < self.due:
            return
        self.due = time.monotonic() + 0.05
        self.sent += 1
        rows = [{"sku": f"A-{self.dice.randrange(99999):05}", "stock": self.dice.randrange(400)}
                for _ in range(900)]
        self.runtime.send_json({"type": "import_rows", "to": {"type": "data-agent"},
                                "payload": {"batch": self.sent, "rows": rows}})
        for client in (self.runtime, self.reader):
            while client.is_readable():
                client.receive_frame()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("port", type=int)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--rate", type=float, default=8.0, help="exchanges a second and project")
    options = parser.parse_args()
    dice = random.Random(7)
    projects = [Project(options.port, "user123", dice, options.rate),
                Project(options.port, "checkout-staging", dice, options.rate / 2),
                Project(options.port, "demo-shop", dice, options.rate / 8,
                        ("runtime", "data-agent"))]
    # Those without an admin have nobody to log to; that is traffic too.
    if options.long:
        projects += [Project(options.port, name, dice, options.rate / 2)
                     for name in LONG_PROJECTS]
    slow = Reluctant(options.port, dice) if options.slow else None
    try:
        while True:
            if slow:
                slow.talk()
            for project in projects:
                project.talk()
                project.answer()
                project.drain()
            time.sleep(0.01)
    except (EndOfStream, OSError, KeyboardInterrupt) as end:
        json.dump({"ended": repr(end)}, sys.stderr)


if __name__ == "__main__":
    main()
