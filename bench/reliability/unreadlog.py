# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Standard error is a pipe that nobody reads, and clients provoke lines of log without end."""
import os
import subprocess
import tempfile
import time

from broker import clean_environment, program
from httpclient import HttpConnection
from stage import Failure
from wire import DEADLINE
from wsclient import Client, head_bytes, upgrade_headers, websocket_target

TRIES = 3000
ANSWER_MS, STOP_SECONDS = 1000, 5


def run(stage):
    with tempfile.TemporaryDirectory(prefix="unread-log-") as folder:
        process = start(folder)
        try:
            port = int(process.stdout.readline().rsplit(b":", 1)[1])
            client = Client(port, "talks")
            provoked = provoke(port, TRIES // 3 if stage.is_quick else TRIES)
            answers = [milliseconds(lambda: ask(port, "/health")) for _ in range(5)]
            joining = milliseconds(lambda: Client(port, "joins").abort())
            ping = milliseconds(client.ping_pong)
            client.abort()
            stage.figure("refused upgrades, each a line of log", provoked,
                         at_least=TRIES // 3 if stage.is_quick else TRIES)
            stage.figure("the slowest GET /health", max(answers), "ms", at_most=ANSWER_MS)
            stage.figure("a client gets in", joining, "ms", at_most=ANSWER_MS)
            stage.figure("a PING of a client that is there", ping, "ms", at_most=ANSWER_MS)
            stop(stage, process)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            process.stderr.close()


def start(folder):
    return subprocess.Popen(
        [program(), "--server", "--port", "0", "--database", os.path.join(folder, "broadcaster.db"),
         "--log-level", "debug"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=clean_environment(folder), cwd=folder)


def provoke(port, count):
    """Upgrades from so many origins that are not allowed; how many were answered."""
    for number in range(count):
        try:
            with HttpConnection(port) as connection:
                connection.socket.settimeout(2)
                connection.send(head_bytes(
                    "GET", websocket_target("log", "runtime"),
                    upgrade_headers(Origin=f"https://origin-{number}.example")))
                connection.response()
        except OSError:
            return number
    return count


def ask(port, target):
    with HttpConnection(port) as connection:
        if connection.request("GET", target).status != 200:
            raise Failure(f"GET {target} is refused")


def milliseconds(action):
    """How long it takes, DEADLINE where it does not come."""
    started = time.monotonic()
    try:
        action()
    except OSError:
        return DEADLINE * 1000
    return (time.monotonic() - started) * 1000


def stop(stage, process):
    started = time.monotonic()
    process.terminate()
    try:
        status = process.wait(3 * STOP_SECONDS)
    except subprocess.TimeoutExpired:
        status = -9
    stage.figure("SIGTERM ends it after", time.monotonic() - started, "s", at_most=STOP_SECONDS)
    stage.exactly("its exit status", status, 0)
