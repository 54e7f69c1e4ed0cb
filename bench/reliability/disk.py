# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The database cannot be written for some seconds: its disk is full, its files are read-only,
another program holds its lock. Traffic goes on, key calls say what is wrong, and no count is lost."""
import contextlib
import json
import os
import sqlite3
import subprocess
import tempfile
import threading
import time

from stage import Failure, call, health, usage
from wire import eventually
from wsclient import Client, Closed, text_frame

PROJECT = "disk"
TROUBLE_SECONDS = 5
# The next try after so much trouble: each waits twice as long as the one before.
RECOVERY_SECONDS = 2 * TROUBLE_SECONDS + 2
BUSY_SECONDS = 2  # SQLite waits so long for a lock
BATCH = 20


def run(stage):
    with disk() as folder:
        if folder:
            go_through(stage, "full disk", folder, fill)
    if not folder:
        stage.say("full disk: skipped, mounting one needs root")
    for name, trouble in (("read-only", make_immutable), ("locked", lock)):
        with tempfile.TemporaryDirectory(prefix="disk-") as folder:
            if trouble is make_immutable and not can_make_immutable(folder):
                stage.say("read-only: skipped, chattr +i needs root and a file system that knows it")
                continue
            go_through(stage, name, folder, trouble)


def go_through(stage, name, folder, trouble):
    seconds = TROUBLE_SECONDS if not stage.is_quick else 3
    with stage.broker("--threads", "1", folder=folder) as broker:
        talk = Talk(broker.port)
        eventually(lambda: usage(broker, PROJECT) > 0)
        with trouble(broker):
            before = talk.count
            status, words, took = issue_key(broker, "during")
            time.sleep(seconds)
            during = (talk.count - before) / (seconds + took)
            failed = health(broker)["database"]["failedWrites"]
            slowest = talk.slowest
        started = time.monotonic()
        so_far = talk.count
        eventually(lambda: stored_beside(broker.database) >= so_far, "writing again")
        recovery = time.monotonic() - started
        sent = talk.stop()
        eventually(lambda: usage(broker, PROJECT) >= sent)
        counted = usage(broker, PROJECT)
        issued = issue_key(broker, "after")[0]
        broker.stop()
        stored = stored_beside(broker.database)
    stage.say(f"{name}: the key call said {status} {words!r} after {took:.2f} s")
    stage.figure(f"{name}: failed writes meanwhile", failed, at_least=1)
    stage.figure(f"{name}: messages answered meanwhile", during, "/s", at_least=1000)
    stage.figure(f"{name}: the slowest answer", 1000 * slowest, "ms", at_most=500)
    stage.exactly(f"{name}: a key asked for meanwhile", status, 503)
    stage.figure(f"{name}: time to answer that", took, "s", at_most=2 * BUSY_SECONDS + 1)
    stage.figure(f"{name}: all written again after", recovery, "s", at_most=RECOVERY_SECONDS)
    stage.exactly(f"{name}: counted", counted, sent)
    stage.exactly(f"{name}: in the database after a stop", stored, sent)
    stage.exactly(f"{name}: a key asked for afterwards", issued, 201)


class Talk:
    """A client that sends PINGs in batches, one after the other, from a thread of its own."""

    def __init__(self, port):
        self.client = Client(port, PROJECT)
        self.count = 0
        self.slowest = 0.0
        self.ended = None  # why it was cut off
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.go_on)
        self.thread.start()

    def go_on(self):
        data = text_frame('{"type":"PING"}') * BATCH
        while not self.stopped.is_set():
            started = time.monotonic()
            try:
                self.client.send(data)
                for _ in range(BATCH):
                    self.client.receive_text()
            except (Closed, OSError) as error:
                self.ended = error
                return
            self.slowest = max(self.slowest, time.monotonic() - started)
            self.count += BATCH

    def stop(self):
        """Everything that was sent."""
        self.stopped.set()
        self.thread.join()
        self.client.abort()
        if self.ended:
            raise Failure(f"the client that talks was cut off: {self.ended}")
        return self.count


def issue_key(broker, project):
    started = time.monotonic()
    answer = call(broker, "POST", "/api-keys", {"projectId": project})
    body = json.loads(answer.body)
    return answer.status, " ".join(body.get("errors", [])), time.monotonic() - started


def stored_beside(path):
    """As another program sees it while the broker runs."""
    with contextlib.closing(sqlite3.connect(path, timeout=0.1)) as connection:
        try:
            return connection.execute(
                "SELECT COALESCE(SUM(count), 0) FROM broadcaster_usage").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


# Troubles

@contextlib.contextmanager
def disk():
    """A small file system of its own; None where it may not be mounted."""
    folder = tempfile.mkdtemp(prefix="disk-")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", folder],
                          capture_output=True, check=False)
    try:
        yield folder if done.returncode == 0 else None
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        os.rmdir(folder)


@contextlib.contextmanager
def fill(broker):
    """Writes until there is no byte left, and makes room again."""
    path = os.path.join(broker.folder, "filler")
    with open(path, "wb", buffering=0) as filler, contextlib.suppress(OSError):
        for size in (65536, 4096, 1):
            with contextlib.suppress(OSError):
                while filler.write(b"x" * size):
                    pass
    yield
    os.remove(path)


def can_make_immutable(folder):
    path = os.path.join(folder, "probe")
    with open(path, "wb"):
        pass
    done = subprocess.run(["chattr", "+i", path], capture_output=True, check=False)
    subprocess.run(["chattr", "-i", path], capture_output=True, check=False)
    os.remove(path)
    return done.returncode == 0


@contextlib.contextmanager
def make_immutable(broker):
    """Makes the files read-only, also for programs that have them open: modes do not. Not
    that of the -shm beside them, memory that SQLite writes to without asking."""
    paths = [broker.database + suffix for suffix in ("", "-wal")]
    subprocess.run(["chattr", "+i", *paths], check=True)
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", *paths], check=True)


@contextlib.contextmanager
def lock(broker):
    with contextlib.closing(sqlite3.connect(broker.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")
