# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""kill -9 in the middle of traffic, every other time at the moment a write begins."""
import os
import random
import shutil
import sqlite3
import tempfile
import threading
import time

from stage import call, usage
from wire import EndOfStream
from wsclient import Client, Closed, text_frame

SENDERS = 4
BATCH = 20
SECOND = 1.0
PING = text_frame('{"type":"PING"}')


def run(stage):
    rounds = 5 if stage.is_quick else 20
    damaged = lost_keys = too_few = too_many = 0
    most_lost = 0.0
    randomly = random.Random(1)
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        broker = stage.new_broker("--threads", "1", folder=folder).start()
        key = call(broker, "POST", "/api-keys", {"projectId": "crash"}).json()["data"]["apiKey"]
        call(broker, "PUT", "/api-keys/crash/required", {"required": True})
        try:
            for number in range(rounds):
                before = usage(broker, "crash")
                senders = [Sender(broker.port, key) for _ in range(SENDERS)]
                killed = kill(broker, randomly, number % 2 == 1)
                for sender in senders:
                    sender.thread.join()
                damaged += not is_whole(broker)
                broker.restart()
                lost_keys += not lets_in(broker.port, key)
                counted = usage(broker, "crash") - before
                acknowledged = sum(sender.acknowledged_at(killed - SECOND) for sender in senders)
                too_few += counted < acknowledged
                too_many += counted > sum(sender.sent for sender in senders)
                most_lost = max(most_lost, lost_seconds(senders, counted, killed))
        finally:
            broker.kill()
    stage.figure("kills", rounds)
    stage.exactly("databases that fail integrity_check", damaged, 0)
    stage.exactly("keys lost, or required no longer", lost_keys, 0)
    stage.exactly("usage more than a second behind", too_few, 0)
    stage.exactly("usage above what was sent", too_many, 0)
    stage.figure("the furthest that usage was behind", most_lost * 1000, "ms",
                 at_most=SECOND * 1000)


class Sender:
    """Sends PINGs in batches from a thread of its own until the broker is gone."""

    def __init__(self, port, key):
        self.client = Client(port, "crash", api_key=key)
        self.sent = 0
        self.acknowledged = []  # (time, how many so far)
        self.thread = threading.Thread(target=self.send)
        self.thread.start()

    def send(self):
        try:
            while True:
                self.sent += BATCH  # It may have been counted though sending it failed.
                self.client.send(PING * BATCH)
                for _ in range(BATCH):
                    self.client.receive_text()
                self.acknowledged.append((time.monotonic(), self.sent))
        except (Closed, EndOfStream, OSError):
            self.client.abort()

    def acknowledged_at(self, when):
        return max((count for at, count in self.acknowledged if at <= when), default=0)


def kill(broker, randomly, at_a_write):
    """Returns when it was."""
    time.sleep(1.5 + randomly.random())
    if at_a_write:
        log = broker.database + "-wal"
        before = os.stat(log).st_mtime_ns
        until = time.monotonic() + 5
        while os.stat(log).st_mtime_ns == before and time.monotonic() < until:
            pass
    killed = time.monotonic()
    broker.kill()
    return killed


def is_whole(broker):
    """Looks at a copy: only the broker may let SQLite repair the files."""
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        for suffix in ("", "-wal"):
            shutil.copy(broker.database + suffix, folder)
        connection = sqlite3.connect(os.path.join(folder, os.path.basename(broker.database)))
        try:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        finally:
            connection.close()


def lets_in(port, key):
    """With the key, and nobody without."""
    try:
        Client(port, "crash").abort()
        return False
    except AssertionError:
        pass
    try:
        Client(port, "crash", api_key=key).abort()
        return True
    except AssertionError:
        return False


def lost_seconds(senders, counted, killed):
    """The time since when `counted` lacks acknowledged messages."""
    times = sorted((at, BATCH) for sender in senders for at, _ in sender.acknowledged)
    total = 0
    for at, count in times:
        total += count
        if total > counted:
            return killed - at
    return 0.0
