# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""How the process ends: signals in any number, a thread that hangs, a terminal that is closed."""
import ctypes
import fcntl
import os
import pty
import select
import signal
import socket
import sqlite3
import subprocess
import tempfile
import termios
import time
import unittest

from broker import Broker, clean_environment, program
from tls import Certificate
from wire import DEADLINE, eventually
from wsclient import text_frame
from wiretest import BrokerTest

STOP_SECONDS = 5
SOFTWARE, IO_ERROR = 70, 74


class Signals(BrokerTest):
    """Whatever comes: the stop is a clean one, and every message is counted."""

    MESSAGES = 100

    def stop_by(self, send):
        """Counts messages, lets `send` send signals, and looks at the written counts."""
        with Broker() as self.broker:
            client = self.client()
            for _ in range(self.MESSAGES - 1):
                client.send_json({"type": "x"})
            client.ping_pong()
            started = time.monotonic()
            send()
            self.broker.join()
            self.assertLess(time.monotonic() - started, STOP_SECONDS)
            self.broker.restart()
            usage = self.get(f"/usage?projectId={self.project}")
            self.assertEqual(usage["data"]["totalRequests"], self.MESSAGES)

    def tell(self, *numbers):
        for number in numbers:
            if self.broker.is_running():
                self.broker.tell(number)

    def test_twice_at_once(self):
        for first in (signal.SIGTERM, signal.SIGINT):
            for second in (signal.SIGTERM, signal.SIGINT):
                for pause in (0, 0.0002, 0.001):
                    with self.subTest((first, second, pause)):
                        def send():
                            self.tell(first)
                            select.select([], [], [], pause)  # Lets the broker run.
                            self.tell(second)
                        self.stop_by(send)

    def test_all_the_time(self):
        def send():
            while self.broker.is_running():
                self.tell(signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
                try:
                    self.broker.process.wait(0.001)
                except subprocess.TimeoutExpired:
                    pass
        self.stop_by(send)

    def test_behind_a_flood_of_others(self):
        """More than any pipe holds, while the main thread does not read it."""
        def send():
            tracer = Tracer(self.broker.process.pid)
            tracer.attach()  # Where that is not allowed, the flood has to be enough.
            for _ in range(200_000):
                os.kill(self.broker.process.pid, signal.SIGHUP)
            self.broker.tell(signal.SIGTERM)
            tracer.resume()
        self.stop_by(send)


class Tracer:
    """Holds one thread of another process still, by ptrace(2), and no other thread of it."""

    SEIZE, INTERRUPT, DETACH = 0x4206, 0x4207, 17
    WALL = 0x40000000

    def __init__(self, thread):
        self.thread = thread
        self.call = ctypes.CDLL(None, use_errno=True).ptrace
        self.call.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]

    def attach(self):
        """False where that is not allowed."""
        if self.call(self.SEIZE, self.thread, None, None) != 0:
            return False
        self.call(self.INTERRUPT, self.thread, None, None)
        os.waitpid(self.thread, self.WALL)
        return True

    def resume(self):
        self.call(self.DETACH, self.thread, None, None)

    def reap(self):
        """Lets the thread end with its process."""
        try:
            os.waitpid(self.thread, self.WALL | os.WNOHANG)
        except ChildProcessError:
            pass


class WatchdogTest(BrokerTest):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.manager.close)
        path = os.path.join(folder.name, "notify")
        self.manager.bind(path)
        self.manager.settimeout(DEADLINE)
        self.environment = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "20000"}

    def signs_of_life(self, seconds):
        count, until = 0, time.monotonic() + seconds
        while time.monotonic() < until:
            self.manager.settimeout(max(0.001, until - time.monotonic()))
            try:
                count += b"WATCHDOG=1" in self.manager.recv(1024)
            except TimeoutError:
                pass
        return count


class HangingThreads(WatchdogTest):
    """A thread that does not answer: the watchdog hears nothing, and a stop ends all the same."""

    def thread_named(self, name):
        folder = f"/proc/{self.broker.process.pid}/task"
        for thread in os.listdir(folder):
            with open(f"{folder}/{thread}/comm", encoding="utf-8") as file:
                if file.read().strip() == name:
                    return int(thread)
        raise AssertionError(f"no thread {name}")

    def hang(self, name):
        tracer = Tracer(self.thread_named(name))
        if not tracer.attach():
            self.broker.kill()
            self.skipTest("ptrace is not allowed here")
        return tracer

    def check(self, name, *arguments, drain=0):
        with Broker("--threads", "2", *arguments, environment=self.environment) as self.broker:
            self.client().ping_pong()
            self.assertGreater(self.signs_of_life(0.5), 0)
            tracer = self.hang(name)
            self.signs_of_life(0.3)  # One may be under way.
            self.assertEqual(self.signs_of_life(0.5), 0, name)
            started = time.monotonic()
            self.broker.tell(signal.SIGTERM)

            def has_ended():
                tracer.reap()
                return not self.broker.is_running()
            eventually(has_ended)
            self.assertLess(time.monotonic() - started, drain + STOP_SECONDS)
            self.assertEqual(self.broker.process.returncode, SOFTWARE, self.broker.log())
            self.assertIn("does not end in time", self.broker.log())
            self.broker.kill()

    def test_room(self):
        self.check("room-1")

    def test_gateway(self):
        self.check("gateway")

    def test_while_it_drains(self):
        self.check("room-2", "--drain-time", "1", drain=1)


class DrainingUnderAWatchdog(WatchdogTest):
    """The stop comes while the broker asks its threads whether they are well."""

    def test_signs_of_life_go_on(self):
        self.environment["WATCHDOG_USEC"] = "2000"
        for _ in range(5):
            with Broker("--drain-time", "60", "--threads", "2",
                        environment=self.environment) as self.broker:
                for client in self.clients(*["runtime"] * 10):
                    client.send(text_frame("x") * 1000)
                self.broker.tell(signal.SIGTERM)
                self.broker.wait_for_log("closing clients over 60 s")
                self.signs_of_life(0.3)
                self.assertGreater(self.signs_of_life(0.3), 4)
                self.broker.tell(signal.SIGTERM)
                self.broker.join()


class LockedDatabase(BrokerTest):
    """Another program holds the database, and nobody reads the log."""

    def test_ends_in_time(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        fcntl.fcntl(writer, fcntl.F_SETFL, os.O_NONBLOCK)
        while True:
            try:
                os.write(writer, b"x" * 4096)
            except BlockingIOError:
                break
        fcntl.fcntl(writer, fcntl.F_SETFL, 0)
        with Broker(stderr=writer) as self.broker:
            os.close(writer)
            silent = self.client()
            with sqlite3.connect(self.broker.database, isolation_level=None) as other:
                other.execute("BEGIN EXCLUSIVE")
                silent.send_json({"type": "x"})
                silent.ping_pong()
                started = time.monotonic()
                self.broker.tell(signal.SIGTERM)
                self.assertEqual(self.broker.process.wait(DEADLINE), IO_ERROR)
                self.assertLess(time.monotonic() - started, STOP_SECONDS)
            self.broker.kill()
            other.close()


class Terminal(unittest.TestCase):
    """--server in a terminal that is closed."""

    def start(self, folder, *arguments, ignores_hangup=False):
        """The process, the terminal's other end, and the output until it listened."""
        ours, theirs = pty.openpty()

        def become_leader():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if ignores_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
        process = subprocess.Popen(
            [program(), "--server", "--port", "0", "--database", os.path.join(folder, "x.db"),
             *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=become_leader,
            env=clean_environment(folder), cwd=folder)
        self.addCleanup(process.kill)
        os.close(theirs)
        text = b""
        while b"listening on" not in text:
            text += os.read(ours, 4096)
        return process, ours, text

    def test_closed(self):
        with tempfile.TemporaryDirectory() as folder:
            process, terminal, _ = self.start(folder)
            os.close(terminal)
            self.assertEqual(process.wait(DEADLINE), 0)

    def test_hangup_by_hand_is_for_the_certificate(self):
        with tempfile.TemporaryDirectory() as folder:
            process, terminal, text = self.start(folder, *Certificate(folder, "other").arguments)
            process.send_signal(signal.SIGHUP)
            while text.count(b"TLS with the certificate") < 2:
                text += os.read(terminal, 4096)
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(DEADLINE), 0)
            os.close(terminal)

    def test_closed_under_nohup(self):
        with tempfile.TemporaryDirectory() as folder:
            process, terminal, _ = self.start(folder, ignores_hangup=True)
            os.close(terminal)
            with self.assertRaises(subprocess.TimeoutExpired):
                process.wait(0.5)
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(DEADLINE), 0)


class Window(BrokerTest):
    """The program with its window ends without a question, too."""

    ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen"}

    def test_signals(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number), Broker(mode=(), environment=self.ENVIRONMENT) as self.broker:
                clients = self.clients("runtime", "data-agent", "admin")
                clients[0].send_json({"type": "x"})
                clients[0].ping_pong()
                # The window knows them: it asks for that once a second.
                self.assertFalse(clients[0].is_readable(1.5))
                started = time.monotonic()
                self.broker.tell(number)
                for client in clients:
                    self.assertEqual(client.wait_closed(), 1001)
                self.broker.join()
                self.assertLess(time.monotonic() - started, STOP_SECONDS)
                self.broker.restart()
                usage = self.get(f"/usage?projectId={self.project}")
                self.assertEqual(usage["data"]["totalRequests"], 2)

    def test_failed_start_is_logged(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            with Broker(mode=(), environment=self.ENVIRONMENT, addresses=0,
                        port_arguments=("--port", str(port))) as broker:
                broker.wait_for_log(rf":{port} is in use by .+ \(process {os.getpid()}\)")
                self.assertTrue(broker.is_running())

    def test_twice(self):
        with Broker("--drain-time", "600", mode=(), environment=self.ENVIRONMENT) as self.broker:
            clients = self.clients(*["runtime"] * 10)
            self.broker.tell(signal.SIGTERM)
            self.broker.wait_for_log("closing clients over 600 s")
            self.assertTrue(self.broker.is_running())
            self.broker.tell(signal.SIGTERM)
            for client in clients:
                self.assertEqual(client.wait_closed(), 1001)
            self.broker.join()


if __name__ == "__main__":
    unittest.main()
