# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The programs in examples/ against the real server: each connects with a key, sends to one client, to a type and
to everyone, and tells of an error. It comes back when the broker was restarted, and later when it was too fast, and
stays away when its key is revoked."""
import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import unittest

from document import TREE
from tools import installed, typescript
from support import PROGRAM_SECONDS, find_program
from broker import SERVICE_KEY, Broker
from devtools import Page
from wire import eventually
from wiretest import BrokerTest
from wsclient import text_frame

EXAMPLES = os.path.join(TREE, "examples")
RATE = 3  # A client sends two messages when it is connected.


class Example(BrokerTest):
    def setUp(self):
        super().setUp()
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="broadcaster-"))
        self.broker = self.enterContext(Broker("--max-message-rate", str(RATE)))
        # After the restart, the example looks for it on the same port.
        port = self.broker.arguments.index("--port") + 1
        self.broker.arguments[port] = str(self.broker.port)
        self.key = self.issue_key()
        self.url = f"ws://127.0.0.1:{self.broker.port}"

    def start(self, *command, **options):
        """Starts a client; its output goes to a file."""
        self.output = os.path.join(self.folder, "output")
        with open(self.output, "wb") as file:
            process = subprocess.Popen(
                [*command, self.url, self.project, self.key], stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                env={**os.environ, "no_proxy": "*"}, **options)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def printed(self):
        with open(self.output, encoding="utf-8") as file:
            return file.read()

    def follow(self, start, printed, ended):
        """The whole way of a client. `printed` returns its output so far, `ended` is true when it gave up."""
        agent, runtime = self.clients("data-agent", "runtime")
        start()
        query = eventually(lambda: self.next_of(agent, "query"))
        self.assertEqual(query["to"], {"type": "data-agent"})
        for client in (agent, runtime):
            self.assertNotIn("to", self.next_of(client, "news"))
        self.assertIn(f"connected as {query['from']['id']}", printed())

        self.broker.stop()
        self.broker.restart()
        self.wait_for(printed, "connected as", 2)
        self.assertIn("closed with 1001", printed())

        example = re.findall(r"connected as (\S+)", printed())[-1]
        hello = text_frame(json.dumps({"type": "hello", "to": {"id": example}}))
        agent, *others = self.clients(*["data-agent"] * 6)
        agent.send(hello)
        self.assertEqual(self.next_of(agent, "reply")["to"], {"id": agent.id})
        for client in others:  # The answers are far more than the rate allows.
            client.send(hello * RATE)
        self.wait_for(printed, "error: Too many messages")
        self.wait_for(printed, "connected as", 3)
        self.assertIn("closed with 4003", printed())

        self.assertEqual(self.api("DELETE", f"/api-keys/{self.project}").status, 200)
        self.wait_for(printed, "closed with 4001")
        eventually(ended, "the end")
        self.assertRegex(printed(), r"closed with 4001\n(stopped\n)?\Z", "it tried again")

    @staticmethod
    def wait_for(printed, text, times=1):
        try:
            eventually(lambda: printed().count(text) >= times)
        except AssertionError:
            raise AssertionError(f"{text} is not {times} times in:\n{printed()}") from None

    @staticmethod
    def next_of(client, kind):
        while (message := client.receive())["type"] != kind:
            pass
        return message

    def follow_program(self, *command, **options):
        process = None

        def start():
            nonlocal process
            process = self.start(*command, **options)
        self.follow(start, self.printed, lambda: process.poll() is not None)
        self.assertEqual(process.returncode, 1, self.printed())

    def test_python(self):
        self.follow_program("/usr/bin/python3", os.path.join(EXAMPLES, "python", "client.py"))

    def test_node(self):
        """The example is compiled in a folder of its own, where the packages of the tests are linked."""
        folder = os.path.join(self.folder, "examples", "node")
        shutil.copytree(os.path.join(EXAMPLES, "node"), folder,
                        ignore=shutil.ignore_patterns("node_modules", "build", "package-lock.json"))
        os.mkdir(os.path.join(self.folder, "docs"))
        shutil.copy(os.path.join(TREE, "docs", "broadcaster.d.ts"), os.path.join(self.folder, "docs"))
        os.symlink(os.path.join(installed(), "node_modules"), os.path.join(folder, "node_modules"))
        with open(os.path.join(folder, "package.json"), encoding="utf-8") as file:
            package = json.load(file)
        with open(os.path.join(installed(), "package.json"), encoding="utf-8") as file:
            pinned = json.load(file)["dependencies"]
        for name, version in {**package["dependencies"], **package["devDependencies"]}.items():
            self.assertEqual(version, pinned[name], name)
        done = typescript("-p", folder)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.follow_program(find_program("nodejs", "node"), os.path.join(folder, "build", "client.js"))

    def test_qt(self):
        cmake = os.environ.get("CMAKE") or find_program("cmake", "cmake")
        for step in (["-S", os.path.join(EXAMPLES, "qt"), "-B", self.folder], ["--build", self.folder]):
            done = subprocess.run([cmake, *step], capture_output=True, text=True, check=False,
                                  timeout=2 * PROGRAM_SECONDS)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.follow_program(os.path.join(self.folder, "client"))

    def test_browser(self):
        pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(
            QuietHandler, directory=os.path.join(EXAMPLES, "browser")))
        thread = threading.Thread(target=pages.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(pages.server_close)
        self.addCleanup(pages.shutdown)
        page = self.enterContext(Page(f"http://127.0.0.1:{pages.server_port}/"))

        def start():
            for name, value in (("base", self.url), ("projectId", self.project), ("apiKey", self.key)):
                page.run(f"document.forms[0].{name}.value = {json.dumps(value)}")
            page.run("document.querySelector('button').click()")

        def printed():
            return page.run("document.querySelector('pre').textContent")
        self.follow(start, printed, lambda: printed().endswith("stopped\n"))

    def test_curl(self):
        find_program("curl", "curl")
        self.assertEqual(self.api("DELETE", f"/api-keys/{self.project}").status, 200)
        agent, runtime = self.clients("data-agent", "runtime")
        path = os.path.join(self.folder, "service.key")
        with open(path, "w", encoding="utf-8") as file:
            file.write(SERVICE_KEY + "\n")
        command = [os.path.join(EXAMPLES, "curl", "operator.sh"), f"http://127.0.0.1:{self.broker.port}",
                   self.project, path]
        options = {"capture_output": True, "text": True, "check": False, "timeout": PROGRAM_SECONDS,
                   "env": {**os.environ, "no_proxy": "*"}}
        done = subprocess.run(command, **options)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(answers), 8)
        self.assertEqual(answers[5]["clientCount"], 2)
        self.assertEqual([self.next_of(client, "notice")["payload"] for client in (agent, runtime, agent)],
                         ["for everyone", "for everyone", "for a type"])
        self.issue_key()
        refused = subprocess.run(command, **options)
        self.assertNotEqual(refused.returncode, 0)
        self.assertRegex(refused.stdout, re.escape(self.project))


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


if __name__ == "__main__":
    unittest.main()
