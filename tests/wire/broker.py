# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The real program as a child process, with a database and a home of its own."""
import os
import re
import select
import signal
import subprocess
import tempfile
import time

from tls import OVER_TLS, Certificate
from wire import DEADLINE

SERVICE_KEY = "service-key-of-the-tests"
SANITIZER = re.compile(
    r"(Address|Leak|Memory|Thread|UndefinedBehavior)Sanitizer|runtime error:|ASSERT failure")
LISTENING = re.compile(r"^listening on (wss?)://(.+):(\d+)$")
# Variables that would change the program's behaviour.
FOREIGN = re.compile(r"^(BROADCASTER|XDG_|DATABASE_URL$|SUPERATOM_|DISPLAY$|WAYLAND_|QT_QPA_)")


def program():
    """The path of the program under test."""
    path = os.environ.get("BROADCASTER")
    if not path:
        raise SystemExit("BROADCASTER must hold the path of the program to test")
    return os.path.abspath(path)


class Broker:
    """`with Broker("--threads", "4") as broker:` runs it, and fails unless it ends well."""

    def __init__(self, *arguments, folder=None, service_key=SERVICE_KEY, environment=None,
                 limit_child=None, addresses=1, port_arguments=("--port", "0"), under=(), tls=None,
                 mode=("--server",), stderr=None, pass_fds=()):
        self._own_folder = None if folder else tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.folder = folder or self._own_folder.name
        self.database = os.path.join(self.folder, "broadcaster.db")
        self.log_path = os.path.join(self.folder, "log")
        if OVER_TLS and not tls:
            tls = Certificate(self.folder)
        self.tls = tls
        self.scheme = "wss" if tls else "ws"
        self.stderr = stderr  # A descriptor in place of the file at log_path.
        self.arguments = [*under, program(), *mode, "--database", self.database,
                          *port_arguments, *(tls.arguments if tls else ()), *arguments]
        self.environment = {**clean_environment(self.folder), **(environment or {})}
        if service_key is not None:
            self.environment["SUPERATOM_SERVICE_KEY"] = service_key
        self._limit_child = limit_child
        self._pass_fds = pass_fds
        self._address_count = addresses
        self.addresses = []
        self.process = None

    @property
    def port(self):
        return self.addresses[0][1]

    @property
    def base(self):
        """The beginning of its HTTP URLs."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def start(self):
        self.launch()
        return self.await_listening()

    def launch(self):
        """Starts it and waits for nothing."""
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                self.arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=log if self.stderr is None else self.stderr,
                env=self.environment, cwd=self.folder, preexec_fn=self._limit_child,
                pass_fds=self._pass_fds)

    def await_listening(self):
        try:
            self._read_addresses()
        except Exception:
            self.kill()
            raise
        return self

    def _read_addresses(self):
        until = time.monotonic() + 3 * DEADLINE
        text = b""
        while text.count(b"\n") < self._address_count:
            ready, _, _ = select.select([self.process.stdout], [], [], until - time.monotonic())
            chunk = os.read(self.process.stdout.fileno(), 4096) if ready else b""
            if not chunk:
                raise AssertionError(f"the broker did not start: {text!r}\n{self.log()}")
            text += chunk
        for line in text.decode().splitlines():
            match = LISTENING.match(line)
            if not match or match[1] != self.scheme:
                raise AssertionError(f"not a listening line: {line!r}")
            self.addresses.append((match[2], int(match[3])))

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def wait_for_log(self, pattern):
        """Waits until a line of the log matches, and returns all that do."""
        until = time.monotonic() + DEADLINE
        while True:
            lines = [line for line in self.log().splitlines() if re.search(pattern, line, re.I)]
            if lines:
                return lines
            if time.monotonic() > until:
                raise AssertionError(f"no line of the log matches {pattern!r}:\n{self.log()}")
            select.select([], [], [], 0.02)

    def tell(self, number):
        """Sends a signal."""
        self.process.send_signal(number)

    def join(self):
        """Waits for its end, and fails unless it ended well."""
        try:
            self.process.wait(3 * DEADLINE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the broker did not stop:\n{self.log()}") from None
        rest = self.process.stdout.read()
        self.process.stdout.close()
        log = self.log()
        assert self.process.returncode == 0, f"exit status {self.process.returncode}\n{log}"
        assert not SANITIZER.search(log), log
        assert rest == b"", f"more than the listening lines on stdout: {rest!r}"

    def stop(self, number=signal.SIGTERM):
        """Stops it, fails unless it ended well, and returns the seconds that took."""
        started = time.monotonic()
        self.tell(number)
        self.join()
        return time.monotonic() - started

    def kill(self):
        """Ends it at once, as a crash would."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def restart(self):
        """Starts it again with the same database. REQUIRES: stopped or killed."""
        self.addresses = []
        return self.start()

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        try:
            if self.process.stdout.closed:
                pass  # joined or killed
            elif kind is None:
                self.stop()
            else:
                self.kill()
                print(self.log()[-4000:], flush=True)
        finally:
            if self._own_folder:
                self._own_folder.cleanup()


def clean_environment(folder):
    """The test's environment without settings and configuration files, and with its home, and its user's
    runtime files, in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not FOREIGN.match(name)}
    return {**kept, "HOME": folder, "XDG_RUNTIME_DIR": folder, "BROADCASTER_CONFIG": os.devnull}


def run(*arguments, environment=None, folder=None):
    """Runs the program to its end: (exit status, stdout, stderr)."""
    with tempfile.TemporaryDirectory(prefix="broadcaster-") as home:
        done = subprocess.run(
            [program(), *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False,
            timeout=3 * DEADLINE, cwd=folder or home,
            env={**clean_environment(folder or home), **(environment or {})})
    assert not SANITIZER.search(done.stderr.decode()), done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()
