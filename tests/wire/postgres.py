# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Private PostgreSQL servers, a pooler before one, and a network that can fail."""
import glob
import os
import pwd
import select
import selectors
import shutil
import socket
import subprocess
import tempfile
import threading
import unittest

from wire import eventually

HOST = "127.0.0.1"
PROGRAMS = next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)), None)


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def unprivileged_user():
    """The user of servers that root starts; without PostgreSQL's package there is none of its own."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def unprivileged():
    """Arguments for subprocess: PostgreSQL and its pooler refuse to run as root."""
    if os.geteuid() != 0:
        return {}
    user = unprivileged_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


class Daemon:
    """A program with a folder of its own that listens on a port of its own."""

    def __init__(self, prefix):
        # A socket's path may have 107 bytes, too few for some folders.
        self.folder = tempfile.mkdtemp(prefix=prefix, dir="/tmp")
        self.port = free_port()
        self.process = None
        self.own(self.folder)

    def own(self, path, mode=0o700):
        os.chmod(path, mode)
        if os.geteuid() == 0:
            user = unprivileged_user()
            os.chown(path, user.pw_uid, user.pw_gid)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        self.own(self.path(name), 0o600)
        return self.path(name)

    def run(self, *command):
        with open(self.path("log"), "ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                **unprivileged())
        eventually(lambda: answers(self.port) or self.process.poll() is not None, "its port")
        if self.process.poll() is not None:
            raise AssertionError(self.log())

    def log(self):
        with open(self.path("log"), encoding="utf-8", errors="replace") as log:
            return log.read()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Daemon):
    """A server whose superuser is `broker`, without passwords; skips the test where it is missing."""

    def __init__(self, *settings, encoding="UTF8", host_rule="host all all 127.0.0.1/32 trust"):
        if not PROGRAMS:
            raise unittest.SkipTest("PostgreSQL is not installed")
        super().__init__("broadcaster-pg-")
        self.settings = settings
        subprocess.run(
            [f"{PROGRAMS}/initdb", "-D", self.path("data"), "-A", "trust", "-U", "broker",
             "-E", encoding, "--locale=C", "--no-sync"],
            check=True, capture_output=True, cwd="/", **unprivileged())
        with open(self.path("data/pg_hba.conf"), "w", encoding="utf-8") as rules:
            rules.write(f"local all all trust\n{host_rule}\n")
        self.start()

    def start(self):
        options = [part for setting in self.settings for part in ("-c", setting)]
        self.run(f"{PROGRAMS}/postgres", "-D", self.path("data"), "-k", self.folder, "-h", HOST,
                 "-p", str(self.port), "-F", "-c", "lc_messages=C", *options)
        eventually(lambda: subprocess.run(
            [f"{PROGRAMS}/pg_isready", "-q", "-h", self.folder, "-p", str(self.port)],
            check=False).returncode == 0, "PostgreSQL")

    def crash(self):
        self.process.kill()
        self.process.wait()

    def start_again(self):
        """After a crash: its sessions may still be about to end, and then it does not start."""
        def has_started():
            try:
                self.start()
            except AssertionError:
                return False
            return True
        eventually(has_started, "PostgreSQL after its crash")

    def stop(self):
        """Without waiting for clients."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(2)
            self.process.wait()

    def url(self, database="postgres", user="broker", port=None, host=HOST, options=""):
        return f"postgresql://{user}@{host}:{port or self.port}/{database}{options}"

    def psql(self, database):
        return [f"{PROGRAMS}/psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h",
                self.folder, "-p", str(self.port), "-U", "broker", "-d", database]

    def session(self, database="postgres"):
        return Session(*self.psql(database))

    def query(self, sql, database="postgres"):
        """The rows that the statements give, unaligned."""
        done = subprocess.run([*self.psql(database), "-c", sql],
                              capture_output=True, check=False, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


class Session:
    """A connection of somebody else's, which holds its locks between calls."""

    def __init__(self, *command):
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def execute(self, sql):
        """Returns when it is done."""
        self._process.stdin.write(f"{sql};\n\\echo done\n")
        self._process.stdin.flush()
        while self._process.stdout.readline() != "done\n":
            assert self._process.poll() is None, "the session ended"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.communicate()


class PgBouncer(Daemon):
    """A pooler in transaction mode with one connection to `server`, so that all share its session."""

    def __init__(self, server):
        program = shutil.which("pgbouncer", path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin")
        if not program:
            raise unittest.SkipTest("pgbouncer is not installed")
        super().__init__("broadcaster-pool-")
        users = self.write("users", '"broker" ""\n')
        settings = self.write("settings.ini", f"""
[databases]
* = host={HOST} port={server.port}
[pgbouncer]
listen_addr = {HOST}
listen_port = {self.port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
pool_mode = transaction
default_pool_size = 1
""")
        self.run(program, settings)

    def url(self, database="postgres"):
        return f"postgresql://broker@{HOST}:{self.port}/{database}"


class Network:
    """Forwards a port of this machine to another one, `delay` seconds later, 64 KiB at a time.
    hold() lets nothing pass any more, though connections are still taken, as with a router that
    lost its way."""

    def __init__(self, target, delay=0):
        self._target = target
        self._delay = delay
        self._listener = socket.create_server((HOST, 0))
        self.port = self._listener.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._wake, inner = socket.socketpair()
        self._selector.register(inner, selectors.EVENT_READ)
        self._inner = inner
        self._is_held = False
        self._thread = threading.Thread(target=self._forward)
        self._thread.start()

    def hold(self):
        self._is_held = True

    def release(self):
        """Connections that were taken meanwhile are reset."""
        self._is_held = False
        self._wake.send(b"r")

    def lead_to(self, target):
        """Another server takes over the address: all connections are cut."""
        self._target = target
        self._wake.send(b"c")

    def _forward(self):
        peers, held, muted = {}, [], []
        while True:
            for key, _ in self._selector.select():
                source = key.fileobj
                if source is self._inner:
                    word = source.recv(1)
                    if word == b"q":
                        for each in (*peers, *held):
                            each.close()
                        return
                    if word == b"c":
                        while peers:
                            self._cut(next(iter(peers)), peers)
                        break  # The other events may be theirs.
                    for each in held:
                        each.close()
                    for each in muted:
                        self._selector.register(each, selectors.EVENT_READ)
                    held, muted = [], []
                elif source is self._listener:
                    accepted, _ = self._listener.accept()
                    if self._is_held:
                        held.append(accepted)
                        continue
                    other = socket.create_connection((HOST, self._target))
                    for one, two in ((accepted, other), (other, accepted)):
                        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                        peers[one] = two
                        self._selector.register(one, selectors.EVENT_READ)
                elif self._is_held:
                    self._selector.unregister(source)
                    muted.append(source)
                elif source in peers:
                    self._pass_on(source, peers)

    def _pass_on(self, source, peers):
        try:
            data = source.recv(1 << 16)
            select.select([], [], [], self._delay)
            if data:
                peers[source].sendall(data)
        except OSError:
            data = b""
        if not data:
            self._cut(source, peers)

    def _cut(self, source, peers):
        other = peers.pop(source)
        peers.pop(other)
        for each in (source, other):
            self._selector.unregister(each)
            each.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._wake.send(b"q")
        self._thread.join()
        self._listener.close()
