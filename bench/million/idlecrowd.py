# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""One crowd of idle clients at a new broker, measured beside the same broker without it."""
import os
import signal
import time
from pathlib import Path

from memory import GIB, SPARE_BYTES, Memory, available_bytes
from stage import Failure, call, health, result

MESSAGES_PER_S = 1000  # of the pair that talks beside the crowd
LATENCY_SECONDS = 10  # per run of the pair
HEALTH_INTERVAL = 0.5
CHEAP, METRICS = ("/health", "/status?projectId=idle-crowd-0"), "/metrics"
# The pair's messages go first on the core that it shares with the crowd.
CROWD_NICENESS = 5

MOST_OWN = 1.5 * 1024  # bytes of a client
MOST_OWN_TLS = 8 * 1024
MOST_OF_PROJECT = 2 * 1024  # bytes of a project besides its clients
MOST_TOTAL_OF_CLIENT = 6 * GIB / 1_000_000  # with the kernel's part
MOST_IDLE_OF_CLIENT = 0.5 / 1_000_000  # cores
MOST_HEALTH_MS = 100
MOST_LATENCY = 2  # times that of an empty broker


def processor_seconds(broker):
    return sum(int(path.read_text().split()[0])
               for path in Path(f"/proc/{broker.process.pid}/task").glob("*/schedstat")) / 1e9


def timed(work):
    begun = time.monotonic()
    answer = work()
    return 1000 * (time.monotonic() - begun), answer


class Calls:
    """Times of calls in ms, each on a connection of its own."""

    def __init__(self, broker, *paths):
        self.broker = broker
        self.times = {path: [] for path in paths}

    def make(self):
        for path, times in self.times.items():
            took, answer = timed(lambda path=path: call(self.broker, "GET", path))
            if answer.status != 200:
                raise Failure(f"{path} answered {answer.status}")
            times.append(took)

    def go_on(self, seconds):
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, HEALTH_INTERVAL))
            self.make()
        return self


class Pair:
    """Runs of two clients, of which one sends and one receives. The best run counts: another
    program may take a part of the core, which the crowd has not caused."""

    def __init__(self, stage, broker, tls, runs):
        self.lines = [stage.load(broker, "paced", "--projects", 1, "--rate", MESSAGES_PER_S,
                                 "--warmup", 1, "--seconds", LATENCY_SECONDS,
                                 *(["--tls"] if tls else [])) for _ in range(runs)]
        for line in self.lines:
            if line["errors"]:
                raise Failure(f"not every message of the pair came: {line}")

    def least(self, key):
        return min(line[key] for line in self.lines)


def connect(stage, broker, clients, each, tls):
    """The process of the crowd, once every client is connected, and the times of /health."""
    process = stage.start_load(
        broker, "idle", "--idle", clients, "--idle-projects", max(1, clients // each), "--name",
        "crowd", "--warmup", 0, "--seconds", 3600, *(["--tls"] if tls else []))
    os.setpriority(os.PRIO_PROCESS, process.pid, CROWD_NICENESS)
    times, here = [], 0
    while here < clients:
        time.sleep(HEALTH_INTERVAL)
        if process.poll() is not None:
            raise Failure(f"not every client was let in: {result(process)}")
        if available_bytes() < SPARE_BYTES:
            process.kill()
            process.wait()
            raise Failure(f"{here:,} clients, and less than {SPARE_BYTES / GIB:.0f} GiB are left")
        took, answer = timed(lambda: health(broker))
        here = answer["clients"]
        times.append(took)
    return process, times


def finish(process):
    """The crowd's line. Its connections end without a word."""
    process.send_signal(signal.SIGTERM)
    line = result(process)
    if line["errors"]:
        raise Failure(f"clients of the crowd were closed: {line}")
    return line


def measure(stage, clients, each, seconds, tls):
    limits = ("--max-connections", clients + 1000, "--max-connections-per-project", clients + 1000)
    with stage.broker("--threads", "1", *map(str, limits)) as broker:
        Pair(stage, broker, tls, 1)  # Memory and tables reach what they need without a crowd.
        alone = Pair(stage, broker, tls, 2)
        alone_calls = Calls(broker, *CHEAP, METRICS).go_on(5)
        before = Memory.of(broker)
        process, connecting = connect(stage, broker, clients, each, tls)
        try:
            time.sleep(2)
            grown = Memory.of(broker).minus(before)
            used = processor_seconds(broker)
            begun = time.monotonic()
            calls = Calls(broker, *CHEAP).go_on(seconds)
            idle = (processor_seconds(broker) - used) / (time.monotonic() - begun)
            metrics = Calls(broker, METRICS).go_on(5)
            pair = Pair(stage, broker, tls, 3)
            later = Memory.of(broker).minus(before)
            line = finish(process)
        finally:
            process.kill()
            process.wait()
        gone = timed(lambda: until_empty(broker))[0] / 1000
    measured = {"clients": clients, "each": each, "tls": tls, "line": line,
                "alone": alone.lines, "pair": pair.lines, "calls": {**calls.times, **metrics.times},
                "alone_calls": alone_calls.times, "connecting_ms": connecting,
                "grown": grown._asdict(), "later": later._asdict(), "idle_cores": idle,
                "gone_s": gone}
    show(stage, measured, grown, pair, alone)
    return measured


def until_empty(broker):
    while health(broker)["clients"]:
        time.sleep(0.1)


def show(stage, measured, grown, pair, alone):
    clients, each, line = measured["clients"], measured["each"], measured["line"]
    projects = clients / each
    own_bound = (MOST_OWN_TLS if measured["tls"] else MOST_OWN) + MOST_OF_PROJECT / each
    stage.figure("connected", line["connects_per_s"], "/s")
    stage.figure("processor time of each", line["connect_server_us"], "µs")
    stage.figure("projects", projects)
    stage.figure("the broker's own memory, of a client", grown.own / clients, "B",
                 at_most=own_bound)
    stage.figure("the kernel's part, of a client", (grown.kernel + grown.tables) / clients, "B")
    stage.figure("together", grown.total / GIB, "GiB",
                 at_most=max(1, clients * MOST_TOTAL_OF_CLIENT / GIB))
    stage.figure("processor time with pings", measured["idle_cores"], "cores",
                 at_most=max(0.05, clients * MOST_IDLE_OF_CLIENT))
    stage.figure("/health while they connect, slowest", max(measured["connecting_ms"]), "ms",
                 at_most=MOST_HEALTH_MS)
    for path, times in measured["calls"].items():
        stage.figure(f"{path.partition('?')[0]}, slowest of {len(times)}", max(times), "ms",
                     at_most=MOST_HEALTH_MS)
    for name in ("p50_us", "p99_us"):
        stage.figure(f"a routed message, {name[1:3]} %, without them", alone.least(name), "µs")
    stage.figure("with them, 50 %", pair.least("p50_us"), "µs")
    stage.figure("with them, 99 %", pair.least("p99_us"), "µs",
                 at_most=MOST_LATENCY * alone.least("p99_us"))
    stage.figure("until all that went at once are gone", measured["gone_s"], "s")
    stage.disturbance(*measured["alone"], *measured["pair"])
