# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""TLS on the port: what is spoken, how files are checked, how a certificate is renewed."""
import hashlib
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import warnings

from broker import SERVICE_KEY, Broker, run
from httpclient import HttpConnection, request_bytes
from tls import Certificate, trusting_context
from wire import DEADLINE, Wire, eventually
from wiretest import BrokerTest
from wsclient import Client, Closed, text_frame, websocket_target

MEBIBYTE = 1 << 20
EX_USAGE, EX_NOINPUT = 64, 66


class TlsTest(BrokerTest):
    """One broker with a certificate for all tests of a class."""

    arguments = ()

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-tls-")
        cls.addClassCleanup(folder.cleanup)
        cls.tls = Certificate(folder.name)
        cls.broker = cls.enterClassContext(Broker(*cls.arguments, tls=cls.tls))

    def client(self, kind="runtime", project=None, **options):
        return super().client(kind, project, **{"tls": self.tls.context(), **options})

    def https(self, version=None):
        connection = HttpConnection(self.broker.port, tls=self.tls.context(version))
        self.addCleanup(connection.abort)
        return connection

    def plain(self):
        connection = HttpConnection(self.broker.port, tls=False)
        self.addCleanup(connection.abort)
        return connection


def large(number, size=MEBIBYTE):
    """An envelope of about `size` bytes that no compression or repetition could hide."""
    noise = hashlib.shake_128(str(number).encode()).hexdigest(size // 2)
    return json.dumps({"id": number, "type": "large", "payload": noise})


def client_hello():
    """The first bytes of a handshake."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        trusting_context().wrap_bio(incoming, outgoing).do_handshake()
    except ssl.SSLWantReadError:
        return outgoing.read()


class ByteByByte:
    """A way to the broker on which what clients send arrives in single bytes."""

    def __init__(self, port):
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._target = port
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        client = self._door.accept()[0]
        broker = socket.create_connection(("127.0.0.1", self._target))
        broker.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=self._back, args=(broker, client), daemon=True).start()
        with client, broker:
            while data := client.recv(1 << 16):
                for byte in data:
                    broker.send(bytes([byte]))

    @staticmethod
    def _back(broker, client):
        try:
            while data := broker.recv(1 << 16):
                client.sendall(data)
        except OSError:
            pass  # one side has gone

    def close(self):
        self._door.close()


class Speaking(TlsTest):
    def test_versions_and_ciphers(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            with self.subTest(version.name):
                context = self.tls.context(version)
                sender, receiver = self.client(tls=context), self.client("data-agent", tls=context)
                sender.send_json({"id": version.name, "type": "x"})
                self.assertEqual(receiver.receive()["id"], version.name)
                name, spoken, _ = sender.socket.cipher()
                self.assertRegex(name, "GCM|CHACHA20")
                self.assertEqual(spoken, version.name.replace("_", "."))
                self.assertEqual(self.https(version).request("GET", "/health").status, 200)

    def test_old_versions_are_refused(self):
        context = trusting_context()
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaisesRegex(ssl.SSLError, "PROTOCOL_VERSION"):
            Wire(self.broker.port, tls=context)

    def test_ciphers_without_forward_secrecy_or_integrity_are_refused(self):
        for cipher in ("AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA"):
            with self.subTest(cipher):
                context = trusting_context()
                context.maximum_version = ssl.TLSVersion.TLSv1_2
                context.set_ciphers(cipher)
                with self.assertRaisesRegex(ssl.SSLError, "HANDSHAKE_FAILURE"):
                    Wire(self.broker.port, tls=context)

    def test_plain_requests_are_told(self):
        for method in ("GET", "POST", "DELETE", "OPTIONS"):
            with self.subTest(method):
                connection = self.plain()
                connection.send(request_bytes(method, websocket_target(self.project, "runtime")))
                answer = connection.response()
                self.assertEqual(answer.status, 400)
                self.assertRegex(answer.json()["message"], "https://.*wss://")
                self.assertEqual(connection.read_to_end(), b"")

    def test_tls_to_a_plain_broker_is_refused(self):
        with Broker() as plain:
            if plain.scheme == "ws":
                with self.assertRaises((ssl.SSLError, ConnectionError)):
                    Wire(plain.port, tls=trusting_context())

    def test_curl(self):
        done = subprocess.run(
            ["curl", "--silent", "--show-error", "--fail", "--noproxy", "*", "--cacert",
             self.tls.certificate, f"https://127.0.0.1:{self.broker.port}/health"],
            capture_output=True, check=False, timeout=DEADLINE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["status"], "healthy")

    def test_one_connection_many_requests(self):
        connection = self.https()
        for _ in range(50):
            self.assertEqual(connection.request("GET", "/health").status, 200)
        connection.send(50 * request_bytes("GET", "/health"))  # in one record
        for _ in range(50):
            self.assertEqual(connection.response().status, 200)


class Messages(TlsTest):
    arguments = ("--max-message-size", "2MiB")

    def test_many_frames_in_one_record(self):
        sender, receiver = self.clients("runtime", "data-agent")
        sender.send(b"".join(text_frame(f'{{"id":{n}}}') for n in range(500)))
        self.assertEqual([receiver.receive()["id"] for _ in range(500)], list(range(500)))

    def test_frames_behind_the_handshake(self):
        """More than the gateway reads at once: what TLS holds goes to the room as well."""
        receiver = self.client("data-agent")
        filler = "x" * 100
        frames = [text_frame(f'{{"id":{n},"payload":"{filler}"}}') for n in range(3000)]
        self.client(with_head=b"".join(frames))
        self.assertEqual([receiver.receive()["id"] for _ in frames], list(range(3000)))

    def test_large_messages_both_ways(self):
        first, second = self.clients("runtime", "data-agent")
        for number in range(8):
            for sender, receiver in ((first, second), (second, first)):
                sender.send_text(large(number))
                message = receiver.receive()
                self.assertEqual(message["payload"], json.loads(large(number))["payload"])

    def test_who_reads_late_gets_everything(self):
        sender = self.client()
        slow = self.client("data-agent", receive_buffer=4096)
        for number in range(6):
            sender.send_text(large(number))
        sender.ping_pong()  # all of it is queued, and records are half sent
        for number in range(6):
            message = slow.receive()
            self.assertEqual(message["id"], number)
            self.assertEqual(message["payload"], json.loads(large(number))["payload"])

    def test_records_cut_anywhere(self):
        """Whole records are handed out when part of the next one has come."""
        way = ByteByByte(self.broker.port)
        self.addCleanup(way.close)
        sender = Client(way.port, self.project, tls=self.tls.context())
        self.addCleanup(sender.abort)
        receiver = self.client("data-agent")
        sender.send_text(large(1, 20_000))
        self.assertEqual(receiver.receive()["payload"], json.loads(large(1, 20_000))["payload"])


class Downgrade(TlsTest):
    """Nothing of a connection that has spoken TLS leaves it in the clear."""

    PLAIN = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"

    def setUp(self):
        super().setUp()
        for number in range(40):
            answer = self.api_call("POST", "/api-keys", json.dumps({
                "projectId": f"{self.project}-{number}", "description": "SECRET" * 160}).encode())
            self.assertEqual(answer.status, 201, answer.body)

    def headers(self):
        return [("Authorization", f"Bearer {SERVICE_KEY}"), ("Content-Type", "application/json")]

    def api_call(self, method, target, body=None):
        return self.https().request(method, target, self.headers(), body)

    def established(self, version):
        """A connection below TLS, and TLS on it."""
        wire = Wire(self.broker.port, tls=False, receive_buffer=4096)
        self.addCleanup(wire.abort)
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = self.tls.context(version).wrap_bio(incoming, outgoing, server_hostname="127.0.0.1")
        while True:
            try:
                tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                wire.send(outgoing.read())
                wire.fill(time.monotonic() + DEADLINE)
                incoming.write(wire.take(len(wire.buffer)))
        wire.send(outgoing.read())
        return wire, tls, outgoing

    def assert_all_tls(self, data):
        self.assertNotIn(b"SECRET", data)
        self.assertNotIn(b"HTTP/1.1", data)
        at = 0
        while at + 5 <= len(data):
            self.assertIn(data[at], (20, 21, 22, 23), f"no record of TLS at byte {at}")
            at += 5 + int.from_bytes(data[at + 3:at + 5], "big")

    def test_plain_bytes_in_the_middle(self):
        answered = request_bytes("GET", "/api-keys", self.headers())
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            # Nothing, part of a request, an answer, more answers than the kernel takes.
            for said in (b"", answered[:20], answered, answered * 100):
                with self.subTest(f"{version.name}, behind {len(said)} bytes"):
                    wire, tls, outgoing = self.established(version)
                    tls.write(said)
                    wire.send(outgoing.read())
                    if len(said) >= len(answered):
                        self.assertTrue(wire.is_readable(DEADLINE))
                    wire.send_while_open(self.PLAIN)
                    wire.send_while_open(self.PLAIN)
                    self.assert_all_tls(wire.read_to_end())
        self.assert_alive()


class TooSlow(TlsTest):
    arguments = ("--max-queue-bytes", "1MiB")

    def test_records_stay_whole_when_frames_are_dropped(self):
        sender = self.client()
        slow = self.client("data-agent", receive_buffer=4096)
        for number in range(200):
            sender.send_text(large(number, 65_536))
        sender.ping_pong()
        ids = []
        with self.assertRaises(Closed) as closed:
            while True:
                ids.append(slow.receive()["id"])
        self.assertEqual(closed.exception.code, 4002)
        self.assertEqual(ids, list(range(len(ids))))
        self.assertLess(len(ids), 200)


class Handshakes(TlsTest):
    arguments = ("--handshake-timeout", "1", "--max-pending-handshakes", "4")

    def test_half_a_handshake_ends(self):
        hello = client_hello()
        for part in (b"", hello[:1], hello[:60], hello):
            with self.subTest(len(part)):
                started = time.monotonic()
                wire = self.plain()
                wire.send(part)
                wire.read_to_end()
                self.assertLess(time.monotonic() - started, 5)
        self.assert_alive()

    def test_silent_peers_do_not_keep_others_out(self):
        first, second = self.clients("runtime", "data-agent")
        silent = [self.plain() for _ in range(12)]
        first.send_json({"id": "meanwhile", "type": "x"})
        self.assertEqual(second.receive()["id"], "meanwhile")
        for wire in silent:
            wire.read_to_end()
        self.assert_alive()


class FullHouse(TlsTest):
    arguments = ("--handshake-timeout", "1", "--max-connections", "1")

    def test_silent_peers_are_not_kept(self):
        """A client over the limit is told so after the handshake, if there is one."""
        kept = []
        for _ in range(256):
            kept.append(self.https())
            self.assertEqual(kept[-1].request("GET", "/health").status, 200)
        for wire in [self.plain() for _ in range(10)]:
            started = time.monotonic()
            wire.read_to_end()
            self.assertLess(time.monotonic() - started, 5)


class Renewal(TlsTest):
    def shown(self):
        with Wire(self.broker.port, tls=trusting_context()) as wire:
            return wire.socket.getpeercert(binary_form=True)

    def is_shown(self):
        with open(self.tls.certificate, encoding="ascii") as file:
            return self.shown() == ssl.PEM_cert_to_DER_cert(file.read())

    def test_a_new_certificate_drops_nobody(self):
        sender, receiver = self.clients("runtime", "data-agent")
        before = self.shown()
        self.tls.make(key="rsa:2048")
        self.broker.tell(signal.SIGHUP)
        eventually(self.is_shown, "the new certificate")
        self.assertNotEqual(self.shown(), before)
        self.broker.wait_for_log(r"certificate of CN = broker of the tests, which expires on 20")
        sender.send_json({"id": "still here", "type": "x"})
        self.assertEqual(receiver.receive()["id"], "still here")
        self.assert_alive()

    def test_bad_files_change_nothing(self):
        kept = self.shown()
        os.chmod(self.tls.key, 0o644)
        self.broker.tell(signal.SIGHUP)
        self.broker.wait_for_log(r"stays as it was: the key file .* chmod 600")
        self.assertEqual(self.shown(), kept)
        with HttpConnection(self.broker.port, tls=trusting_context()) as connection:
            told = connection.request("GET", "/ready").json()
            details = connection.request(
                "GET", "/ready", [("Authorization", f"Bearer {SERVICE_KEY}")]).json()["details"]
        self.assertEqual(told["warnings"],
                         ["the certificate stays as it was: its files cannot be used"])
        self.assertNotIn(self.broker.folder, json.dumps(told))
        self.assertEqual(len(details), 1)
        self.assertIn(self.tls.key, details[0])
        os.chmod(self.tls.key, 0o600)

    def test_sighup_without_tls_is_harmless(self):
        with Broker() as plain:
            plain.tell(signal.SIGHUP)
            plain.tell(signal.SIGHUP)
            with HttpConnection(plain.port) as connection:
                self.assertEqual(connection.request("GET", "/health").status, 200)


class Files(BrokerTest):
    """The error names the file and its fault, before anything listens."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="broadcaster-tls-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.good = Certificate(self.folder, "good")

    def path(self, name, content=None, mode=0o600):
        path = os.path.join(self.folder, name)
        if content is not None:
            with open(path, "wb") as file:
                file.write(content)
            os.chmod(path, mode)
        return path

    def content(self, path):
        with open(path, "rb") as file:
            return file.read()

    def assert_refused(self, certificate, key, pattern, status=EX_NOINPUT):
        code, out, error = run("--server", "--port", "0", "--tls-cert", certificate,
                               "--tls-key", key)
        self.assertRegex(error, pattern)
        self.assertEqual((code, out), (status, ""))

    def test_refused_files(self):
        good, other = self.good, Certificate(self.folder, "other")
        certificate, key = self.content(good.certificate), self.content(good.key)
        weak = Certificate(self.folder, "weak", key="rsa:1024")
        with_passphrase = self.path("passphrase.key", b"")
        subprocess.run(["openssl", "pkey", "-in", good.key, "-aes256", "-passout", "pass:secret",
                        "-out", with_passphrase], check=True, capture_output=True)
        damaged = certificate.replace(b"M", b"!", 5)
        for name, cert, its_key, pattern in (
                ("no certificate", self.path("none"), good.key,
                 r"cannot read the certificate file .*none: No such file"),
                ("no key", good.certificate, self.path("none"),
                 r"cannot read the key file .*none: No such file"),
                ("a folder", self.folder, good.key, r"cannot read the certificate file"),
                ("no PEM", self.path("text", b"hello"), good.key,
                 r"text holds no certificate; it must be PEM"),
                ("a key in its place", good.key, good.key, r"holds no certificate"),
                ("damaged", self.path("damaged", damaged), good.key, r"damaged at certificate 1"),
                ("damaged chain", self.path("chain", certificate + damaged), good.key,
                 r"damaged at certificate 2"),
                ("far too large", self.path("large", b"x" * (2 * MEBIBYTE)), good.key,
                 r"more than 1048576 bytes"),
                ("a certificate in its place", good.certificate,
                 self.path("cert.key", certificate), r"holds no private key"),
                ("another key", good.certificate, other.key,
                 r"other.key does not belong to the certificate in .*good.pem"),
                ("a key for all", good.certificate, self.path("all.key", key, 0o644),
                 r"all.key is open to others than its owner; chmod 600 it"),
                ("a key a group may write", good.certificate, self.path("group.key", key, 0o660),
                 r"group.key is open to others"),
                ("a passphrase", good.certificate, with_passphrase, r"has a passphrase"),
                ("a weak key", weak.certificate, weak.key, r"2048 bits or more")):
            with self.subTest(name):
                self.assert_refused(cert, its_key, pattern)

    def test_a_group_may_read_a_key_of_root_only(self):
        self.path("good.key", self.content(self.good.key), 0o640)
        if os.getuid() == 0:
            with Broker(tls=self.good):
                pass
        else:
            self.assert_refused(self.good.certificate, self.good.key, "is open to others")

    def test_one_without_the_other(self):
        for option, other in (("--tls-cert", "tls-key"), ("--tls-key", "tls-cert")):
            with self.subTest(option):
                code, _, error = run("--server", "--port", "0", option, self.good.key)
                self.assertIn(other, error)
                self.assertEqual(code, EX_USAGE)

    def test_metrics_tell_when_the_certificate_expires(self):
        shown = subprocess.run(
            ["openssl", "x509", "-noout", "-enddate", "-in", self.good.certificate],
            capture_output=True, text=True, check=True).stdout
        expected = ssl.cert_time_to_seconds(shown.strip().partition("=")[2])
        with Broker(tls=self.good) as broker:
            with HttpConnection(broker.port, tls=trusting_context()) as connection:
                text = connection.request("GET", "/metrics").body.decode()
        told = re.search(r"^broadcaster_certificate_expiry_timestamp_seconds (\d+)$", text, re.M)
        self.assertEqual(int(told[1]), expected)

    def test_an_expired_certificate_is_served_with_a_warning(self):
        self.expire(self.good)
        with Broker(tls=self.good) as broker:
            broker.wait_for_log(r"has expired, on 2021-01-01")
            with HttpConnection(broker.port, tls=trusting_context()) as connection:
                self.assertEqual(connection.request("GET", "/health").status, 200)

    def expire(self, made):
        self.path("index", b"")
        config = self.path("ca.cnf", b"[ca]\ndefault_ca=a\n[a]\ndatabase=index\nserial=serial\n"
                           b"new_certs_dir=.\ndefault_md=sha256\npolicy=p\n[p]\n")
        requested = self.path("request")
        subprocess.run(["openssl", "req", "-new", "-key", made.key, "-subj", "/CN=old", "-out",
                        requested], check=True, capture_output=True)
        subprocess.run(["openssl", "ca", "-batch", "-config", config, "-selfsign", "-keyfile",
                        made.key, "-in", requested, "-out", made.certificate, "-notext",
                        "-rand_serial", "-startdate", "20200101000000Z", "-enddate",
                        "20210101000000Z"], check=True, capture_output=True, cwd=self.folder)

    def test_a_chain_is_sent_whole(self):
        """The client knows the root only."""
        root = Certificate(self.folder, "root")
        middle = self.signed(
            "middle", root, "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign")
        leaf = self.signed("leaf", middle, "subjectAltName=IP:127.0.0.1")
        self.path("leaf.pem", self.content(leaf.certificate) + self.content(middle.certificate))
        with Broker(tls=leaf) as broker:
            with HttpConnection(broker.port, tls=root.context()) as connection:
                self.assertEqual(connection.request("GET", "/health").status, 200)

    def signed(self, name, issuer, extension):
        made = Certificate(self.folder, name)
        requested, extensions = self.path("request"), self.path(
            "ext", f"{extension}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid".encode())
        subprocess.run(["openssl", "req", "-new", "-key", made.key, "-subj", f"/CN={name}", "-out",
                        requested], check=True, capture_output=True)
        subprocess.run(["openssl", "x509", "-req", "-in", requested, "-CA", issuer.certificate,
                        "-CAkey", issuer.key, "-CAcreateserial", "-extfile", extensions, "-days",
                        "2", "-out", made.certificate], check=True, capture_output=True)
        return made
