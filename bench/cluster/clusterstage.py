# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The base of every case: brokers around a Redis on the first core, load generators on the last."""
import contextlib
import os
import re
import statistics
import subprocess
import time
from pathlib import Path

from redisserver import Cluster, Redis, get
from stage import Failure, Stage, result
from wire import eventually

SETTLE_SECONDS = 1.5  # Until all brokers know who is there.
BUS = ("publish",)  # The commands that carry batches; all others concern the register and leases.


class PinnedRedis(Redis):
    def __init__(self, core):
        super().__init__()
        # All of its threads; they inherit it only from the one that starts them.
        subprocess.run(["taskset", "-apc", str(core), str(self.process.pid)], check=True,
                       capture_output=True)


class PinnedCluster(Cluster):
    """Brokers with one room thread each."""

    def __init__(self, stage, redis, count):
        self.stage = stage
        super().__init__(redis, count=count, space="bench")

    def make(self, number):
        return self.stage.new_broker(
            "--threads", "1", *self.arguments, "--cluster-name", f"b{number + 1}")


class ClusterStage(Stage):
    """The tools of one case. `measured` is what the case leaves for --json and the model."""

    def __init__(self, build, case, rounds):
        super().__init__(build, case, rounds == 1)
        self.rounds = rounds
        self.measured = {}

    @contextlib.contextmanager
    def redis(self):
        with PinnedRedis(self.cores[0]) as redis:
            yield redis

    @contextlib.contextmanager
    def cluster(self, count):
        """A new Redis and new brokers: (redis, cluster)."""
        with self.redis() as redis, PinnedCluster(self, redis, count) as cluster:
            yield redis, cluster

    def across(self, sender, receiver, *load):
        """A run whose senders are at one broker, and whose receivers are at another."""
        return checked(self.load(sender, *load, "--receiver-port", receiver.port,
                                 "--settle", SETTLE_SECONDS))

    def publish(self, redis, *arguments):
        """Redis without brokers, one PUBLISH a message."""
        return checked(result(self.start_load(redis, *arguments, program="broadcaster-publish")))

    @contextlib.contextmanager
    def idle(self, broker, count, name, seconds=3600):
        """Clients that do nothing, in 500 projects; connected when this returns."""
        before = clients(broker)
        process = self.start_load(broker, "idle", "--idle", count, "--name", name, "--warmup", 0,
                                  "--seconds", seconds)
        try:
            eventually(lambda: clients(broker) == before + count, f"{count} idle clients")
            yield process
        finally:
            process.kill()
            process.wait()


def checked(line):
    if line["errors"]:
        raise Failure(f"not every message came, or not in order: {line}")
    return line


def clients(broker):
    return get(broker, "/health")["clients"]


def median(lines, key):
    return statistics.median(line[key] for line in lines)


def processor_seconds(process):
    """Processor time of all its threads."""
    return sum(int(path.read_text().split()[0])
               for path in Path(f"/proc/{process.pid}/task").glob("*/schedstat")) / 1e9


def resident_bytes(process):
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def command_counts(redis):
    """Commands that Redis has had, by name, without those of this bench."""
    stats = redis.command("INFO", "commandstats")
    counts = {name: int(calls) for name, calls in re.findall(r"cmdstat_(\S+?):calls=(\d+)", stats)}
    return {name: count for name, count in counts.items() if name not in ("info", "config|get")}


class Span:
    """Commands, processor time and memory of Redis and of each broker since it was made."""

    def __init__(self, redis, brokers):
        self.redis, self.brokers = redis, brokers
        self.before = self._read()

    def _read(self):
        return (time.monotonic(), command_counts(self.redis),
                processor_seconds(self.redis.process),
                [processor_seconds(broker.process) for broker in self.brokers],
                [resident_bytes(broker.process) for broker in self.brokers])

    def end(self):
        began, commands, redis, brokers, memory = self.before
        ended, more_commands, more_redis, more_brokers, more_memory = self._read()
        self.seconds = ended - began
        self.commands = {name: count - commands.get(name, 0)
                         for name, count in more_commands.items()
                         if count != commands.get(name, 0)}
        self.redis_seconds = more_redis - redis
        self.broker_seconds = [after - before for before, after in zip(brokers, more_brokers)]
        self.broker_bytes = [after - before for before, after in zip(memory, more_memory)]
        return self

    @property
    def batches(self):
        return sum(self.commands.get(name, 0) for name in BUS)

    @property
    def register_commands(self):
        return sum(self.commands.values()) - self.batches


def spent(redis, brokers, act):
    """The Span of a function, and its result."""
    span = Span(redis, brokers)
    returned = act()
    return span.end(), returned
