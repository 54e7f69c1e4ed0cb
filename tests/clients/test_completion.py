# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The completion of commands, by a real bash at a terminal and a broker that runs."""
import os
import pty
import re
import select
import tempfile
import time
import unittest

import support  # noqa: F401 (finds the modules of tests/wire)
from broker import SERVICE_KEY, Broker, clean_environment, program
from wire import DEADLINE
from wsclient import Client
from wiretest import WireTest

COMPLETION = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                          "../../packaging/completions/broadcaster.bash")
# Alt-* writes all that may be at the cursor into the line, and Ctrl-G here prints the line.
ALL, PRINT, CLEAR = "\x1b*", "\x07", "\x15"
PRINTED = re.compile(rb"<<(.*?)>>", re.DOTALL)
QUICK_SECONDS = 2


class Bash:
    """An interactive bash in a folder that has the program, in the environment of `broker`."""

    def __init__(self, folder, broker):
        os.symlink(program(), os.path.join(folder, "broadcaster"))
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            environment = {**clean_environment(broker.folder), "PS1": "", "TERM": "dumb",
                           "PATH": f"{folder}:{os.environ['PATH']}", "INPUTRC": "/dev/null"}
            os.chdir(folder)
            os.execve("/bin/bash", ["bash", "--noprofile", "--norc", "-i"], environment)
        self.write(f"source {COMPLETION}; bind -x '\"\\C-g\": printf \"<<%s>>\" "
                   "\"$READLINE_LINE\"'; bind 'set bell-style none'\n")
        self.line("", key="")

    def write(self, text):
        os.write(self.terminal, text.encode())

    def line(self, typed, key=ALL):
        """The line after everything that may be at its end was written there."""
        self.write(typed + key + PRINT)
        output, until = b"", time.monotonic() + DEADLINE
        while not (found := PRINTED.search(output.replace(b'"<<%s>>"', b""))):
            ready, _, _ = select.select([self.terminal], [], [], max(0, until - time.monotonic()))
            assert ready, output
            output += os.read(self.terminal, 65536)
        self.write(CLEAR)
        self.shown = output
        return found[1].decode()

    def end(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


class Completion(WireTest):
    def bash(self, broker=None):
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        bash = Bash(self.folder, broker or self.broker)
        self.addCleanup(bash.end)
        return bash

    def completed(self, bash, typed, program_name="broadcaster"):
        """The words that may be in place of the last one that is typed."""
        line = bash.line(f"{program_name} {typed}")
        kept = f"{program_name} {typed.rpartition(' ')[0]}".rstrip() + " "
        self.assertTrue(line.startswith(kept), line)
        return set(line[len(kept):].split())

    def test_commands_and_options(self):
        bash = self.bash()
        self.assertLessEqual({"tail", "send", "status", "keys"}, self.completed(bash, ""))
        self.assertEqual(self.completed(bash, "st"), {"status"})
        self.assertEqual(self.completed(bash, "--log-l"), {"--log-level"})
        self.assertEqual(self.completed(bash, "--log-level "), {"debug", "info", "warning", "error"})
        self.assertEqual(self.completed(bash, "--log-format=j"), {"--log-format=json"})
        self.assertEqual(self.completed(bash, "tail --co"), {"--connect", "--count"})
        self.assertEqual(self.completed(bash, "status --co"), {"--connect"})
        self.assertEqual(self.completed(bash, "keys "), {"list", "issue", "revoke", "require"})
        self.assertEqual(self.completed(bash, "keys list "), set())
        self.assertEqual(self.completed(bash, "keys require any o"), {"on", "off"})
        self.assertEqual(self.completed(bash, "send --service-key-file se"), {"se"})
        with open(os.path.join(self.folder, "service.key"), "w", encoding="ascii"):
            self.assertEqual(self.completed(bash, "send --service-key-file se"), {"service.key"})

    def test_projects(self):
        bash = self.bash()
        projects = {"shop:one", "shop:two", "office"}
        for project in projects:
            self.client(project=project)
        self.issue_key("keyed")
        for typed in ("status ", "send ", "send --json ", "tail --project ", "keys issue "):
            with self.subTest(typed):
                self.assertLessEqual(projects, self.completed(bash, typed))
        self.assertEqual(self.completed(bash, "status off"), {"office"})
        self.assertEqual(self.completed(bash, "tail --project=off"), {"--project=office"})
        self.assertEqual(self.completed(bash, "status shop:o"), {"shop:one"})
        self.assertEqual(self.completed(bash, "keys revoke "), {"keyed"})
        self.client(project="two words")
        self.assertEqual(bash.line("broadcaster status tw"), "broadcaster status two\\ words ")
        self.assertEqual(self.completed(bash, "status of", "./broadcaster"), {"office"})

    def test_projects_of_a_broker_elsewhere(self):
        bash = self.bash()
        with Broker() as elsewhere:
            with open(os.path.join(self.folder, "the key"), "w", encoding="ascii") as file:
                file.write(SERVICE_KEY)
            self.addCleanup(Client(elsewhere.port, "far-away").abort)
            trust = f"--trust {elsewhere.tls.fingerprint()}" if elsewhere.tls else ""
            options = f"--connect {elsewhere.scheme}://127.0.0.1:{elsewhere.port} {trust}"
            self.assertEqual(
                self.completed(bash, f"status {options} --service-key-file='the key' f"),
                {"far-away"})

    def test_without_a_broker_it_is_silent_and_quick(self):
        with Broker() as broker:
            broker.stop()
            bash = self.bash(broker)
            for typed in ("status ", "tail --project "):
                began = time.monotonic()
                self.assertEqual(bash.line(f"broadcaster {typed}"), f"broadcaster {typed}")
                self.assertNotIn(b"broadcaster: ", bash.shown)
                self.assertLess(time.monotonic() - began, QUICK_SECONDS)


if __name__ == "__main__":
    unittest.main()
