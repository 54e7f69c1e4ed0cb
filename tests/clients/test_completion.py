# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The completion of commands, by real shells at a terminal and a broker that runs."""
import os
import pty
import re
import select
import shutil
import subprocess
import tempfile
import time
import unittest

from support import find_program
from broker import SERVICE_KEY, Broker, clean_environment, program
from wire import DEADLINE
from wsclient import Client
from wiretest import WireTest

SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../packaging/completions")
# Where each is installed below `share`, as packaging/CMakeLists.txt says.
INSTALLED = {"broadcaster.bash": "bash-completion/completions/broadcaster",
             "broadcaster.fish": "fish/vendor_completions.d/broadcaster.fish",
             "_broadcaster": "zsh/site-functions/_broadcaster"}
# Keys: one writes all that may be at the cursor into the line, Ctrl-G prints the line.
BASH_ALL, ZSH_ALL, PRINT, CLEAR = "\x1b*", "\x18", "\x07", "\x15"
BASH = (["bash", "--noprofile", "--norc", "-i"], BASH_ALL,
        "source share/bash-completion/completions/broadcaster; bind 'set bell-style none'; "
        "bind -x '\"\\C-g\": printf \"<<%s>>\" \"$READLINE_LINE\"'\n")
ZSH = (["zsh", "-f", "-i"], ZSH_ALL,
       "fpath=($PWD/share/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -D; "
       "zle -C all complete-word _generic; bindkey '^X' all; "
       "zstyle ':completion:all::::' completer _all_matches _complete; "
       "zstyle ':completion:all:*' insert true; "
       "print-line() { print -rn \"<<$BUFFER>>\" }; zle -N print-line; bindkey '^G' print-line\n")
PRINTED = re.compile(rb"<<(?!%s|\$BUFFER)(.*?)>>", re.DOTALL)
QUICK_SECONDS = 2


class Shell:
    """An interactive shell in a folder that has the program and the completions, in the environment
    of `broker`."""

    def __init__(self, folder, broker, shell):
        command, self.all_key, setup = shell
        os.symlink(program(), os.path.join(folder, "broadcaster"))
        find_program(command[0], command[0])
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            environment = {**clean_environment(broker.folder), "PS1": "", "TERM": "dumb",
                           "PATH": f"{folder}:{os.environ['PATH']}", "INPUTRC": "/dev/null"}
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        self.write(setup)
        self.line("", key="")

    def write(self, text):
        os.write(self.terminal, text.encode())

    def line(self, typed, key=None):
        """The line after everything that may be at its end was written there."""
        self.write(typed + (self.all_key if key is None else key) + PRINT)
        output, until = b"", time.monotonic() + DEADLINE
        while not (found := PRINTED.search(output)):
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
    def folder_with_completions(self):
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        for source, path in INSTALLED.items():
            path = os.path.join(folder.name, "share", path)
            os.makedirs(os.path.dirname(path))
            shutil.copy(os.path.join(SOURCES, source), path)
        return folder.name

    def shell(self, kind=BASH, broker=None):
        self.folder = self.folder_with_completions()
        shell = Shell(self.folder, broker or self.broker, kind)
        self.addCleanup(shell.end)
        return shell

    def completed(self, bash, typed, program_name="broadcaster"):
        """The words that may be in place of the last one that is typed."""
        line = bash.line(f"{program_name} {typed}")
        kept = f"{program_name} {typed.rpartition(' ')[0]}".rstrip() + " "
        self.assertTrue(line.startswith(kept), line)
        return set(line[len(kept):].split())

    def test_commands_and_options(self):
        bash = self.shell()
        self.assertLessEqual({"tail", "send", "status", "keys"}, self.completed(bash, ""))
        self.assertEqual(self.completed(bash, "st"), {"status"})
        self.assertEqual(self.completed(bash, "--log-l"), {"--log-level"})
        self.assertEqual(self.completed(bash, "--log-level "),
                         {"debug", "info", "warning", "error"})
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
        bash = self.shell()
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
        bash = self.shell()
        with Broker() as elsewhere:
            with open(os.path.join(self.folder, "the key"), "w", encoding="ascii") as file:
                file.write(SERVICE_KEY)
            self.addCleanup(Client(elsewhere.port, "far-away").abort)
            trust = f"--trust {elsewhere.tls.fingerprint()}" if elsewhere.tls else ""
            options = f"--connect {elsewhere.scheme}://127.0.0.1:{elsewhere.port} {trust}"
            self.assertEqual(
                self.completed(bash, f"status {options} --service-key-file='the key' f"),
                {"far-away"})

    def test_zsh(self):
        shell = self.shell(ZSH)
        self.client(project="depot:one")
        self.client(project="two words")
        self.assertEqual(self.completed(shell, "st"), {"status"})
        self.assertEqual(self.completed(shell, "--log-format=j"), {"--log-format=json"})
        self.assertEqual(self.completed(shell, "keys require any o"), {"on", "off"})
        self.assertEqual(self.completed(shell, "tail --project depot:"), {"depot:one"})
        self.assertEqual(shell.line("broadcaster status tw", key="\t"),
                         "broadcaster status two\\ words ")

    def test_fish(self):
        folder = self.folder_with_completions()
        os.symlink(program(), os.path.join(folder, "broadcaster"))
        self.client(project="two words")

        def completed(typed):
            done = subprocess.run(
                [find_program("fish", "fish"), "--no-config", "-c",
                 f"source share/fish/vendor_completions.d/broadcaster.fish; complete -C {typed!r}"],
                cwd=folder, capture_output=True, text=True, timeout=DEADLINE, check=True,
                env={**clean_environment(self.broker.folder),
                     "PATH": f"{folder}:{os.environ['PATH']}"})
            return set(done.stdout.splitlines())
        self.assertEqual(completed("broadcaster st"), {"status"})
        self.assertEqual(completed("broadcaster --log-format=j"), {"--log-format=json"})
        self.assertEqual(completed("broadcaster keys require any o"), {"on", "off"})
        self.assertEqual(completed("broadcaster tail --project tw"), {"two words"})

    def test_without_a_broker_it_is_silent_and_quick(self):
        with Broker() as broker:
            broker.stop()
            bash = self.shell(broker=broker)
            for typed in ("status ", "tail --project "):
                began = time.monotonic()
                self.assertEqual(bash.line(f"broadcaster {typed}"), f"broadcaster {typed}")
                self.assertNotIn(b"broadcaster: ", bash.shown)
                self.assertLess(time.monotonic() - began, QUICK_SECONDS)


if __name__ == "__main__":
    unittest.main()
