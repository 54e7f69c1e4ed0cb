# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""A broker with 10,000 clients dies: the latency of messages between clients of a survivor, second
by second, and the commands that Redis gets. Then all 10,000 come back to another survivor."""
import contextlib
import statistics
import threading
import time

from clusterstage import SETTLE_SECONDS, Span, checked, clients
from stage import result
from wire import EndOfStream, eventually
from wsclient import Client

CROWD, PROJECTS = 10_000, 500
WINDOWS = 8
LOAD = ("paced", "--rate", 5000, "--projects", 1, "--warmup", 0.1, "--seconds", 1)
REGISTER = ("hset", "hkeys", "pexpire", "hdel")
MOST_GROWTH = 2


class Watcher(threading.Thread):
    """A client that only waits for client_left, of which it keeps the times."""

    def __init__(self, broker, project):
        super().__init__(daemon=True)
        self.client = Client(broker.port, project, "admin")
        self.told = []
        self.start()

    def run(self):
        with contextlib.suppress(EndOfStream, OSError):
            while True:
                with contextlib.suppress(TimeoutError):
                    if self.client.receive()["type"] == "client_left":
                        self.told.append(time.monotonic())


class Windows(threading.Thread):
    """Runs of a second, one after the other, until told to end: (begin, end, line) each."""

    def __init__(self, stage, broker):
        super().__init__()
        self.stage, self.broker = stage, broker
        self.found = []
        self._is_over = threading.Event()
        self.start()

    def run(self):
        while not self._is_over.is_set():
            began = time.monotonic()
            line = checked(result(self.stage.start_load(self.broker, *LOAD)))
            self.found.append((began, time.monotonic(), line))

    def end(self):
        self._is_over.set()
        self.join()

    def between(self, begin, end):
        """The 99 % of each second that is not wholly outside."""
        return [line["p99_us"] for began, ended, line in self.found
                if ended > begin and began < end]


def measure(stage, redis, cluster):
    survivor, other, dying = cluster.brokers
    share = CROWD // PROJECTS
    with stage.idle(dying, CROWD, "storm") as crowd, \
            stage.idle(survivor, PROJECTS, "storm") as here, \
            stage.idle(other, PROJECTS, "storm"):
        # It sees when the others are told, in one of the projects.
        watcher = Watcher(survivor, "idle-storm-0")
        time.sleep(2 * SETTLE_SECONDS)
        windows = Windows(stage, survivor)
        began = time.monotonic()
        time.sleep(WINDOWS * 1.3)
        killed = time.monotonic()
        span = Span(redis, cluster.brokers[:2])
        dying.kill()
        crowd.kill()
        eventually(lambda: len(watcher.told) == share, "client_left of all")
        first_told = watcher.told[0]
        time.sleep(2)
        told = time.monotonic()
        span.end()
        back = Span(redis, cluster.brokers[:2])
        with stage.idle(other, CROWD, "storm"):
            returned = time.monotonic()
            time.sleep(2)
            back.end()
        windows.end()
        watcher.client.abort()
        kept = clients(survivor)
        here.kill()
    return {"before": windows.between(began, killed),
            "dying": windows.between(killed, first_told - 1),
            "telling": windows.between(first_told - 1, told),
            "returning": windows.between(told, returned),
            "told_after": first_told - killed, "kept": kept,
            "commands": span.commands, "seconds": span.seconds,
            "survivor_seconds": span.broker_seconds[0],
            "back_commands": back.commands, "back_survivor_seconds": back.broker_seconds[0],
            "back_seconds": returned - told}


def run(stage):
    found = []
    for _ in range(stage.rounds):
        with stage.cluster(3) as (redis, cluster):
            found.append(measure(stage, redis, cluster))

    def middle(of):
        return statistics.median(of(one) for one in found)

    stage.figure("clients of the broker that dies", CROWD)
    stage.figure("the others are told after", middle(lambda one: one["told_after"]), "s")
    stage.figure("commands that Redis gets in that time",
                 middle(lambda one: sum(one["commands"].values())))
    stage.figure("of these, for projects of the messages",
                 middle(lambda one: sum(one["commands"].get(name, 0) for name in REGISTER)))
    stage.figure("99 % within, before, median second",
                 middle(lambda one: statistics.median(one["before"])), "µs")
    stage.figure("99 % within, before, worst second", middle(lambda one: max(one["before"])), "µs")
    stage.figure("99 % within, the worst second while they are told",
                 middle(lambda one: max(one["telling"])), "µs")
    stage.figure("that, of the worst second before",
                 middle(lambda one: max(one["telling"]) / max(one["before"])), "x",
                 at_most=MOST_GROWTH)
    stage.figure("all are back at another broker after", middle(lambda one: one["back_seconds"]),
                 "s")
    stage.figure("99 % within, the worst second of that",
                 middle(lambda one: max(one["returning"])), "µs")
    stage.figure("commands that Redis gets in that time",
                 middle(lambda one: sum(one["back_commands"].values())))
    stage.measured = {"rounds": found}
