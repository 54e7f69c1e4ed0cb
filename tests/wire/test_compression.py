# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""permessage-deflate (RFC 7692): what is agreed on, and messages in every size and division, as
groups 12 and 13 of the Autobahn test suite have them."""
import base64
import random
import subprocess
import unittest

from broker import Broker, program
from wire import DEADLINE
from wiretest import BrokerTest
from wsclient import CONTINUATION, PING, TEXT, Client, Closed, deflated, frame, text_frame

OFFER = "permessage-deflate; client_max_window_bits"
ANSWER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
# Offers as clients send them (Autobahn 13), and the window of the answer.
OFFERS = {
    "13.1: nothing asked": ("permessage-deflate", 15),
    "13.2: no takeover": ("permessage-deflate; server_no_context_takeover", 15),
    "13.3: a small window": ("permessage-deflate; server_max_window_bits=9", 9),
    "13.4: the full window": ("permessage-deflate; server_max_window_bits=15", 15),
    "13.5: both": ("permessage-deflate; server_no_context_takeover; server_max_window_bits=9", 9),
    "13.6: both, full":
        ("permessage-deflate; server_no_context_takeover; server_max_window_bits=15", 15),
    "13.7: several": ("permessage-deflate; server_max_window_bits=8, permessage-deflate; "
                      "server_max_window_bits=9, permessage-deflate", 9),
}
SIZES = (16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072)  # Autobahn 12
ENVELOPE = '{"type":"rows","to":{"id":"%s"},"payload":"%s"}'


def text_of(size):
    """Letters with something to compress, different for each size."""
    source = random.Random(size)
    words = ["".join(source.choices("abcdefgh ", k=12)) for _ in range(64)]
    text = ""
    while len(text) < size:
        text += source.choice(words)
    return text[:size]


class Compression(BrokerTest):
    @classmethod
    def setUpClass(cls):
        cls.broker = cls.enterClassContext(Broker("--compression", "all", "--threads", "2"))

    def both(self, offer=OFFER):
        return (self.client("runtime", extensions=offer), self.client("data-agent", extensions=offer))

    def test_offers(self):
        for name, (offer, window) in OFFERS.items():
            with self.subTest(name):
                receiver = self.client("data-agent", extensions=offer)
                self.assertIn(receiver.agreed, (ANSWER, f"{ANSWER}; server_max_window_bits={window}"))
                receiver.window_bits = window
                sender = self.client("runtime", extensions=offer)
                for size in SIZES:
                    text = text_of(size)
                    sender.send_compressed(ENVELOPE % (receiver.id, text))
                    self.assertEqual(receiver.receive()["payload"], text)
                receiver.close()
                sender.close()

    def test_what_is_declined(self):
        for offer in (None, "x-webkit-deflate-frame", "permessage-deflate; server_max_window_bits=8",
                      "permessage-deflate; unknown", "permessage-deflate; server_max_window_bits"):
            with self.subTest(offer):
                client = self.client(extensions=offer)
                self.assertIsNone(client.agreed)
                client.send(frame(TEXT, deflated(b'{"type":"PING"}'), reserved=4))
                self.assertEqual(client.wait_closed(), 1002)

    def test_small_messages_stay_plain(self):
        sender, receiver = self.both()
        for size, compressed in ((16, False), (1000, True)):
            sender.send_text(ENVELOPE % (receiver.id, text_of(size)))
            receiver.receive()
            on_wire, whole, is_compressed = receiver.last_text
            self.assertEqual((is_compressed, on_wire < whole), (compressed, compressed))

    def test_noise(self):
        sender, receiver = self.both()
        noise = base64.b85encode(random.Random(2).randbytes(400)).decode()
        sender.send_compressed(ENVELOPE % (receiver.id, noise))
        self.assertEqual(receiver.receive()["payload"], noise)
        on_wire, whole, is_compressed = receiver.last_text
        self.assertEqual(on_wire < whole, is_compressed)

    def test_fragments(self):
        """A message in fragments of any size, with pings between them; the first one is marked."""
        sender, receiver = self.both()
        text = text_of(20_000)
        payload = deflated((ENVELOPE % (receiver.id, text)).encode())
        for pieces in (2, 3, 100, len(payload)):
            step = -(-len(payload) // pieces)
            parts = [payload[at:at + step] for at in range(0, len(payload), step)]
            out = b""
            for number, part in enumerate(parts):
                is_first, is_last = number == 0, number == len(parts) - 1
                out += frame(TEXT if is_first else CONTINUATION, part, fin=is_last,
                             reserved=4 if is_first else 0)
                if number == 0:
                    out += frame(PING, b"between")
            sender.send(out)
            self.assertEqual(receiver.receive()["payload"], text)

    def test_every_level_and_window(self):
        sender, receiver = self.both()
        text = text_of(50_000)
        for level in (0, 1, 9):
            for bits in (9, 12, 15):
                sender.send_compressed(ENVELOPE % (receiver.id, text), level=level, window_bits=bits)
                self.assertEqual(receiver.receive()["payload"], text)

    def test_empty_and_invalid_text_inside(self):
        for message in (b"", b"not JSON"):
            client = self.client(extensions=OFFER)
            client.send_compressed(message)
            self.assertEqual(client.receive()["type"], "error")
        client = self.client(extensions=OFFER)
        client.send_compressed(b'{"type":"\xff\xfe"}')
        self.assertEqual(client.wait_closed(), 1007)

    def test_what_cannot_be_decompressed(self):
        """Is refused with its reason, and no one else is disturbed."""
        neighbour = self.client("admin")
        whole = deflated(b'{"type":"PING"}' * 100)
        for name, payload in {"text": b"Hello", "half": whole[:len(whole) // 2],
                              "an unknown block": b"\x07\xff", "wrong size": b"\0\5\0\0\0"}.items():
            with self.subTest(name):
                client = self.client(extensions=OFFER)
                client.send(frame(TEXT, payload, reserved=4) + text_frame("more"))
                with self.assertRaises(Closed) as closed:
                    while True:
                        client.receive()
                self.assertEqual(closed.exception.code, 1007)
                self.assertIn("decompressed", closed.exception.reason)
        neighbour.ping_pong()

    def test_marks_where_none_may_be(self):
        for name, bytes_ in {
                "a ping": frame(PING, b"", reserved=4),
                "a continuation": frame(TEXT, b"a", fin=False, reserved=4)
                + frame(CONTINUATION, b"b", reserved=4),
                "other bits": frame(TEXT, b"a", reserved=6)}.items():
            with self.subTest(name):
                client = self.client(extensions=OFFER)
                client.send(bytes_)
                self.assertEqual(client.wait_closed(), 1002)

    def test_one_compression_for_all(self):
        """A message to twenty clients is compressed once."""
        sender = self.client("runtime", extensions=OFFER)
        receivers = [self.client("data-agent", extensions=OFFER) for _ in range(20)]
        plain = self.client("data-agent")
        before = self.figures()
        text = text_of(10_000)
        sender.send_text('{"type":"rows","to":{"type":"data-agent"},"payload":"%s"}' % text)
        for receiver in (*receivers, plain):
            self.assertEqual(receiver.receive()["payload"], text)
        after = self.figures()
        sent = {name: after[name, "sent"] - before[name, "sent"] for name in ("messages", "saved_bytes")}
        self.assertEqual(sent["messages"], 1)
        on_wire, whole, _ = receivers[0].last_text
        self.assertEqual(sent["saved_bytes"], 20 * (whole - on_wire))
        self.assertGreater(after["seconds", "sent"], before["seconds", "sent"])

    def figures(self):
        text = self.call("GET", "/metrics").body.decode()
        figures = {}
        for line in text.splitlines():
            for name, metric in (("messages", "broadcaster_compressed_messages_total"),
                                 ("saved_bytes", "broadcaster_compression_saved_bytes_total"),
                                 ("seconds", "broadcaster_compression_seconds_total")):
                if line.startswith(metric + "{"):
                    direction = line.split('"')[1]
                    figures[name, direction] = float(line.split()[-1])
        return figures

    def test_published_messages(self):
        """Those of an operator are compressed, too."""
        receiver = self.client("data-agent", extensions=OFFER)
        envelope = {"type": "rows", "to": {"type": "data-agent"}, "payload": text_of(5000)}
        answer = self.api("POST", f"/publish?projectId={self.project}", envelope)
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(receiver.receive()["payload"], envelope["payload"])
        self.assertTrue(receiver.last_text[2])

    def test_pings_of_the_protocol(self):
        client = self.client(extensions=OFFER)
        client.send_compressed('{"type":"PING","payload":{"timestamp":7}}')
        self.assertEqual(client.receive()["type"], "PONG")


class Bombs(BrokerTest):
    """Messages that grow a thousandfold."""

    @classmethod
    def setUpClass(cls):
        cls.broker = cls.enterClassContext(
            Broker("--compression", "all", "--max-message-size", "1MiB", "--threads", "1"))

    def test_limit(self):
        for size, code in ((1 << 20, None), ((1 << 20) + 1, 1009), (64 << 20, 1009)):
            client = self.client(extensions=OFFER)
            head = b'{"type":"x","payload":"'
            message = head + b"a" * (size - len(head) - 2) + b'"}'
            client.send_compressed(message)
            if code is None:
                client.ping_pong()
            else:
                self.assertEqual(client.wait_closed(), code)


class WhoIsAsked(unittest.TestCase):
    """Off, for other machines, for all."""

    def agreed(self, broker, *headers):
        client = Client(broker.port, "p", extensions=OFFER, headers=headers)
        self.addCleanup(client.abort)
        return client.agreed

    def test_off(self):
        for arguments in ((), ("--compression", "off")):
            with Broker(*arguments) as broker:
                self.assertIsNone(self.agreed(broker))

    def test_remote(self):
        with Broker("--compression", "remote", "--trusted-proxy", "127.0.0.1") as broker:
            self.assertIsNone(self.agreed(broker))
            self.assertIsNone(self.agreed(broker, ("X-Forwarded-For", "127.0.0.2")))
            self.assertIsNone(self.agreed(broker, ("X-Forwarded-For", "::1")))
            self.assertEqual(self.agreed(broker, ("X-Forwarded-For", "203.0.113.7")), ANSWER)
            self.assertEqual(self.agreed(broker, ("Forwarded", 'for="[2001:db8::1]"')), ANSWER)

    def test_wrong_value(self):
        done = subprocess.run([program(), "--server", "--compression", "on"], check=False,
                              capture_output=True, text=True, timeout=DEADLINE)
        self.assertEqual(done.returncode, 64)
        self.assertIn('"on" must be off, remote or all', done.stderr)


if __name__ == "__main__":
    unittest.main()
