# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The console and the commands behind real proxies that speak TLS, or pass it on."""
import json
import os
import select
import subprocess
import tempfile
import unittest

from proxies import Caddy, Haproxy, Nginx, PassingHaproxy
from broker import SERVICE_KEY, Broker, clean_environment, program
from httpclient import HttpConnection
from tls import Certificate
from wire import DEADLINE, EndOfStream, eventually
from wsclient import Client, head_bytes, upgrade_headers
from wiretest import BrokerTest

OK, UNAVAILABLE, NOPERM = 0, 69, 77
CLIENT = "127.0.5.1"
SILENT_SECONDS = 3  # The timeout of a proxy that cuts silent connections soon.
ENVELOPE = '{"type":"hello","to":{"type":"runtime"},"payload":{"text":"through"}}'


class BehindProxies(BrokerTest):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.certificate = Certificate(self.folder)
        self.key_file = self.write_key("service.key", SERVICE_KEY)

    def write_key(self, name, key):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(key + "\n")
        return path

    def start(self, proxy, *arguments, tls=None, **options):
        """A broker, and the proxy before it."""
        self.broker = Broker("--trusted-proxy", "127.0.0.1", *arguments, tls=tls)
        self.broker.__enter__()
        self.addCleanup(self.broker.__exit__, None, None, None)
        self.port = proxy(self, self.broker, certificate=self.certificate, **options).port

        def answers():
            try:
                return self.request("GET", "/health").status == 200
            except (OSError, EndOfStream):
                return False
        eventually(answers, "an answer through the proxy")

    def request(self, method, target, headers=(), source=None):
        with HttpConnection(self.port, tls=self.certificate.context(), source=source) as connection:
            return connection.request(method, target, headers)

    def command(self, *arguments, key_file=None):
        """The arguments of a command to the broker behind the proxy."""
        return [program(), *arguments, "--connect", f"wss://localhost:{self.port}",
                "--trust", self.certificate.fingerprint(),
                "--service-key-file", key_file or self.key_file]

    def run_command(self, *arguments, key_file=None, text=""):
        done = subprocess.run(self.command(*arguments, key_file=key_file), input=text,
                              capture_output=True, text=True, timeout=DEADLINE, check=False,
                              env=clean_environment(self.folder))
        return done.returncode, done.stdout, done.stderr

    def succeed(self, *arguments, **options):
        code, output, errors = self.run_command(*arguments, **options)
        self.assertEqual((code, errors), (OK, ""), output)
        return output

    def tail(self, *arguments):
        """Starts a tail, and waits until it misses nothing."""
        process = subprocess.Popen(self.command("tail", *arguments), stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True,
                                   env=clean_environment(self.folder))
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.assertEqual(process.stderr.readline(),
                         f"broadcaster: watching wss://localhost:{self.port}\n")
        return process

    def check_commands(self):
        runtime = Client(self.port, self.project, tls=self.certificate.context())
        self.addCleanup(runtime.abort)
        self.assertRegex(self.succeed("status"), rf"(?m)^{self.project} +1 +0 +")
        self.assertRegex(self.succeed("status", self.project), rf"(?m)^{runtime.id} +runtime ")
        tail = self.tail('type == "hello"', "--project", self.project, "--count", "2")
        self.assertEqual(self.succeed("send", self.project, text=ENVELOPE), "sent to 1 client\n")
        self.assertEqual(runtime.receive()["payload"], {"text": "through"})
        large = {"type": "hello", "payload": {"text": "x" * 900_000}}
        runtime.send_json(large)
        output, errors = tail.communicate(timeout=DEADLINE)
        self.assertEqual((tail.returncode, errors), (OK, ""))
        self.assertEqual(json.loads(output.splitlines()[0])["message"]["payload"], {"text": "through"})
        self.assertLess(len(output), 10_000)  # The large message is cut.
        key = self.succeed("keys", "issue", self.project).strip()
        self.assertRegex(self.succeed("keys", "list"), rf"(?m)^{self.project} +{key[:12]}… ")
        return key

    def check_refusals(self, project_key):
        for key in ("wrong", project_key):
            code, output, errors = self.run_command("status", key_file=self.write_key("other", key))
            self.assertEqual((code, output), (NOPERM, ""), errors)
            self.assertIn("does not accept this key", errors)

        def upgrade(key, source=CLIENT, **headers):
            connection = HttpConnection(self.port, tls=self.certificate.context(), source=source)
            self.addCleanup(connection.abort)
            connection.send(head_bytes("GET", "/console", upgrade_headers(
                Authorization=f"Bearer {key}", Sec_WebSocket_Protocol="broadcaster-console.v1",
                **headers)))
            return connection.response().status
        self.assertEqual(upgrade(SERVICE_KEY), 101)
        self.broker.wait_for_log(f"console {CLIENT}:?[0-9]* connected")
        self.assertEqual(upgrade(SERVICE_KEY, Origin="https://evil.example"), 403)
        self.assertEqual(upgrade(project_key), 401)
        self.assert_slowed(lambda key: 403 if (status := upgrade(key)) == 401 else status)
        self.assertEqual(upgrade("wrong", source="127.0.5.2"), 401)  # Another client's guess.

    def check(self):
        self.check_refusals(self.check_commands())

    def test_nginx(self):
        self.start(Nginx)
        self.check()

    def test_haproxy(self):
        self.start(Haproxy)
        self.check()

    def test_caddy(self):
        self.start(Caddy)
        self.check()

    def test_haproxy_that_passes_tls_on(self):
        self.start(PassingHaproxy, "--proxy-protocol", tls=self.certificate, option="send-proxy-v2")
        self.check()

    def test_a_broker_that_is_away(self):
        for proxy in (Nginx, Haproxy, Caddy):
            with self.subTest(proxy.__name__):
                self.start(proxy)
                self.broker.stop()
                code, output, errors = self.run_command("status")
                self.assertEqual((code, output), (UNAVAILABLE, ""), errors)
                self.assertRegex(errors, "does not reach a broker|is about to stop")

    def test_pings_keep_a_silent_console(self):
        for proxy in (Nginx, Haproxy):
            with self.subTest(proxy.__name__):
                self.start(proxy, "--ping-interval", "1", timeout=f"{SILENT_SECONDS}s")
                tail = self.tail('type == "hello"', "--count", "1")
                ready, _, _ = select.select([tail.stdout, tail.stderr], [], [], 3 * SILENT_SECONDS)
                self.assertEqual(ready, [], "it ended, or said something")
                with Client(self.port, self.project, tls=self.certificate.context()) as runtime:
                    runtime.send_text(ENVELOPE)
                self.assertIn("through", tail.communicate(timeout=DEADLINE)[0])
                self.assertEqual(tail.returncode, OK)

    def test_a_proxy_cuts_a_console_that_is_silent_for_too_long(self):
        for proxy in (Nginx, Haproxy):
            with self.subTest(proxy.__name__):
                self.start(proxy, timeout=f"{SILENT_SECONDS}s")
                tail = self.tail()
                self.assertIn("was cut", tail.communicate(timeout=DEADLINE)[1])
                self.assertEqual(tail.returncode, UNAVAILABLE)


if __name__ == "__main__":
    unittest.main()
