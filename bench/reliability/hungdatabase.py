# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The process of PostgreSQL that serves the broker is stopped: its connection stays open and
answers nothing. Then it goes on."""
import os
import signal
import subprocess
import threading
import time

from metronome import Metronome, quantile
from postgres import Postgres
from stage import call, usage
from wire import DEADLINE, eventually
from wsclient import Client

ANSWER_MS, WORST_MS, KEY_SECONDS, BACK_SECONDS = 100, 100, 15, 45
UNAVAILABLE = 503


def run(stage):
    seconds = 5 if stage.is_quick else 15
    with Postgres() as server:
        database = server.url()
        with stage.broker("--threads", "1", "--database", database) as broker:
            key = call(broker, "POST", "/api-keys", {"projectId": "hung"}).json()["data"]["apiKey"]
            known = Client(broker.port, "hung", api_key=key)
            backends = backends_of(server)
            for backend in backends:
                os.kill(backend, signal.SIGSTOP)
            try:
                hung(stage, broker, seconds)
            finally:
                for backend in backends:
                    os.kill(backend, signal.SIGCONT)
            known.ping_pong()
            known.abort()
            back(stage, broker)


def backends_of(server):
    """The processes that serve clients of the server."""
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(server.process.pid)],
                            capture_output=True, check=True, text=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if " broker " in line]


def hung(stage, broker, seconds):
    pair = Metronome(broker.port, stage.cores[-1], seconds)
    statuses, key_calls = [], []

    def issue():
        started = time.monotonic()
        try:
            answer = call(broker, "POST", "/api-keys", {"projectId": "other"})
            key_calls.append((answer.status, time.monotonic() - started))
        except OSError:
            key_calls.append((0, time.monotonic() - started))  # No answer within DEADLINE.
    issuing = threading.Thread(target=issue)
    issuing.start()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for target in ("/health", "/metrics"):
            statuses.append(answer_time(broker, target))
        time.sleep(0.1)
    late, lost = pair.join()
    issuing.join()
    stage.figure("GET /health and /metrics meanwhile", len(statuses))
    stage.figure("the slowest of them", 1000 * max(statuses), "ms", at_most=ANSWER_MS)
    stage.exactly("messages of the pair lost", lost, 0)
    stage.figure("99 % of the pair's within", quantile(late, 0.99), "ms", at_most=WORST_MS)
    status, took = key_calls[0]
    stage.exactly("the answer to a call about keys", status, UNAVAILABLE)
    stage.figure("it comes after", took, "s", at_most=KEY_SECONDS)


def answer_time(broker, target):
    """DEADLINE where there is no answer."""
    started = time.monotonic()
    try:
        call(broker, "GET", target)
    except OSError:
        return DEADLINE
    return time.monotonic() - started


def back(stage, broker):
    started = time.monotonic()
    eventually(lambda: call(broker, "GET", "/ready").status == 200, "the database")
    eventually(lambda: usage(broker, "metronome") > 0, "counts in the database")
    stage.figure("all is as before after", time.monotonic() - started, "s", at_most=BACK_SECONDS)
