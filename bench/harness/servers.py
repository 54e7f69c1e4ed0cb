# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The servers that are measured: how each is started, and where it says that it listens."""
import os
import select
import subprocess
import tempfile
from pathlib import Path

from harness.certificate import Certificate

NAIVE, BROKER, ATTACHED, FLOOR = "naive", "broadcaster", "attached", "floor"
WS, WS_CORK, BUN, BUN_SEND = "ws", "ws-cork", "bun", "bun-send"
PEERS = (WS, WS_CORK, BUN, BUN_SEND)
ALL = (NAIVE, WS, WS_CORK, BUN, BUN_SEND, BROKER, ATTACHED, FLOOR)
LOAD = "broadcaster-load"
PROGRAMS = {NAIVE: "broadcaster-naive", BROKER: "broadcaster", ATTACHED: "broadcaster-attached",
            FLOOR: "broadcaster-floor"}  # of the build
START_SECONDS = 20  # for a server to say where it listens
STOP_SECONDS = 10


class Failure(Exception):
    """A server or the load generator did not do its part."""


class Servers:
    """How to start each of them. Peers that are not installed are left out of `available`."""

    def __init__(self, build, peers):
        self.build = build
        self.peers = peers
        self.node = self._runtime("node-linux-*/bin/node")
        self.bun = self._runtime("@oven/bun-linux-*/bin/bun")
        missing = ([] if self.node else [WS, WS_CORK]) + ([] if self.bun else [BUN, BUN_SEND])
        self.available = [name for name in ALL if name not in missing]

    def _runtime(self, pattern):
        found = sorted((self.peers / "node_modules").glob(pattern))
        return str(found[0]) if found else None

    def command(self, name, folder, options, certificate):
        """With a certificate the server speaks TLS; `naive` and `floor` cannot."""
        files = certificate.files if certificate else ()
        broker = ["--port", "0", "--database", str(Path(folder, "bench.sqlite")), *options]
        if certificate:
            broker += ["--tls-cert", files[0], "--tls-key", files[1]]
        ours = {NAIVE: ["--port", "0"], FLOOR: ["--port", "0"], BROKER: ["--server", *broker],
                ATTACHED: broker}
        if name in ours:
            return [str(self.build / PROGRAMS[name]), *ours[name]]
        if name in (WS, WS_CORK):
            return [self.node, str(self.peers / "ws.mjs"), "0", *files]
        return [self.bun, str(self.peers / "bun.ts"), "0", *files]

    def running(self, name, cores, options=("--threads", "1"), under=(), with_tls=False):
        """`with servers.running("bun", {0}) as server:`; `under` is a program to run it under."""
        return Running(self, name, cores, options, under, with_tls)


class Running:
    """One server, new, with nothing of the user's own, in a folder of its own."""

    def __init__(self, servers, name, cores, options, under, with_tls):
        self._folder = tempfile.TemporaryDirectory(prefix="bench-")
        self._log = tempfile.TemporaryFile()
        environment = {variable: os.environ[variable] for variable in
                       ("PATH", "LD_LIBRARY_PATH", "LANG") if variable in os.environ}
        self.folder = folder = self._folder.name  # the process' own, for as long as it is known
        environment.update(HOME=folder, XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder,
                           NODE_ENV="production", WS_CORK="1" if name == WS_CORK else "0",
                           BUN_SEND="send" if name == BUN_SEND else "publish")
        certificate = Certificate(folder) if with_tls else None
        self._process = subprocess.Popen(
            [*under, *servers.command(name, folder, options, certificate)],
            cwd=folder, env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._log,
            preexec_fn=lambda: os.sched_setaffinity(0, cores))
        self.pid = self._process.pid
        self.port = None
        self.last_words = ""  # what it printed once it was told to stop

    def __enter__(self):
        try:
            self.port = self._read_port()
        except Failure:
            self.__exit__()
            raise
        return self

    def _read_port(self):
        ready, _, _ = select.select([self._process.stdout], [], [], START_SECONDS)
        line = self._process.stdout.readline().decode(errors="replace") if ready else ""
        port = line.strip().rpartition(":")[2]
        if not line.startswith("listening on ") or not port.isdigit():
            raise Failure("did not say where it listens")
        return int(port)

    def last_logged(self):
        self._log.seek(0)
        return self._log.read().decode(errors="replace").strip().splitlines()[-1:]

    def stop(self):
        """Returns when it has ended."""
        self._process.terminate()
        try:
            self.last_words = self._process.communicate(timeout=STOP_SECONDS)[0].decode()
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def __exit__(self, *_):
        if self._process.returncode is None:
            self.stop()
        self._log.close()
        self._folder.cleanup()
