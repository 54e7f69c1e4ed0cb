# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""For a minute clients come, talk and leave in 50 projects, and a model says what must be so: who
is where, who heard of whose leaving, and how many messages were counted."""
import collections
import random
import time

from stage import descriptors, health, resident_kib, usage
from wire import eventually
from wsclient import Client

PROJECTS = [f"churn-{number}" for number in range(50)]
KINDS = ("runtime", "data-agent", "admin")
FULL = 20  # clients of a project


class Member:
    def __init__(self, client):
        self.client = client
        self.departures = 0  # to be heard of
        self.heard = 0

    def read_pending(self):
        self.heard += sum(b'"client_left"' in text for text in self.client.ping_pong())


class Model:
    def __init__(self, broker):
        self.broker = broker
        self.rooms = collections.defaultdict(list)
        self.sent = collections.Counter()
        self.randomly = random.Random(7)
        self.counts = collections.Counter()

    def step(self):
        project = self.randomly.choice(PROJECTS)
        room = self.rooms[project]
        action = self.randomly.choices(
            (self.join, self.leave, self.talk, self.check), (30, 28, 60, 1))[0]
        if action == self.join:
            if len(room) < FULL:
                self.join(project, room)
        elif room:
            action(project, room)

    def join(self, project, room):
        room.append(Member(Client(self.broker.port, project, self.randomly.choice(KINDS))))
        self.counts["joined"] += 1

    def leave(self, _, room):
        member = room.pop(self.randomly.randrange(len(room)))
        if self.randomly.random() < 0.5:
            member.client.close()
        else:
            member.client.abort()
        for other in room:
            other.departures += 1

    def talk(self, project, room):
        """By id, so that only the receiver and the admins get it."""
        sender, receiver = self.randomly.choice(room), self.randomly.choice(room)
        token = f"talk-{self.counts['talks']}"
        sender.client.send_json({"id": token, "type": "talk", "to": {"id": receiver.client.id}})
        while token.encode() not in (text := receiver.client.receive_text()):
            receiver.heard += b'"client_left"' in text
        self.sent[project] += 1
        self.counts["talks"] += 1

    def check(self, project, room):
        """No client is there that left, and all heard of each one that did, once."""
        eventually(lambda: health(self.broker, project)["clientCount"] == len(room),
                   f"{len(room)} clients in {project}")
        for member in room:
            member.read_pending()
            self.sent[project] += 1
            self.counts["wrong"] += member.heard != member.departures
        self.counts["checks"] += 1

    def end(self):
        for project in PROJECTS:
            self.check(project, self.rooms[project])
            while self.rooms[project]:
                self.leave(project, self.rooms[project])


def run(stage):
    seconds = 10 if stage.is_quick else 60
    with stage.broker("--threads", "2") as broker:
        files = descriptors(broker)
        model = Model(broker)
        started = time.monotonic()
        memory = 0
        while (passed := time.monotonic() - started) < seconds:
            model.step()
            if not memory and passed > seconds / 2:
                memory = resident_kib(broker)
        grown = resident_kib(broker) / memory
        model.end()
        eventually(lambda: health(broker)["clients"] == 0, "the end of all clients")
        eventually(lambda: descriptors(broker) <= files + 1, "the end of all connections")
        counted = sum(usage(broker, project) != model.sent[project] for project in PROJECTS)
    stage.figure("clients that came and left", model.counts["joined"], at_least=1000)
    stage.figure("messages, each of which arrived", model.counts["talks"], at_least=1000)
    stage.figure("looks at a project", model.counts["checks"], at_least=10)
    stage.exactly("clients that heard of too few or too many leaving", model.counts["wrong"], 0)
    stage.exactly("projects with a wrong count of messages", counted, 0)
    # Allocators have reached their size after some 25,000 clients.
    stage.figure("resident memory, the second half", grown, "x",
                 at_most=None if stage.is_quick else 1.05)
