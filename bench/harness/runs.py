# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Runs the cases: each on a new server, servers in turn, so that a change of the machine's mood
meets all of them."""
import json
import os
import platform
import resource
import subprocess
import sys
from pathlib import Path

from harness.check import Incomplete, check
from harness.servers import ALL, ATTACHED, FLOOR, LOAD, Failure
from harness.summary import DISTURBED

TLS = "--tls"  # among the load generator's arguments: the server has to speak it, too
SERVER_CORE, LOAD_CORE = 0, -1  # the first and the last we have


def say(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def describe_machine():
    model = next((line.split(":", 1)[1].strip() for line in
                  Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
                  if line.startswith("model name")), platform.machine())
    return f"{model}, {len(os.sched_getaffinity(0))} cores, Linux {platform.release()}"


class Bench:
    def __init__(self, servers, is_quick):
        self.servers = servers
        self.cores = sorted(os.sched_getaffinity(0))
        self.times = (["--warmup", "0.3", "--seconds", "0.7"] if is_quick
                      else ["--warmup", "0.5", "--seconds", "2"])
        self.lines = []  # one a run
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    def server(self, name, options=("--threads", "1"), is_loose=False, under=(), with_tls=False):
        cores = set(self.cores) if is_loose else {self.cores[SERVER_CORE]}
        return self.servers.running(name, cores, options, under, with_tls)

    def load(self, server, arguments):
        """One line of the load generator."""
        core = self.cores[LOAD_CORE]
        result = subprocess.run(
            [str(self.servers.build / LOAD), "--port", str(server.port),
             "--pid", str(server.pid), *self.times, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}))
        if result.returncode != 0:
            raise Failure(f"the load generator ended with status {result.returncode}")
        return with_derived(json.loads(result.stdout))

    def once(self, name, arguments, options=("--threads", "1"), is_loose=False):
        """One line of results."""
        line = {"errors": 1, "failure": "did not start"}
        try:
            with self.server(name, options, is_loose, with_tls=TLS in arguments.split()) as server:
                try:
                    line = self.load(server, arguments.split())
                except Failure as failure:
                    line["failure"] = ": ".join([str(failure), *server.last_logged()])
                server.stop()
                if name == ATTACHED and not line["errors"]:
                    line.update(json.loads(server.last_words))
        except Failure as failure:
            line = {"errors": 1, "failure": str(failure)}
        return line

    def calm(self, attempts, *arguments):
        """One that other programs did not disturb, or the last of so many attempts."""
        for _ in range(attempts):
            line = self.once(*arguments)
            if line["errors"] or line["other_cpu"] <= DISTURBED:
                break
        return line

    def complete(self, names):
        """The servers that follow the protocol, and the faults of the others."""
        complete, wrong = [], {}
        for name in names:
            say(f"checking {name}")
            try:
                with self.server(name) as server:
                    if name != FLOOR:  # It routes nothing, on purpose.
                        check(server.port)
                complete.append(name)
            except (Failure, Incomplete) as error:
                wrong[name] = str(error)
        return complete, wrong

    def run(self, cases, names, rounds, attempts):
        for number in range(1, rounds + 1):
            for case in cases:
                if case.is_once and number > 1:
                    continue
                order = [name for name in ALL if name in names and name in case.servers]
                for name in order if number % 2 else order[::-1]:
                    say(f"round {number} of {rounds}: {case.name}, {name}")
                    line = self.calm(attempts, name, case.arguments, case.broker, case.is_loose)
                    self.lines.append(
                        {"case": case.name, "server": name, "round": number, **line})
        say("")


def with_derived(line):
    """Values derived from the load generator's line."""
    if line["kib_when_connected"] > 0:
        line["grown"] = line["kib_per_connection"] / line["kib_when_connected"]
    line["idle_percent"] = line["idle_server_ms_per_s"] / 10
    line["mb_per_s"] = line.get("received_bytes_per_s", 0) / 1e6
    each = line.get("trips_per_s") or line.get("delivered_per_s")
    if each:
        line["server_us"] = 1e6 * line["server_cpu"] / each
    return line
