# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The commands of README.md and docs/ as they stand, in one folder that stands for the clone.
Only the port is another one. `./dev run` is the program that was built, and `npm install ws` links
the package that is installed: a test downloads nothing."""
import fnmatch
import glob
import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(TREE, "tests", "clients"))

from support import PROGRAM_SECONDS, find_program  # noqa: E402 (it knows the path of the next ones)
from broker import clean_environment, program  # noqa: E402

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LISTENING = re.compile(r"listening on (?:ws|wss)://127\.0\.0\.1:(\d+)\n")

# Blocks of shell that need more than a folder, by their first words: packaging/clean-root runs
# those of `dev`; packaging/prove-packages tries those of packages; the others need systemd, a whole
# build or a server of PostgreSQL.
ELSEWHERE = ("./dev install", "./dev package", "sudo apt install ./build",
             "BROADCASTER_PORT=8787", "sudo sqlite3 /var/lib", "sudo systemctl stop",
             "#!/bin/sh", "cmake --preset release", "DATABASE_URL=")

SCRIPTS = {
    "dev": '#!/bin/sh\n[ "$1" = run ] && shift && exec "$BROADCASTER" "$@"\n',
    "build/release/broadcaster-server": '#!/bin/sh\nexec "$BROADCASTER" "$@"\n',
    "bin/broadcaster": '#!/bin/sh\nexec "$BROADCASTER" "$@"\n',
    "bin/npm": '#!/bin/sh\n[ "$*" = "install ws" ] && mkdir -p node_modules '
               '&& ln -sfn "$WS_PACKAGE" node_modules/ws\n'}


def read_blocks(path):
    """[(heading, language, text)] of a document, in its order."""
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"^(```.*?^```)$", lambda code: code[1].replace("\n#", "\n\0"), file.read(),
                      flags=re.MULTILINE | re.DOTALL)  # A comment of a shell is not a heading.
    parts = re.split(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return [(heading, language, code.replace("\0", "#"))
            for heading, section in zip(parts[1::2], parts[2::2])
            for language, code in BLOCK.findall(section)]


def ws_package():
    """The folder of Node's package `ws`, where the tests' own clients find it, too."""
    places = os.environ.get("NODE_PATH", "").split(":") + ["/usr/share/nodejs",
                                                           "/usr/lib/node_modules"]
    found = [path for path in (os.path.join(place, "ws") for place in places if place)
             if os.path.isdir(path)]
    assert found, "the package ws is not installed: apt-get install node-ws"
    return found[0]


def read_until(process, pattern):
    """Reads the process's output until it matches; returns the match."""
    until, text = time.monotonic() + PROGRAM_SECONDS, ""
    while not re.search(pattern, text):
        ready, _, _ = select.select([process.stdout], [], [], max(0, until - time.monotonic()))
        chunk = os.read(process.stdout.fileno(), 65536) if ready else b""
        assert chunk, f"no {pattern!r} in the output:\n{text}"
        text += chunk.decode()
    return re.search(pattern, text)


class Documents(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        for name, text in SCRIPTS.items():
            path = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as script:
                script.write(text)
            os.chmod(path, 0o755)
        os.makedirs(os.path.join(self.folder, ".local"), exist_ok=True)
        self.environment = {
            **clean_environment(self.folder), "BROADCASTER": program(), "BROADCASTER_PORT": "0",
            "XDG_RUNTIME_DIR": os.path.join(self.folder, ".local"),
            "WS_PACKAGE": ws_package(), "no_proxy": "*",
            "PATH": os.path.join(self.folder, "bin") + ":/usr/bin:" + os.environ["PATH"]}
        documents = [os.path.join(TREE, "README.md"),
                     *sorted(glob.glob(os.path.join(TREE, "docs", "*.md")))]
        self.blocks = [block for path in documents for block in read_blocks(path)]
        self.broker = None
        self.addCleanup(self.stop_broker)

    def take(self, heading, language="sh"):
        """The next block in a language under a heading."""
        for number, block in enumerate(self.blocks):
            if block[:2] == (heading, language):
                return self.blocks.pop(number)[2]
        self.fail(f"no further {language} block under {heading!r}")

    def spawn(self, command, **pipes):
        return subprocess.Popen(["bash", "-ec", command.replace("8787", self.port)], **pipes,
                                cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL)

    def shell(self, commands):
        """Runs a block to its end; every answer to it must tell of success. Returns its output."""
        process = self.spawn(commands, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        output, errors = process.communicate(timeout=PROGRAM_SECONDS)
        self.assertEqual(process.returncode, 0, f"{commands}\n{errors.decode()}")
        self.assertNotRegex(output.decode(), r'"error"|"success":false|< HTTP/1.1 [45]', commands)
        return output.decode()

    def run_broker(self, commands):
        """Runs a block up to its `./dev run --server`, and leaves that running."""
        self.stop_broker()
        *before, run = re.split(r"^(?=\./dev run --server)", commands, flags=re.MULTILINE)
        self.shell(re.sub(r"^\./dev run +#.*$", "", "".join(before), flags=re.MULTILINE))
        self.broker = self.spawn("exec " + run.splitlines()[0], stdout=subprocess.PIPE)
        self.port = read_until(self.broker, LISTENING)[1]

    def stop_broker(self):
        """As Ctrl+C does."""
        if self.broker:
            self.broker.send_signal(signal.SIGINT)
            self.broker.communicate(timeout=PROGRAM_SECONDS)
            self.assertEqual(self.broker.returncode, 0)
            self.broker = None

    port = "8787"

    def test_in_order(self):
        find_program("curl", "curl")
        plain = self.take("Start")
        self.run_broker(plain)
        self.check_first_minutes()

        self.run_broker(self.take("Issue a key"))
        issued = json.loads(self.shell(self.take("Issue a key")))
        example = json.loads(self.take("Issue a key", "json"))
        self.assertEqual(issued["data"].keys(), example["data"].keys())
        self.assertIn('"required":true', self.shell(self.take("Issue a key")))
        self.assertIn('"required":false', self.shell(self.take("Issue a key")))

        self.assertIn('"clientCount":0', self.shell(self.take("Look at a project")))
        self.shell(self.take("Manage keys, publish"))
        self.assertIn('"projects":[', self.shell(self.take("Manage keys, publish")))
        self.assertIn('"rule":"to-type"', self.shell(self.take("Manage keys, publish")))
        self.assertIn('"ready":true', self.shell(self.take("Load balancers and Prometheus")))

        find_program("openssl", "openssl")
        self.run_broker(self.take("Try it"))
        self.assertIn('"status":"healthy"', self.shell(self.take("Try it")))

        find_program("sqlite3", "sqlite3")
        self.run_broker("./dev run --server --service-key-file service.key\n")
        issue = 'curl -X POST http://127.0.0.1:8787/api-keys -d \'{"projectId": "backup"}\'' \
            ' -H "Content-Type: application/json" -H "Authorization: Bearer $(cat service.key)"'
        show = issue.replace("-X POST", "").replace("api-keys -d '{\"projectId\": \"backup\"}'",
                                                    "api-keys/backup")
        self.shell(issue)
        self.shell(self.take("Backups"))
        self.shell(show.replace("curl", "curl -X DELETE"))
        self.stop_broker()
        self.shell(self.take("Backups"))
        self.run_broker("./dev run --server --service-key-file service.key\n")
        self.assertIn('"projectId":"backup"', self.shell(show))

        for status in ("426 Upgrade Required", "403 Forbidden"):
            self.assertIn(f"HTTP/1.1 {status}", self.spawn(
                self.take("The connection is refused"),
                stdout=subprocess.PIPE).communicate()[0].decode())
        self.assertIn('"clients":[]', self.shell(
            "curl 'http://127.0.0.1:8787/status?projectId=demo'"))

        self.assertIn('"ready":true', self.shell(self.take("`/ready` tells of a file")))

        for line in self.take("Watch traffic").splitlines():
            tail = self.spawn("exec " + line, stderr=subprocess.PIPE)
            self.assertIn(b"watching", tail.stderr.readline(), line)
            tail.send_signal(signal.SIGINT)
            tail.communicate(timeout=PROGRAM_SECONDS)
            self.assertEqual(tail.returncode, 0, line)
        self.assertIn("sent to nobody", self.shell(self.take("Send and explain")))

        left = [code for _, language, code in self.blocks
                if language == "sh" and not code.startswith(ELSEWHERE)]
        self.assertEqual(left, [], "no test runs these")
        self.check_ignored()

    def check_first_minutes(self):
        """The browser's part is in tests/clients/test_landingpage.py."""
        node = self.spawn("exec bash -c '\n" + self.take("The same from Node").replace(
            "'", "'\\''").replace("node --", "exec node --") + "'", stdout=subprocess.PIPE)
        read_until(node, '"type":"connected"')
        shown = self.shell(self.take("The first five minutes"))
        self.assertRegex(shown, r"(?m)^demo +1 +")
        self.assertRegex(shown, r"(?m)^[0-9a-f-]{36} +runtime ")
        tail = self.spawn("exec " + self.take("The first five minutes"), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
        self.assertIn(b"watching", tail.stderr.readline())
        self.assertEqual(self.shell(self.take("The first five minutes")), "sent to 1 client\n")
        for program_that_prints in (tail, node):
            read_until(program_that_prints, '"type":"get_docs"')
            program_that_prints.send_signal(signal.SIGINT)
            program_that_prints.communicate(timeout=PROGRAM_SECONDS)
        self.assertEqual(tail.returncode, 0)
        self.assertEqual(node.returncode, -signal.SIGINT)
        self.assertIn('"status":"healthy"', self.shell(self.take("The first five minutes")))

    def check_ignored(self):
        """Git ignores every file that the commands made in the clone: keys are among them."""
        with open(os.path.join(TREE, ".gitignore"), encoding="utf-8") as file:
            patterns = [line.strip().strip("/") for line in file]
        made = set(os.listdir(self.folder)) - {"dev", "bin", "build", ".local"}
        self.assertLess({"service.key", "broker.key", "broker.pem", "node_modules"}, made)
        self.assertEqual([name for name in made if not any(
            fnmatch.fnmatch(name, pattern) for pattern in patterns)], [])


if __name__ == "__main__":
    unittest.main()
