# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The commands: tail, send, status and keys, against a broker in another process."""
import base64
import fcntl
import hashlib
import json
import os
import re
import signal
import socket
import struct
import subprocess
import termios
import threading
import tty

from broker import SERVICE_KEY, Broker, clean_environment, program
from httpclient import HttpConnection
from wire import DEADLINE, eventually
from wiretest import WireTest
from wsclient import GUID

OK, USAGE, DATAERR, NOINPUT, UNAVAILABLE, IOERR, PROTOCOL, NOPERM = 0, 64, 65, 66, 69, 74, 76, 77
F_SETPIPE_SZ = 1031
COMMANDS = os.path.join(os.path.dirname(__file__), "..", "..", "docs", "commands.md")
NEUTRAL = "\ufffd"  # In a table, in place of a character that would control the terminal.
VIEWER_KEY = "viewer-key-of-the-tests"


def cbor(value):
    """Texts, small numbers, lists and maps."""
    def head(kind, count):
        return bytes([kind << 5 | count]) if count < 24 else bytes([kind << 5 | 24, count])
    if isinstance(value, dict):
        return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value.items())
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(0, value)


def answer_wrongly(listener):
    """A broker that answers the first question of its one console by what no broker answers."""
    connection = listener.accept()[0]
    with connection:
        request = b""
        while not request.endswith(b"\r\n\r\n"):
            request += connection.recv(4096)
        key = re.search(rb"(?i)sec-websocket-key: *(\S+)", request)[1]
        accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
        connection.sendall(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Protocol: broadcaster-console.v1\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        hello = {"version": 1, "program": "1", "name": "a", "state": "Listening",
                 "rights": ["look", "act", "keys"], "operations": ["listKeys"]}
        for frame in ({"hello": hello}, {"id": 1, "answer": "nonsense"}):
            data = cbor(frame)
            size = [len(data)] if len(data) < 126 else [126, *len(data).to_bytes(2, "big")]
            connection.sendall(bytes([0x82, *size]) + data)
            connection.recv(4096)


def unread_bytes(pipe):
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]


class Commands(WireTest):
    def setUp(self):
        super().setUp()
        self.environment = clean_environment(self.broker.folder)

    def run_command(self, *arguments, text="", environment=None):
        done = subprocess.run([program(), *arguments], input=text, capture_output=True, text=True,
                              timeout=3 * DEADLINE, check=False,
                              env={**self.environment, **(environment or {})})
        return done.returncode, done.stdout, done.stderr

    def succeed(self, *arguments, **options):
        code, output, errors = self.run_command(*arguments, **options)
        self.assertEqual((code, errors), (OK, ""), output)
        return output

    def fail_with(self, code, *arguments, **options):
        """Returns its one line of error."""
        got, output, errors = self.run_command(*arguments, **options)
        self.assertEqual((got, output), (code, ""), errors)
        self.assertTrue(errors.startswith("broadcaster: "), errors)
        return errors[len("broadcaster: "):]

    def tail(self, *arguments):
        """Starts a tail, and waits until it misses nothing."""
        process = subprocess.Popen([program(), "tail", *arguments], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env=self.environment)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        line = process.stderr.readline()
        self.assertRegex(line, "^broadcaster: watching wss?://127.0.0.1:")
        return process

    def test_window_call(self):
        usage = self.succeed("--connect", "--help")
        self.assertIn("usage: broadcaster --connect ADDRESS", usage)
        self.assertIn("--connect-dialog", usage)
        self.assertNotIn("--json", usage)
        self.assertIn("broadcaster --connect ADDRESS", self.succeed("--help"))
        for arguments, words in (
                (("--connect",), "--connect needs a value: ADDRESS"),
                (("--connect", "http://"), "is not the address of a broker"),
                (("--connect", "ftp://a"), "is not the address of a broker"),
                (("--connect", "a", "--port", "1"), "there is no option --port"),
                (("--connect", "a", "b"), '"b" is not an option'),
                (("--connect", "a", "--trust", "12"), "64 hexadecimal digits")):
            with self.subTest(arguments=arguments):
                environment = {"QT_QPA_PLATFORM": "offscreen"}
                self.assertIn(words, self.fail_with(USAGE, *arguments, environment=environment))

    def test_status(self):
        empty = self.succeed("status")
        self.assertIn(f"at {self.broker.scheme}://127.0.0.1:{self.broker.port}", empty)
        runtime, agent = self.clients("runtime", "data-agent")
        text = self.succeed("status")
        self.assertRegex(text, rf"(?m)^{self.project} +2 +0 +")
        listed = json.loads(self.succeed("status", "--json"))
        self.assertIn(self.project, [each["projectId"] for each in listed["projects"]])
        clients = self.succeed("status", self.project)
        self.assertRegex(clients, rf"(?m)^{runtime.id} +runtime ")
        self.assertRegex(clients, rf"(?m)^{agent.id} +data-agent ")
        self.assertEqual(self.succeed("status", "nothing-here"), "no clients\n")
        self.assertEqual(self.fail_with(USAGE, "status", "x" * 300),
                         "projectId has 300 bytes of UTF-8, the most is 256\n")

    def test_send(self):
        (runtime,) = self.clients("runtime")
        envelope = '{"type":"hello","to":{"type":"runtime"},"payload":{"n":1}}'
        self.assertEqual(self.succeed("send", self.project, text=envelope), "sent to 1 client\n")
        self.assertEqual(runtime.receive()["payload"], {"n": 1})
        self.assertEqual(
            json.loads(self.succeed("send", self.project, "--json", text=envelope)),
            {"delivered": 1, "mirrored": 0, "isPartial": False})
        self.assertEqual(self.succeed("send", "empty", text=envelope),
                         "sent to nobody: no client is there for it\n")
        self.assertRegex(self.succeed("send", self.project, "--explain", text=envelope),
                         rf"(?m)^{runtime.id} +runtime +delivered$")
        explained = json.loads(
            self.succeed("send", self.project, "--explain", "--json", text=envelope))
        self.assertEqual(explained["target"], "runtime")
        self.assertEqual(self.fail_with(DATAERR, "send", self.project, text="{"),
                         "Invalid JSON message format\n")
        large = '{"type":"large","to":{"type":"admin"},"payload":"%s"}'
        self.assertEqual(self.succeed("send", self.project, text=large % ("x" * 1000000)),
                         "sent to nobody: no client is there for it\n")
        self.assertIn("is too big", self.fail_with(
            DATAERR, "send", self.project, text=large % ("x" * 1100000)))
        self.assertIn("(1009 the message is too big)", self.fail_with(
            UNAVAILABLE, "send", self.project, text=large % ("x" * 3000000)))
        self.assertIn("standard input is empty", self.fail_with(DATAERR, "send", self.project))
        self.assertIn("name the project", self.fail_with(USAGE, "send", text=envelope))

    def test_an_envelope_is_read_to_its_end(self):
        def send_from(descriptor):
            done = subprocess.run([program(), "send", self.project], stdin=descriptor, text=True,
                                  capture_output=True, env=self.environment, check=False,
                                  timeout=DEADLINE)
            return done.returncode, done.stdout + done.stderr

        folder = os.open(self.broker.folder, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        self.assertEqual(send_from(folder), (
            NOINPUT, "broadcaster: standard input cannot be read: Is a directory\n"))
        # The end of a terminal that goes away is an error, after what came before it.
        terminal, other_end = os.openpty()
        self.addCleanup(os.close, terminal)
        tty.setraw(other_end)
        os.write(other_end, b'{"type":"hello"}\n')
        os.close(other_end)
        self.assertEqual(send_from(terminal), (
            NOINPUT, "broadcaster: standard input cannot be read: Input/output error\n"))
        waiting, writer = os.pipe()
        self.addCleanup(os.close, waiting)
        os.set_blocking(waiting, False)
        timer = threading.Timer(0.2, lambda: (os.write(writer, b'{"type":"hello"}'),
                                              os.close(writer)))
        timer.start()
        self.addCleanup(timer.join)
        self.assertEqual(send_from(waiting), (OK, "sent to nobody: no client is there for it\n"))

    def test_keys(self):
        self.assertEqual(self.succeed("keys", "require", self.project, "on"),
                         f"clients of {self.project} need its key\n")
        key = self.succeed("keys", "issue", self.project, "--description", "for the tests").strip()
        self.assertRegex(key, "^sa_live_[0-9a-f]{32}$")
        self.client("runtime", api_key=key)
        listed = self.succeed("keys", "list")
        self.assertRegex(listed, rf"(?m)^{self.project} +{key[:12]}… .* for the tests$")
        self.assertIn("already", self.fail_with(USAGE, "keys", "issue", self.project))
        self.assertEqual(self.succeed("keys", "revoke", self.project), f"revoked {key[:12]}…\n")
        self.fail_with(NOINPUT, "keys", "revoke", self.project)
        self.assertEqual(self.succeed("keys", "require", self.project, "off"),
                         f"clients of {self.project} need no key\n")
        self.assertIn("give list, issue", self.fail_with(USAGE, "keys", "steal", self.project))
        self.assertIn("on or off", self.fail_with(USAGE, "keys", "require", self.project, "maybe"))

    def test_an_answer_that_cannot_be_read(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            server = threading.Thread(target=answer_wrongly, args=(listener,))
            server.start()
            error = self.fail_with(
                PROTOCOL, "keys", "list", "--connect", f"127.0.0.1:{listener.getsockname()[1]}",
                environment={"SUPERATOM_SERVICE_KEY": "x"})
            server.join()
        self.assertTrue(error.startswith("the broker's answer cannot be read: answer"), error)

    def test_only_an_issued_key_is_lost_when_nobody_reads(self):
        def code_of(*arguments):
            reader, writer = os.pipe()
            os.close(reader)
            with os.fdopen(writer, "wb") as output:
                return subprocess.run([program(), *arguments], stdout=output, check=False,
                                      env=self.environment, timeout=DEADLINE).returncode

        for arguments in (("keys", "list"), ("keys", "require", self.project, "off"), ("status",),
                          ("status", "--help"), ("--help",)):
            with self.subTest(arguments=arguments):
                self.assertEqual(code_of(*arguments), OK)
        self.assertEqual(code_of("keys", "issue", self.project), IOERR)

    def test_an_answer_needs_an_output(self):
        def run(redirection, *arguments):
            script = f'exec "$0" "$@" {redirection}'
            done = subprocess.run(["/bin/sh", "-c", script, program(), *arguments], check=False,
                                  input='{"type":"a"}', stderr=subprocess.PIPE, text=True,
                                  env=self.environment, timeout=DEADLINE)
            return done.returncode, done.stderr

        for arguments in (("keys", "issue", self.project), ("keys", "list"), ("status",),
                          ("send", self.project), ("tail", "--for", "1"), ("status", "--help"),
                          ("--help",), ("--version",), ("--print-config",)):
            with self.subTest(arguments=arguments):
                self.assertEqual(run(">&-", *arguments), (
                    IOERR, "broadcaster: standard output is closed: there is no place for the "
                    "answer\n"))
        self.assertNotIn(self.project, self.succeed("keys", "list"))
        for arguments in (("keys", "list"), ("status",), ("status", "--help"), ("--help",),
                          ("--version",), ("--print-config",), ("--connect", "--help")):
            with self.subTest(arguments=arguments):
                self.assertEqual(run(">/dev/full", *arguments), (
                    IOERR, "broadcaster: standard output cannot be written: No space left on "
                    "device\n"))

    def test_tail(self):
        runtime, agent = self.clients("runtime", "data-agent")
        tail = self.tail("payload.n >= 5", "--project", self.project, "--count", "3")
        for n in range(8):
            runtime.send_json({"type": "count", "to": {"type": "data-agent"}, "payload": {"n": n}})
        output, errors = tail.communicate(timeout=DEADLINE)
        self.assertEqual((tail.returncode, errors), (OK, ""))
        lines = [json.loads(line) for line in output.splitlines()]
        self.assertEqual([line["message"]["payload"]["n"] for line in lines], [5, 6, 7])
        self.assertEqual({line["project"] for line in lines}, {self.project})
        self.assertEqual(agent.receive()["payload"], {"n": 0})

    def test_strangers_do_not_control_the_terminal(self):
        controls = "\x80\x9b\u061c\u200e\u2028\u202e\u2066"
        sender = self.client(headers=[("User-Agent", f"one{controls}\ttwo")])
        shown = self.succeed("status", self.project)
        self.assertIn(f"one{len(controls) * NEUTRAL}{NEUTRAL}two\n", shown)
        answer = self.succeed("status", self.project, "--json")
        self.assertEqual(len(answer.splitlines()), 1)
        self.assertFalse(set(answer) & set(controls), ascii(answer))
        self.assertEqual(json.loads(answer)["clients"][0]["userAgent"], f"one{controls}\ttwo")
        description = "one\x1b[31m\ntwo\x9b\u202e"
        answer = self.api("POST", "/api-keys", {"projectId": self.project,
                                                "description": description})
        self.assertEqual(answer.status, 201, answer.body)
        self.assertIn(f"one{NEUTRAL}[31m{NEUTRAL}two{NEUTRAL}{NEUTRAL}\n",
                      self.succeed("keys", "list"))
        tail = self.tail("--count", "1", "--project", self.project)
        sender.send_text('{"type":"a","payload":"é€%s"}' % controls)
        line = tail.communicate(timeout=DEADLINE)[0]
        self.assertFalse(set(line) & set(controls), ascii(line))
        self.assertIn(r'"é€\u0080\u009b\u061c\u200e\u2028\u202e\u2066"', line)

    def test_tail_ends_by_time_and_by_signal(self):
        tail = self.tail("--for", "1", "--project", self.project)
        self.assertEqual(tail.communicate(timeout=DEADLINE)[0], "")
        self.assertEqual(tail.returncode, OK)
        for number in (signal.SIGINT, signal.SIGTERM):
            tail = self.tail("--project", self.project)
            tail.send_signal(number)
            tail.communicate(timeout=DEADLINE)
            self.assertEqual(tail.returncode, OK)

    def test_tail_ends_when_nobody_reads(self):
        (runtime,) = self.clients("runtime")
        tail = self.tail("--project", self.project)
        tail.stdout.close()
        runtime.send_json({"type": "count"})
        self.assertEqual(tail.wait(DEADLINE), OK)

    def test_tail_ends_while_its_reader_has_stopped(self):
        (runtime,) = self.clients("runtime")
        for number in (signal.SIGINT, signal.SIGTERM, None):
            with self.subTest(signal=number):
                limit = () if number else ("--for", "2")
                tail = self.tail("--project", self.project, *limit)
                room = fcntl.fcntl(tail.stdout, F_SETPIPE_SZ, 4096)
                runtime.send_json({"type": "count", "payload": 3 * room * "x"})
                eventually(lambda: unread_bytes(tail.stdout) == room, "a full pipe")
                if number:
                    tail.send_signal(number)
                self.assertEqual(tail.wait(DEADLINE), OK)

    def test_tail_says_what_it_left_out(self):
        (runtime,) = self.clients("runtime")
        tail = self.tail("--bytes-per-second", "1000", "--project", self.project, "--for", "5")
        reader = threading.Thread(target=tail.stdout.read)
        reader.start()
        for n in range(1000):
            runtime.send_json({"type": "count", "payload": {"n": n}})
        errors = tail.stderr.read()
        reader.join()
        self.assertRegex(errors, r"broadcaster: \d+ messages were left out")

    def test_wrong_filters_are_shown_with_their_place(self):
        error = self.fail_with(USAGE, "tail", "type = 1")
        self.assertEqual(error, 'filter: there is a fault at character 6: "= 1"\n')
        self.assertIn("not known then", self.fail_with(USAGE, "tail", 'delivered == dropped'))
        self.assertEqual(self.fail_with(USAGE, "tail", "x" * 4097),
                         "filter: it has 4097 characters, the most is 4096\n")
        self.assertEqual(self.fail_with(USAGE, "tail", "(" * 101 + "x" + ")" * 101),
                         "filter: it is nested too deeply at character 101: the most is 100 "
                         "negations and parentheses in one another\n")
        self.assertIn("whole number from 1 to", self.fail_with(USAGE, "tail", "--count", "some"))

    def test_help_and_usage(self):
        for command in ("tail", "send", "status", "keys"):
            text = self.succeed(command, "--help")
            self.assertTrue(text.startswith(f"usage: broadcaster {command} "), text)
            self.assertLess(max(map(len, text.splitlines())), 101)
            self.assertIn("is --connect meant?", self.fail_with(USAGE, command, "--conect", "x"))
            self.assertIn("--connect needs a value", self.fail_with(USAGE, command, "--connect"))
            self.assertIn("--json takes no value", self.fail_with(USAGE, command, "--json=1"))
            self.assertEqual(self.succeed(command, "-h"), text)
            with open(COMMANDS, encoding="utf-8") as file:
                codes = re.findall(r"(?m)^\| (\d+) \|", file.read())
            self.assertEqual(sorted(re.findall(r"\d+", text[text.index("Exit codes:"):])), codes)
        self.assertRegex(self.succeed("--help"), r"(?m)^  tail \[FILTER\] +Prints messages")

    def test_words_with_a_single_dash_are_no_operands(self):
        self.assertTrue(self.succeed("keys", "issue", "-h").startswith("usage: broadcaster keys "))
        self.assertTrue(self.succeed("--connect", "-h").startswith("usage: broadcaster --connect "))
        for word in ("-x", "-json", "-description"):
            self.assertIn(f"there is no option {word}; an operand that begins with - stands behind",
                          self.fail_with(USAGE, "keys", "issue", word))
        self.assertNotRegex(self.succeed("keys", "list"), "(?m)^-")
        self.assertEqual(self.succeed("status", "--", "-h"), "no clients\n")
        self.assertEqual(self.succeed("status", "-"), "no clients\n")

    def test_arguments_must_be_utf8(self):
        broken = os.fsdecode(b"p\xff")
        for arguments in (("keys", "issue", broken), ("status", broken),
                          ("keys", "issue", self.project, "--description", broken),
                          ("keys", "issue", self.project, f"--description={broken}"),
                          ("--connect", broken), ("--server", "--database", broken)):
            with self.subTest(arguments=arguments):
                self.assertRegex(self.fail_with(USAGE, *arguments),
                                 '^the argument ".*\ufffd" is not UTF-8\n$')
        self.assertNotRegex(self.succeed("keys", "list"), f"\ufffd|{self.project}")
        # A byte order mark is a part of a name.
        self.succeed("keys", "issue", "\ufeffmarked")
        self.succeed("keys", "revoke", "\ufeffmarked")
        self.assertIn("marked", self.fail_with(NOINPUT, "keys", "revoke", "marked"))

    def test_addresses_and_keys(self):
        address = f"127.0.0.1:{self.broker.port}"
        url = f"{self.broker.scheme}://{address}"
        elsewhere = {"XDG_RUNTIME_DIR": os.path.join(self.broker.folder, "nowhere")}
        trust = ["--trust", self.broker.tls.fingerprint()] if self.broker.tls else []
        self.assertIn("no broker of yours runs",
                      self.fail_with(UNAVAILABLE, "status", environment=elsewhere))
        self.assertIn("needs a key",
                      self.fail_with(NOPERM, "status", "--connect", url, environment=elsewhere))
        self.assertIn("does not accept this key",
                      self.fail_with(NOPERM, "status", "--connect", url, *trust,
                                     environment={**elsewhere, "SUPERATOM_SERVICE_KEY": "wrong"}))
        self.succeed("status", "--connect", url, *trust,
                     environment={**elsewhere, "SUPERATOM_SERVICE_KEY": SERVICE_KEY})
        self.assertIn("is not the address of a broker",
                      self.fail_with(USAGE, "status", "--connect", "ftp://x"))
        self.fail_with(NOINPUT, "status", "--connect", url, "--service-key-file", "/nowhere/key")
        self.assertIn("cannot be reached",
                      self.fail_with(UNAVAILABLE, "status", "--connect", "127.0.0.1:1",
                                     environment={"SUPERATOM_SERVICE_KEY": "x"}))
        self.assertIn("wss://127.invalid:1 ",  # A name, and not this machine: over TLS.
                      self.fail_with(UNAVAILABLE, "status", "--connect", "127.invalid:1",
                                     environment={"SUPERATOM_SERVICE_KEY": "x"}))

    def test_keys_are_one_line(self):
        path = os.path.join(self.broker.folder, "lines.key")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{SERVICE_KEY}\r\nX-Other: b\n")
        address = ("--connect", "127.0.0.1:1")
        words = "has a line break or another control character inside: it must be one line\n"
        for option in ("--service-key-file", "--viewer-key-file"):
            self.assertEqual(self.fail_with(USAGE, "status", *address, option, path),
                             f"the key in {path} {words}")
        self.assertEqual(self.fail_with(USAGE, "status", *address,
                                        environment={"SUPERATOM_SERVICE_KEY": "a\r\nb"}),
                         f"the key in SUPERATOM_SERVICE_KEY {words}")

    def test_the_wrong_scheme_is_told(self):
        port = self.broker.port
        key = {"SUPERATOM_SERVICE_KEY": SERVICE_KEY}
        if self.broker.tls:
            error = self.fail_with(PROTOCOL, "status", "--connect", f"ws://127.0.0.1:{port}",
                                   environment=key)
            self.assertIn(f"ws://127.0.0.1:{port} refused a connection without TLS.", error)
            self.assertIn("It may be a port with TLS: connect by wss://.", error)
        else:
            error = self.fail_with(PROTOCOL, "status", "--connect", f"wss://127.0.0.1:{port}",
                                   environment=key)
            self.assertIn(f"wss://127.0.0.1:{port} does not take TLS (", error)
            self.assertIn("If it is a port without TLS, connect by ws://.", error)

    def test_viewers(self):
        path = os.path.join(self.broker.folder, "viewer.key")
        with open(path, "w", encoding="utf-8") as file:
            file.write(VIEWER_KEY + "\n")
        with Broker("--viewer-key-file", path) as broker:
            url = f"{broker.scheme}://127.0.0.1:{broker.port}"
            trust = ["--trust", broker.tls.fingerprint()] if broker.tls else []
            options = ["--connect", url, "--viewer-key-file", path, *trust]
            self.succeed("status", *options)
            for arguments in (("keys", "list"), ("keys", "issue", "p"), ("send", "p")):
                self.assertEqual(
                    self.fail_with(NOPERM, *arguments, *options, text='{"type":"a"}'),
                    "This needs the service key.\n")
            with HttpConnection(broker.port) as connection:
                for method, target in (("GET", "/projects"), ("GET", "/metrics"),
                                       ("POST", "/explain?projectId=p")):
                    answer = connection.request(
                        method, target, [("Authorization", f"Bearer {VIEWER_KEY}")])
                    self.assertEqual(answer.status, 401, target)

    def test_certificates(self):
        if not self.broker.tls:
            self.skipTest("without TLS there is none")
        url = f"wss://127.0.0.1:{self.broker.port}"
        key = {"SUPERATOM_SERVICE_KEY": SERVICE_KEY, "XDG_RUNTIME_DIR": "/nowhere"}
        error = self.fail_with(PROTOCOL, "status", "--connect", url, environment=key)
        fingerprint = re.search("--trust ([0-9a-f]{64})", error)[1]
        self.succeed("status", "--connect", url, "--trust", fingerprint, environment=key)
        self.fail_with(PROTOCOL, "status", "--connect", url, "--trust", "0" * 64, environment=key)
        self.fail_with(USAGE, "status", "--connect", url, "--trust", "123", environment=key)

    def test_the_broker_goes(self):
        with Broker() as broker:
            url = f"{broker.scheme}://127.0.0.1:{broker.port}"
            trust = ["--trust", broker.tls.fingerprint()] if broker.tls else []
            process = subprocess.Popen(
                [program(), "tail", "--connect", url, *trust], stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True,
                env={**self.environment, "SUPERATOM_SERVICE_KEY": SERVICE_KEY})
            self.assertIn("watching", process.stderr.readline())
            broker.stop()
            self.assertIn("has stopped", process.communicate(timeout=DEADLINE)[1])
            self.assertEqual(process.returncode, UNAVAILABLE)

