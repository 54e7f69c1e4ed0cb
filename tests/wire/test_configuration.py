# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Configuration files: what they set, what wins, what is checked, and what a SIGHUP changes."""
import json
import os
import signal
import tempfile
import unittest

from broker import Broker, run
from wire import eventually
from wiretest import BrokerTest
from wsclient import Closed

EX_OK, EX_USAGE, EX_NOINPUT = 0, 64, 66


class Folder(BrokerTest):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.file = self.path("broadcaster.conf")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, text, name="broadcaster.conf"):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def start(self, *arguments, **options):
        """A broker with the file as its configuration."""
        self.broker = self.enterContext(Broker("--config", self.file, *arguments, **options))


class Files(Folder):
    def test_a_file_sets_options(self):
        self.write("# a broker\nmax-message-size = 2KiB\nallow-origin = https://a.example\n")
        self.start()
        client = self.client()
        client.send_text("x" * 2049)
        self.assertEqual(client.wait_closed(), 1009)

    def test_faults_are_told_at_once_and_nothing_starts(self):
        self.write("port = x\nthreads = 2\nprot = 1\n")
        status, out, errors = run("--server", "--config", self.file)
        self.assertEqual((status, out), (EX_USAGE, ""))
        self.assertEqual([line.split(": ", 2)[1] for line in errors.splitlines()],
                         [f"{self.file}:1", f"{self.file}:3"])
        self.assertIn("did you mean port?", errors)

    def test_a_missing_file_is_an_error(self):
        status, _, errors = run("--server", "--config", self.path("none.conf"))
        self.assertEqual(status, EX_NOINPUT)
        self.assertIn("none.conf", errors)

    def test_the_window_has_a_file_of_its_own(self):
        os.makedirs(self.path(".config/broadcaster"))
        self.write("port = x\n", ".config/broadcaster/options.conf")
        environment = {"BROADCASTER_CONFIG": "", "XDG_CONFIG_HOME": self.path(".config")}
        status, _, errors = run(environment=environment)
        self.assertEqual(status, EX_USAGE)
        self.assertIn("options.conf:1: port", errors)


class Window(Folder):
    """The program with its window, which also has settings of its own."""

    def setUp(self):
        super().setUp()
        os.makedirs(self.path("broadcaster"))
        self.settings = self.path("broadcaster/broadcaster.conf")
        self.write("[broker]\nmax-connections=77\nping-interval=9\n", self.settings)
        self.options = self.write("", "broadcaster/options.conf")

    def start(self):
        self.broker = self.enterContext(Broker(mode=(), environment={
            "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": self.folder,
            "BROADCASTER_CONFIG": ""}))

    def printed(self):
        """The given options, as the next start would have them."""
        _, out, _ = run("--print-config", environment={
            "XDG_CONFIG_HOME": self.folder, "BROADCASTER_CONFIG": ""})
        return settings(out)

    def test_saved_options_outlive_a_reload(self):
        self.start()
        self.write("drain-time = 1\n", self.options)
        self.broker.tell(signal.SIGHUP)
        line, = self.broker.wait_for_log("changed by the configuration")
        self.assertTrue(line.endswith(": drain-time"), line)
        self.broker.stop()
        self.assertEqual(self.printed(),
                         ["max-connections = 77", "ping-interval = 9", "drain-time = 1"])

    def test_what_a_file_said_is_not_saved(self):
        self.start()
        self.write("drain-time = 1\nping-interval = 8\n", self.options)
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log("changed by the configuration")
        self.broker.stop()
        self.write("", self.options)
        self.assertEqual(self.printed(), ["max-connections = 77", "ping-interval = 9"])


class Check(Folder):
    def test_right(self):
        self.write("threads = 2\n")
        status, out, errors = run("--server", "--config", self.file, "--check-config")
        self.assertEqual((status, errors), (EX_OK, ""))
        self.assertEqual(out, f"The options are right; read: {self.file}\n")

    def test_files_that_are_missing(self):
        self.write("tls-cert = /none/c.pem\ntls-key = /none/c.key\nservice-key-file = /none/key\n")
        status, out, errors = run("--server", "--config", self.file, "--check-config")
        self.assertNotEqual(status, EX_OK)
        self.assertEqual(out, "")
        self.assertIn("/none/key", errors)
        self.assertIn("/none/c.pem", errors)

    def test_nothing_is_made(self):
        database = self.path("new.db")
        status, _, _ = run("--server", "--database", database, "--check-config")
        self.assertEqual(status, EX_OK)
        self.assertFalse(os.path.exists(database))

    def test_the_printed_options_are_a_file(self):
        self.write("threads = 2\nallow-host = a.example\nallow-host = b.example\n")
        arguments = ("--server", "--ping-interval", "7", "--print-config")
        status, out, errors = run(*arguments, "--config", self.file)
        self.assertEqual((status, errors), (EX_OK, ""))
        self.assertIn(f"# Set by {self.file}:1.\nthreads = 2\n", out)
        self.assertIn("# Set by --ping-interval.\nping-interval = 7\n", out)
        again = self.write(out, "again.conf")
        _, second, _ = run("--server", "--print-config", "--config", again)
        self.assertEqual(settings(out), settings(second))
        self.assertEqual(len(settings(out)), 4)


def settings(text):
    return [line for line in text.splitlines() if line and not line.startswith("#")]


class Reload(Folder):
    def test_limits_change_under_connected_clients(self):
        self.write("max-message-size = 64KiB\n")
        self.start()
        client = self.client()
        self.write("max-message-size = 2KiB\n")
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log("changed by the configuration: max-message-size")
        client.ping_pong()
        client.send_text("x" * 4096)
        self.assertEqual(client.wait_closed(), 1009)

    def test_what_needs_a_restart_is_told(self):
        self.write("threads = 1\n")
        self.start()
        client = self.client()
        self.write("threads = 2\nlog-format = json\nping-interval = 9\n")
        self.broker.tell(signal.SIGHUP)
        line, = self.broker.wait_for_log("after a restart only")
        self.assertIn("threads, log-format", line)
        self.broker.wait_for_log("changed by the configuration: ping-interval$")
        client.ping_pong()

    def test_a_fault_changes_nothing(self):
        self.write("max-message-size = 2KiB\n")
        self.start()
        self.write("max-message-size = 64KiB\nprot = 1\n")
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log("broadcaster.conf:2: unknown option")
        self.broker.wait_for_log("the options stay as they were")
        client = self.client()
        client.send_text("x" * 4096)
        self.assertEqual(client.wait_closed(), 1009)

    def test_the_service_key_is_read_again(self):
        key = self.write("first", "key")
        self.write(f"service-key-file = {key}\n")
        self.start(service_key=None)
        no_key = 404
        self.assertEqual(self.status("first"), no_key)
        self.write("second", "key")
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log("changed by the configuration: the service key")
        self.assertEqual(self.status("first"), 401)
        self.assertEqual(self.status("second"), no_key)

    def status(self, key):
        return self.api("GET", f"/api-keys/{self.project}", key=key).status

    def test_the_command_line_goes_on_winning(self):
        self.write("max-message-size = 64KiB\n")
        self.start("--max-message-size", "2KiB")
        self.write("max-message-size = 32KiB\nping-interval = 9\n")
        self.broker.tell(signal.SIGHUP)
        line, = self.broker.wait_for_log("changed by the configuration")
        self.assertTrue(line.endswith(": ping-interval"), line)

    def test_removed_lines_return_to_the_default(self):
        self.write("max-message-size = 2KiB\n")
        self.start()
        self.write("")
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log("changed by the configuration: max-message-size")
        client = self.client()
        client.send_text("x" * 4096)
        client.ping_pong()

    def test_a_new_port(self):
        self.write("")
        self.start(port_arguments=())
        taken = self.enterContext(Broker())
        self.write(f"port = {taken.port}\n")
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log("the options stay as they were")
        self.client().ping_pong()

    def test_the_key_file_moves(self):
        self.write(f"service-key-file = {self.write('first', 'key')}\n")
        self.start(service_key=None)
        self.write(f"service-key-file = {self.write('second', 'other')}\n")
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log("changed by the configuration: the service key$")
        self.assertEqual(self.status("first"), 401)
        self.assertNotIn("restart", self.broker.log())

    def test_the_cluster_secret_file_moves(self):
        """Its content counts, wherever it lies; another content needs a restart."""
        self.write(f"cluster-secret-file = {self.write('first', 'secret')}\n")
        self.start()
        self.write(f"cluster-secret-file = {self.write('first', 'other')}\nping-interval = 9\n")
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log("changed by the configuration: ping-interval$")
        self.assertNotIn("restart", self.broker.log())
        self.write("second", "other")
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log("after a restart only: the cluster secret$")

    def test_the_last_of_two_signals_counts(self):
        """The second one comes while the first is applied."""
        self.write("")
        self.start()
        for number in range(20):
            self.write(f"max-message-size = {100 + number}KiB\n")
            self.broker.tell(signal.SIGHUP)
            self.write("max-message-size = 2KiB\n")
            self.broker.tell(signal.SIGHUP)
        eventually(self.is_small, "the size of the last signal")

    def is_small(self):
        client = self.client()
        client.send_text("x" * 4096)
        client.send_text(json.dumps({"type": "PING"}))
        try:
            while client.receive()["type"] != "PONG":
                pass
        except Closed as closed:
            return closed.code == 1009
        return False

    def test_a_storm_of_signals(self):
        self.write("ping-interval = 5\n")
        self.start()
        client = self.client()
        for number in range(200):
            self.write(f"ping-interval = {5 + number % 7}\n")
            self.broker.tell(signal.SIGHUP)
        client.ping_pong()


if __name__ == "__main__":
    unittest.main()
