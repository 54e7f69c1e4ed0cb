# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Private Redis servers, and clusters of brokers around them."""
import contextlib
import json
import shutil
import signal
import subprocess
import unittest

from broker import SERVICE_KEY, Broker
from httpclient import HttpConnection
from postgres import HOST, Daemon
from wire import eventually


class Redis(Daemon):
    """A server without persistence; skips the test where it is missing."""

    def __init__(self, *settings):
        if not shutil.which("redis-server"):
            raise unittest.SkipTest("Redis is not installed")
        super().__init__("broadcaster-redis-")
        self.settings = settings
        self.start()

    @property
    def url(self):
        return f"redis://{HOST}:{self.port}"

    def start(self):
        """Always empty, as after a crash."""
        self.run("redis-server", "--bind", HOST, "--port", str(self.port), "--save", "",
                 "--appendonly", "no", "--dir", self.folder, *self.settings)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def command(self, *words):
        done = subprocess.run(["redis-cli", "-h", HOST, "-p", str(self.port), *words],
                              capture_output=True, check=True, text=True, timeout=30)
        return done.stdout.strip()

    def commands_processed(self):
        """Commands since its start, this question included."""
        stats = self.command("INFO", "stats")
        return int(stats.split("total_commands_processed:")[1].split()[0])


class Cluster:
    """`with Cluster(redis) as cluster:` runs three brokers; `cluster.brokers` has them."""

    def __init__(self, *engines, count=3, arguments=(), space="test"):
        self.engines = engines
        self.arguments = ["--cluster-namespace", space, *arguments]
        for engine in engines:
            self.arguments += ["--cluster", engine if isinstance(engine, str) else engine.url]
        self._stack = contextlib.ExitStack()
        self.brokers = [self.make(number) for number in range(count)]

    def make(self, number):
        return Broker("--threads", "2", *self.arguments, "--cluster-name", f"b{number + 1}")

    def __enter__(self):
        for broker in self.brokers:
            self._stack.enter_context(broker)
        self.wait_until_complete()
        return self

    def __exit__(self, *what):
        return self._stack.__exit__(*what)

    def restart(self, number):
        """REQUIRES: it was stopped or killed."""
        self.brokers[number].restart()

    def running(self):
        return [broker for broker in self.brokers if broker.is_running()]

    def wait_until_complete(self):
        """Every broker is ready and knows all the others."""
        count = len(self.running())
        for broker in self.running():
            eventually(lambda broker=broker: ready(broker)
                       and get(broker, "/health")["cluster"]["brokers"] == count,
                       f"a cluster of {count}")

    def wait_for_count(self, project, count, brokers=None):
        """Every broker counts as many clients in the project."""
        for broker in brokers or self.running():
            eventually(lambda broker=broker: get(
                broker, f"/health?projectId={project}")["clientCount"] == count,
                f"{count} clients in {project}")

    def accounts(self):
        """All messages between brokers by their fate, when none is under way any more."""
        def settled():
            sums = {}
            for broker in self.running():
                for name, value in metrics(broker).items():
                    if "messages" in name:
                        sums[name] = sums.get(name, 0) + value
            return sums if sums["broadcaster_cluster_messages_under_way"] == 0 else None
        return eventually(settled, "settled accounts")


def get(broker, target, headers=()):
    with HttpConnection(broker.port) as connection:
        return connection.request("GET", target, headers).json()


def ready(broker):
    with HttpConnection(broker.port) as connection:
        return connection.request("GET", "/ready").status == 200


def operator(broker, method, target, members=None):
    """A call with the service key."""
    headers = [("Authorization", f"Bearer {SERVICE_KEY}")]
    body = None
    if members is not None:
        headers.append(("Content-Type", "application/json"))
        body = json.dumps(members).encode()
    with HttpConnection(broker.port) as connection:
        return connection.request(method, target, headers, body)


def metrics(broker):
    """The broker's metrics of the cluster, by name and labels."""
    with HttpConnection(broker.port) as connection:
        text = connection.request("GET", "/metrics").body.decode()
    return {name: float(value) for name, value in (
        line.rsplit(" ", 1) for line in text.splitlines()
        if line.startswith("broadcaster_cluster"))}
