# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The program as an operator meets it: options, exit codes, signals and scarce resources."""
import os
import re
import resource
import signal
import socket
import sqlite3
import stat
import struct
import subprocess
import tempfile
import time
import unittest

from broker import Broker, run
from httpclient import HttpConnection
from tls import OVER_TLS
from wire import DEADLINE, Wire, eventually
from wsclient import (CLOSE, Client, head_bytes, text_frame, upgrade_headers,
                      websocket_target)
from wiretest import BrokerTest

USAGE, NO_INPUT, UNAVAILABLE = 64, 66, 69
DATABASE_ERRORS = {65, 69, 73, 74, 75, 77, 78}  # data, unavailable, create, I/O, temp, perm, config
INFORMATION = re.compile(r"^\S+Z info ")  # the log of a start that went well so far
STOP_SECONDS = 5
OPTIONS = ("--server", "--listen", "--port", "--database", "--service-key-file", "--threads",
           "--max-message-size", "--max-connections", "--max-connections-per-project",
           "--max-queue-bytes", "--idle-project-timeout", "--ping-interval", "--handshake-timeout",
           "--max-pending-handshakes", "--allow-origin", "--allow-host",
           "--trusted-proxy", "--proxy-protocol", "--tls-cert",
           "--tls-key", "--drain-time", "--log-level", "--log-format", "--help", "--version")


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


class Telling(unittest.TestCase):
    """--help and --version, with no display to connect to."""

    def test_help(self):
        status, out, err = run("--help")
        self.assertEqual((status, err), (0, ""))
        for option in OPTIONS:
            self.assertIn(option, out)

    def test_version(self):
        status, out, err = run("--version")
        self.assertEqual((status, err), (0, ""))
        self.assertRegex(out, r"\b\d+\.\d+\.\d+\b")
        self.assertEqual(out.count("\n"), 1)

    def test_they_win(self):
        self.assertEqual(run("--server", "--version")[0], 0)
        self.assertEqual(run("--server", "--port", "0", "--help")[0], 0)


class WithoutDisplay(unittest.TestCase):
    """The window cannot be opened: one line that names --server, and no core dump."""

    def check(self, **environment):
        with tempfile.TemporaryDirectory() as folder:
            status, out, err = run(environment={**environment, "XDG_RUNTIME_DIR": folder},
                                   folder=folder)
            self.assertEqual(os.listdir(folder), [])
        self.assertEqual((status, out), (UNAVAILABLE, ""), err)
        self.assertEqual(err.count("\n"), 1, err)
        self.assertIn("broadcaster --server", err)
        return err

    def test_none(self):
        self.assertIn("there is no display", self.check())

    def test_nobody_there(self):
        self.assertIn(":4711", self.check(DISPLAY=":4711"))
        self.check(DISPLAY="127.0.0.1:4711")
        self.check(DISPLAY="nonsense")
        self.check(WAYLAND_DISPLAY="wayland-4711", QT_QPA_PLATFORM="wayland")

    def test_no_such_platform(self):
        self.assertIn("nosuch", self.check(QT_QPA_PLATFORM="nosuch"))

    def test_telling_needs_none(self):
        for option in ("--help", "--version"):
            for environment in ({}, {"DISPLAY": ":4711"}, {"QT_QPA_PLATFORM": "nosuch"}):
                self.assertEqual(run(option, environment=environment)[0], 0)


class Failing(unittest.TestCase):
    """One clear line on stderr, and an exit code from sysexits."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.database = os.path.join(self.folder, "test.db")

    def fail_with(self, codes, *arguments, environment=None, database=None):
        """Runs a server that must not start; returns its complaint."""
        status, out, err = run("--server", "--port", "0", "--database", database or self.database,
                               *arguments, environment=environment, folder=self.folder)
        self.assertIn(status, codes, err)
        self.assertEqual(out, "")
        complaint = [line for line in err.splitlines() if not INFORMATION.match(line)]
        self.assertEqual(len(complaint), 1, err)
        return complaint[0]

    def test_options(self):
        for arguments in (["--nonsense"], ["--port", "x"], ["--port", "65536"], ["--port", "-1"],
                          ["--port", ""], ["--threads", "x"], ["--threads", "-1"],
                          ["--max-message-size", "0"], ["--max-message-size", "10"],
                          ["--max-message-size", "1e6"], ["--max-connections", "0"],
                          ["--max-connections", "-5"], ["--max-connections-per-project", "zero"],
                          ["--max-queue-bytes", "1"], ["--ping-interval", "0"],
                          ["--idle-project-timeout", "99999999999"],
                          ["--handshake-timeout", "soon"], ["--max-pending-handshakes", "0"],
                          ["--log-level", "loud"],
                          ["--listen", "nowhere at all"], ["--listen", ""], ["stray"]):
            with self.subTest(arguments):
                err = self.fail_with({USAGE}, *arguments)
                wrong = arguments[-1] or arguments[0]
                self.assertTrue(wrong in err or arguments[0].strip("-") in err, err)

    def test_environment(self):
        for name, value in (("BROADCASTER_PING_INTERVAL", "x"),
                            ("BROADCASTER_LOG_LEVEL", "loud"), ("BROADCASTER_THREADS", "-1")):
            with self.subTest(name):
                err = self.fail_with({USAGE}, environment={name: value})
                option = "--" + name.removeprefix("BROADCASTER_").lower().replace("_", "-")
                self.assertTrue(name in err or option in err, err)

    def test_missing_value(self):
        for option in ("--port", "--database", "--listen"):
            status, out, err = run("--server", option)
            self.assertEqual((status, out), (USAGE, ""), err)

    def test_key_file(self):
        missing = os.path.join(self.folder, "no-such-file")
        for path in (missing, self.folder):
            self.assertIn(path, self.fail_with({NO_INPUT}, "--service-key-file", path))

    def test_key_file_without_a_key(self):
        path = os.path.join(self.folder, "empty")
        with open(path, "w", encoding="utf-8"):
            pass
        self.assertIn(path, self.fail_with({NO_INPUT}, "--service-key-file", path))

    def test_empty_values(self):
        """`--tls-cert "$UNSET"` must not mean that there is no TLS."""
        for option in ("--service-key-file", "--database", "--tls-cert", "--allow-origin"):
            self.assertIn(option, self.fail_with({USAGE}, option, ""))
            self.assertIn(option, self.fail_with({USAGE}, option + "="))

    def test_messages_name_options_as_they_are_written(self):
        err = self.fail_with({USAGE}, "--tls-cert", "x.pem")
        self.assertIn("--tls-cert: ", err)
        self.assertIn("--tls-key", err)

    def test_a_slip_of_the_pen(self):
        self.assertIn("--port?", self.fail_with({USAGE}, "--prot=1"))

    def test_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            self.assertIn(port, self.fail_with({UNAVAILABLE}, "--port", port))

    def test_address_of_another_machine(self):
        self.assertIn("192.0.2.1", self.fail_with({UNAVAILABLE}, "--listen", "192.0.2.1"))

    def test_database_is_a_folder(self):
        self.assertIn(self.folder, self.fail_with(DATABASE_ERRORS, database=self.folder))

    def test_folder_of_the_database_is_a_file(self):
        with open(self.database, "w", encoding="utf-8"):
            pass
        self.fail_with(DATABASE_ERRORS, database=self.database + "/test.db")

    def test_file_is_not_a_database(self):
        with open(self.database, "wb") as file:
            file.write(b"this is not a database, and it stays what it is" * 1000)
        with open(self.database, "rb") as file:
            before = file.read()
        self.assertIn(self.database, self.fail_with(DATABASE_ERRORS))
        with open(self.database, "rb") as file:
            self.assertEqual(file.read(), before)

    def test_database_of_a_newer_version(self):
        with Broker(folder=self.folder) as broker:
            pass
        with sqlite3.connect(broker.database) as database:
            database.execute("INSERT INTO broadcaster_schema (version, applied_at) "
                             "VALUES (9999, 0)")
        database.close()
        err = self.fail_with(DATABASE_ERRORS, database=broker.database)
        self.assertIn("newer", err)

    def test_database_url_that_leads_nowhere(self):
        """The password in it is not repeated."""
        err = self.fail_with(
            DATABASE_ERRORS, database="postgresql://me:hush-hush@127.0.0.1:1/broadcaster")
        self.assertNotIn("hush-hush", err)


class Settings(BrokerTest):
    def limit_of_connections(self):
        """How many clients fit. None stays."""
        clients = []
        while len(clients) < 10:
            try:
                clients.append(self.client())
            except AssertionError:
                break
        for client in clients:
            client.abort()
        return len(clients)

    def test_environment(self):
        environment = {"BROADCASTER_MAX_CONNECTIONS": "2"}
        with Broker(environment=environment) as self.broker:
            self.assertEqual(self.limit_of_connections(), 2)

    def test_command_line_wins(self):
        environment = {"BROADCASTER_MAX_CONNECTIONS": "2"}
        with Broker("--max-connections", "4", environment=environment) as self.broker:
            self.assertEqual(self.limit_of_connections(), 4)

    def test_every_option_as_environment(self):
        environment = {"BROADCASTER_" + name: value for name, value in {
            "PORT": "0", "LISTEN": "127.0.0.1", "THREADS": "2", "MAX_MESSAGE_SIZE": "4096",
            "MAX_CONNECTIONS": "50", "MAX_CONNECTIONS_PER_PROJECT": "3",
            "MAX_QUEUE_BYTES": "100000", "IDLE_PROJECT_TIMEOUT": "10", "PING_INTERVAL": "10",
            "HANDSHAKE_TIMEOUT": "5", "MAX_PENDING_HANDSHAKES": "2",
            "LOG_LEVEL": "warning"}.items()}
        with Broker(environment=environment, port_arguments=()) as self.broker:
            self.assertEqual(self.limit_of_connections(), 3)
            client = self.client(project="other")
            client.send_text('{"x":"' + "x" * 5000 + '"}')
            self.assertEqual(client.wait_closed(), 1009)

    def test_log_levels(self):
        sizes = []
        for level in ("debug", "error"):
            with Broker("--log-level", level) as self.broker:
                self.assert_alive()
                self.broker.stop()
                sizes.append(len(self.broker.log()))
        self.assertGreater(sizes[0], sizes[1])
        self.assertEqual(sizes[1], 0)

    def test_database_from_the_environment(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "by-url.db")
            broker = Broker(environment={"DATABASE_URL": path})
            at = broker.arguments.index("--database")
            del broker.arguments[at:at + 2]
            with broker:
                pass
            self.assertTrue(os.path.exists(path))

    def test_database_in_the_data_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            broker = Broker(environment={"XDG_DATA_HOME": folder})
            at = broker.arguments.index("--database")
            del broker.arguments[at:at + 2]
            with broker:
                found = [os.path.join(path, name) for path, _, names in os.walk(folder)
                         for name in names if name == "broadcaster.db"]
                self.assertEqual(len(found), 1)
                self.assertEqual(stat.S_IMODE(os.stat(found[0]).st_mode), 0o600)

    def test_database_mode(self):
        """Nobody else reads it, whatever the umask, nor what stands beside it."""
        with Broker(limit_child=lambda: os.umask(0)) as self.broker:
            self.assert_alive()
            beside = [name for name in os.listdir(self.broker.folder)
                      if name.startswith("broadcaster.db")]
            for name in beside:
                mode = os.stat(os.path.join(self.broker.folder, name)).st_mode
                self.assertEqual(stat.S_IMODE(mode), 0o600, name)


    def test_unknown_variables(self):
        environment = {"BROADCASTER_MAX_CONECTIONS": "2", "BROADCASTER_LANGUAGE": "de"}
        with Broker(environment=environment) as self.broker:
            line, = self.broker.wait_for_log("warning .*has no effect")
            self.assertIn("BROADCASTER_MAX_CONECTIONS", line)
            self.assertIn("BROADCASTER_MAX_CONNECTIONS", line)


class Listening(BrokerTest):
    def assert_listens(self, *hosts):
        options = [word for host in hosts for word in ("--listen", host)]
        with Broker(*options, addresses=len(hosts)) as self.broker:
            self.assertEqual([host.strip("[]") for host, _ in self.broker.addresses], list(hosts))
            clients = []
            for (_, port), host in zip(self.broker.addresses, hosts):
                client = Client(port, self.project, host=host)
                self.addCleanup(client.abort)
                clients.append(client)
            clients[0].send_json({"id": "over"})
            for client in clients[1:]:
                self.assertEqual(client.receive()["id"], "over")
            for client in clients:
                client.abort()

    def test_two_addresses(self):
        self.assert_listens("127.0.0.1", "127.0.0.2")

    @unittest.skipUnless(has_ipv6(), "this machine has no ::1")
    def test_both_families(self):
        self.assert_listens("127.0.0.1", "::1")

    @unittest.skipUnless(has_ipv6(), "this machine has no ::1")
    def test_ipv6_alone(self):
        self.assert_listens("::1")

    def test_one_address_that_fails_stops_all(self):
        with tempfile.TemporaryDirectory() as folder:
            status, out, _ = run("--server", "--port", "0", "--listen", "127.0.0.1", "--listen",
                                 "192.0.2.1", "--database", os.path.join(folder, "test.db"))
            self.assertEqual((status, out), (UNAVAILABLE, ""))

    def test_port_is_free_again_at_once(self):
        with Broker() as first:
            self.broker = first
            self.client()
            first.stop()
            with Broker(port_arguments=("--port", str(first.port))) as self.broker:
                self.client()


class Stopping(BrokerTest):
    def test_nobody_connected(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with Broker() as self.broker:
                self.assertLess(self.broker.stop(number), STOP_SECONDS)

    def test_peers_that_never_read(self):
        """One idle, one with a full queue, one inside its head, one with half a frame."""
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number), Broker() as self.broker:
                sender, _ = self.clients("runtime", "runtime")
                stalled = self.client("data-agent", receive_buffer=4096)
                data = '{"to":{"type":"data-agent"},"payload":"%s"}' % ("x" * 100_000)
                for _ in range(80):  # less than the limit of a queue
                    sender.send_text(data)
                sender.ping_pong()
                half = self.client("admin")
                half.send(text_frame("{}")[:3])
                self.http().send(b"GET /websocket")
                self.http().request("GET", "/health")
                self.assertLess(self.broker.stop(number), STOP_SECONDS)
                stalled.abort()

    def test_under_load(self):
        with Broker() as self.broker:
            clients = [self.client() for _ in range(10)]
            for client in clients:
                client.send(text_frame('{"payload":"%s"}' % ("x" * 500)) * 50)
            self.assertLess(self.broker.stop(), STOP_SECONDS)


class ClosedDescriptors(BrokerTest):
    """Started without stdin, stdout or stderr, no client becomes one of them."""

    def start_without(self, closed, *arguments):
        """A broker that is killed with the test, on a port of its own choice."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]

        def limit_child():
            for descriptor in closed:
                os.close(descriptor)
        self.broker = Broker(*arguments, port_arguments=("--port", str(port)))
        self.addCleanup(self.broker.kill)
        self.broker.addresses = [("127.0.0.1", port)]
        with open(self.broker.log_path, "ab") as log:
            self.broker.process = subprocess.Popen(
                self.broker.arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=log, env=self.broker.environment, cwd=self.broker.folder,
                preexec_fn=limit_child)
        eventually(self.listens, "an answer")

    def listens(self):
        self.assertTrue(self.broker.is_running(), self.broker.log())
        try:
            return self.call("GET", "/health").status == 200
        except OSError:
            return False

    def test_every_subset(self):
        for closed in ([0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]):
            with self.subTest(closed):
                self.start_without(closed, "--log-level", "debug")
                self.assert_alive()
                for descriptor in range(3):
                    target = os.readlink(f"/proc/{self.broker.process.pid}/fd/{descriptor}")
                    self.assertEqual(target == "/dev/null", descriptor in [0, *closed], target)
                warnings = self.get("/ready").get("warnings", [])
                self.assertEqual(len(warnings), 1 if 2 in closed else 0, warnings)
                self.broker.tell(signal.SIGTERM)
                self.assertEqual(self.broker.process.wait(DEADLINE), 0)


class ScarceDescriptors(BrokerTest):
    LIMIT = 160
    CONNECTIONS = 240
    COMPLAINT = r"warning .*descriptors"

    def limit_child(self):
        resource.setrlimit(resource.RLIMIT_NOFILE, (self.LIMIT, self.LIMIT))

    @unittest.skipIf(OVER_TLS, "a client would wait for its handshake and not send its request")
    def test_accepting_pauses_and_goes_on(self):
        target = websocket_target(self.project, "runtime")
        with Broker(limit_child=self.limit_child) as self.broker:
            first = self.client(project=self.new_project())
            waiting = []
            for _ in range(self.CONNECTIONS):
                wire = Wire(self.broker.port)
                self.addCleanup(wire.abort)
                wire.send(head_bytes("GET", target, upgrade_headers()))
                waiting.append(wire)
            self.broker.wait_for_log(self.COMPLAINT)
            self.assert_said_once_for_a_second(first)
            # A place that a file of the database had for a moment may have gone to a client.
            most = self.LIMIT - min(64, self.LIMIT // 4) // 2
            eventually(lambda: len(os.listdir(f"/proc/{self.broker.process.pid}/fd")) < most,
                       "that some are kept for the database and the log")
            # Each that is let in goes, which makes room for the next: all get their turn.
            while waiting:
                served = eventually(lambda: [wire for wire in waiting if wire.is_readable()],
                                    f"a place for the {len(waiting)} that wait")
                for wire in served:
                    self.assertIn(b" 101 ", wire.read_until(b"\r\n\r\n"))
                    wire.abort()
                    waiting.remove(wire)
            first.ping_pong()

    def assert_said_once_for_a_second(self, client):
        """While it lasts there is one line in the log, and connected clients are served."""
        until = time.monotonic() + 1
        while time.monotonic() < until:
            client.ping_pong()
        self.assertEqual(len(self.broker.wait_for_log(self.COMPLAINT)), 1, self.broker.log())


class FewDescriptors(ScarceDescriptors):
    """With so few descriptors, fewer are spared."""

    LIMIT = 64


class Idling(BrokerTest):
    """Section 7: idle connections cost no processor time."""

    CLIENTS = 300

    def processor_seconds(self):
        with open(f"/proc/{self.broker.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @unittest.skipUnless(os.path.exists("/proc/self/stat"), "needs /proc")
    def test_processor_time(self):
        with Broker() as self.broker:
            clients = [self.client() for _ in range(self.CLIENTS)]
            clients[0].ping_pong()
            self.get(f"/status?projectId={self.project}")
            # The counters of that one message are written within the first second.
            self.assertFalse(clients[0].is_readable(1.5))
            before = self.processor_seconds()
            self.assertFalse(clients[0].is_readable(2))
            self.assertLess(self.processor_seconds() - before, 0.05)
            for client in clients:
                client.abort()


class Churn(BrokerTest):
    RATE, SECONDS = 500, 3

    def test_connects_and_disconnects(self):
        """By close handshake and by cut in turn; each heard of once."""
        with Broker() as self.broker:
            stays = self.client("admin")
            ids = []
            started = time.monotonic()
            for number in range(self.RATE * self.SECONDS):
                client = Client(self.broker.port, self.project)
                ids.append(client.id)
                if number % 2:
                    client.close()
                else:
                    client.abort()
            took = time.monotonic() - started
            print(f"{len(ids)} connections in {took:.1f} s", flush=True)
            left = [stays.receive_type("client_left")["payload"]["clientId"] for _ in ids]
            self.assertCountEqual(left, ids)
            health = self.get(f"/health?projectId={self.project}")
            self.assertEqual(health["clientCount"], 1)

    def test_connections_without_a_word(self):
        with Broker() as self.broker:
            for _ in range(1000):
                Wire(self.broker.port).abort()
            self.assert_alive()

    def test_heads_cut_off(self):
        head = head_bytes("GET", websocket_target(self.project, "runtime"), upgrade_headers())
        with Broker() as self.broker:
            for size in range(0, len(head) + 1):
                with Wire(self.broker.port) as wire:
                    wire.send(head[:size])
            eventually(lambda: self.get(f"/health?projectId={self.project}")["clientCount"] == 0)

    @unittest.skipIf(OVER_TLS, "a broker that is stopped answers no handshake")
    def test_upgrade_behind_a_request_then_reset(self):
        request = b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
        upgrade = head_bytes("GET", websocket_target(self.project, "runtime"), upgrade_headers())
        with Broker() as self.broker:
            for _ in range(50):
                # Stopped, so that it finds all of it, and the reset, at once.
                self.broker.process.send_signal(signal.SIGSTOP)
                wire = Wire(self.broker.port)
                wire.send(request + upgrade)
                wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                       struct.pack("ii", 1, 0))
                wire.abort()
                self.broker.process.send_signal(signal.SIGCONT)
            self.assert_alive()

    def test_requests_cut_off(self):
        with Broker() as self.broker:
            for _ in range(300):
                with HttpConnection(self.broker.port) as connection:
                    connection.send(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 20)
            self.assert_alive()


if __name__ == "__main__":
    unittest.main()
