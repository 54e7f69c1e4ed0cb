# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The effect of frames on other clients (docs/protocol.md, section 2). That each is answered as
RFC 6455 demands is in test_conformance."""
import json
import unittest

from envelope import without_value
from wsclient import (BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, barrier, close_frame, frame,
                      text_frame)
from wiretest import WireTest

PROTOCOL_ERROR, INVALID_UTF8, TOO_BIG = 1002, 1007, 1009
MAX_MESSAGE = 1 << 20
SAMPLE = '{"id":"m","from":{},"payload":"é 😀"}'


class FrameTest(WireTest):
    def setUp(self):
        super().setUp()
        self.everyone = self.clients("runtime", "data-agent", "runtime")
        self.sender, self.receiver, self.bystander = self.everyone

    def assert_fails(self, data, code):
        """`data` costs its sender the connection, and nobody else anything."""
        client = self.client("data-agent")
        client.send_while_open(data)
        self.assertEqual(client.wait_closed(), code)
        for other in self.everyone:
            left = other.receive_type("client_left")
            self.assertEqual(left["payload"]["clientId"], client.id)
        self.assert_quiet(self.sender, self.everyone)

    def assert_arrives(self, data, text=SAMPLE):
        self.sender.send(data)
        came = barrier(self.sender, self.everyone)
        for client in (self.receiver, self.bystander):
            self.assertEqual([without_value(got.decode()) for got in came[client]],
                             [without_value(text)])
        self.assertEqual(came[self.sender], [])


class DataFrames(FrameTest):
    def test_fragments(self):
        data = SAMPLE.encode()
        for size in (1, 2, 3, 7, len(data) - 1):
            pieces = [data[at:at + size] for at in range(0, len(data), size)]
            with self.subTest(size):
                self.assert_arrives(b"".join(
                    frame(CONTINUATION if at else TEXT, piece, fin=at == len(pieces) - 1)
                    for at, piece in enumerate(pieces)))

    def test_code_point_over_fragments(self):
        data = SAMPLE.encode()
        at = data.index("😀".encode())
        for split in range(at, at + 5):
            self.assert_arrives(frame(TEXT, data[:split], fin=False)
                                + frame(CONTINUATION, data[split:]))

    def test_binary_fragments(self):
        data = SAMPLE.encode()
        self.assert_arrives(frame(BINARY, data[:9], fin=False) + frame(CONTINUATION, data[9:]))

    def test_split_in_the_stream(self):
        """Bytes that trickle: every split of a frame's header, mask and payload."""
        whole = text_frame(SAMPLE)
        for split in range(1, len(whole)):
            self.sender.send(whole[:split])
            self.sender.send(whole[split:])
        for byte in whole:
            self.sender.send(bytes([byte]))
        self.assertEqual(len(barrier(self.sender, self.everyone)[self.receiver]), len(whole))

    def test_many_in_a_packet(self):
        pieces = [text_frame(f'{{"id":"{number}","payload":"{"x" * (number % 300)}"}}')
                  for number in range(500)]
        self.sender.send(b"".join(pieces))
        came = barrier(self.sender, self.everyone)[self.receiver]
        self.assertEqual([json.loads(text)["id"] for text in came],
                         [str(number) for number in range(500)])

    def test_odd_packets(self):
        """Frames cut where nothing ends."""
        stream = b"".join(text_frame(f'{{"id":"{number}"}}') for number in range(1000))
        for at in range(0, len(stream), 977):
            self.sender.send(stream[at:at + 977])
        came = barrier(self.sender, self.everyone)[self.receiver]
        self.assertEqual([json.loads(text)["id"] for text in came],
                         [str(number) for number in range(1000)])

    def test_empty_fragments(self):
        data = SAMPLE.encode()
        empty = frame(CONTINUATION, b"", fin=False)
        begin = frame(TEXT, b"", fin=False) + frame(CONTINUATION, data[:20], fin=False)
        self.assert_arrives(begin + empty * 60_000 + frame(CONTINUATION, data[20:]))

    def test_empty_message(self):
        self.sender.send(frame(TEXT, b"", fin=False) + frame(CONTINUATION, b""))
        self.assert_error(self.sender.receive(), "Invalid JSON message format")

    def test_masks(self):
        for mask in (b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x01\x02\x03\x04"):
            self.assert_arrives(frame(TEXT, SAMPLE.encode(), mask=mask))



class DataFrameErrors(FrameTest):
    def test_invalid_utf8(self):
        for data in (b"\xff", b'{"a":"\xc3"}', b'{"a":"\xc0\xaf"}', b'{"a":"\xed\xa0\x80"}',
                     b'{"a":"\xf4\x90\x80\x80"}', b'{"a":"\xe2\x82"}', b"\x80", b'{"a":1}\xf0\x9f',
                     b"not json \xfe", b'{"from":"\xff"}', b'{"from":{"\xff":1}}',
                     b'{"to":{"id":"\xff"}}', b'{"type":"PING","payload":"\xff"}'):
            with self.subTest(data):
                self.assert_fails(frame(TEXT, data), INVALID_UTF8)
        self.assert_fails(frame(TEXT, b'{"a":"\xc3', fin=False) + frame(CONTINUATION, b'"}'),
                          INVALID_UTF8)

    def test_order_of_fragments(self):
        for name, data in {
                "continuation of nothing": frame(CONTINUATION, b"{}"),
                "unfinished continuation of nothing": frame(CONTINUATION, b"{}", fin=False),
                "text inside a message": frame(TEXT, b"{", fin=False) + text_frame("}"),
                "binary inside a message": frame(TEXT, b"{", fin=False) + frame(BINARY, b"}"),
                "continuation of a whole message":
                    text_frame('{"type":"PING"}') + frame(CONTINUATION, b"{}")}.items():
            with self.subTest(name):
                self.assert_fails(data, PROTOCOL_ERROR)

    def test_too_big(self):
        too_big = b'{"x":"' + b"x" * MAX_MESSAGE + b'"}'
        half = b"x" * (MAX_MESSAGE // 2 + 1)
        for name, data in {
                "one byte": text_frame(too_big[:MAX_MESSAGE + 1]),
                "binary": frame(BINARY, too_big),
                "announced 1 GiB": frame(TEXT, b"", announced=1 << 30),
                "announced the most": frame(TEXT, b"", announced=(1 << 63) - 1),
                "in fragments": frame(TEXT, half, fin=False) + frame(CONTINUATION, half),
                "in unfinished fragments":
                    frame(TEXT, half, fin=False) + frame(CONTINUATION, half, fin=False),
                "announced in a fragment":
                    frame(TEXT, b"{", fin=False) + frame(CONTINUATION, b"", announced=MAX_MESSAGE),
                }.items():
            with self.subTest(name):
                self.assert_fails(data, TOO_BIG)

    def test_just_not_too_big(self):
        shape = '{"from":{},"x":"%s"}'
        text = shape % ("x" * (MAX_MESSAGE - len(shape % "")))
        data = text.encode()
        self.assert_arrives(text_frame(data), text)
        self.assert_arrives(frame(TEXT, data[:700_000], fin=False)
                            + frame(CONTINUATION, data[700_000:]), text)

    def test_what_is_behind_an_error_is_not_read(self):
        client = self.client()
        client.send_while_open(frame(TEXT, b"\xff") + text_frame('{"id":"too late"}'))
        self.assertEqual(client.wait_closed(), INVALID_UTF8)
        for other in self.everyone:
            other.receive_type("client_left")
        self.assert_quiet(self.sender, self.everyone)


class ControlFrames(FrameTest):
    def test_ping_between_fragments(self):
        data = SAMPLE.encode()
        self.sender.send(frame(TEXT, data[:5], fin=False) + frame(PING, b"first")
                         + frame(CONTINUATION, data[5:9], fin=False) + frame(PING, b"second"))
        self.assertEqual(self.sender.receive_frame(), (PONG, b"first"))
        self.assertEqual(self.sender.receive_frame(), (PONG, b"second"))
        self.assert_arrives(frame(CONTINUATION, data[9:]))

    def test_pings_and_texts_in_one_packet(self):
        self.sender.send(frame(PING, b"1") + text_frame("{}") + frame(PING, b"2"))
        self.assertEqual(self.sender.receive_frame(), (PONG, b"1"))
        self.assertEqual(self.sender.receive_frame(), (PONG, b"2"))
        self.assertEqual(len(barrier(self.sender, self.everyone)[self.receiver]), 1)

    def test_unasked_pong(self):
        self.sender.send(frame(PONG, b"nobody asked"))
        self.assert_quiet(self.sender, self.everyone)



class Closing(FrameTest):
    def test_nothing_is_read_after_a_close(self):
        client = self.client()
        client.send(close_frame() + text_frame('{"id":"too late"}') + frame(PING, b"too late"))
        opcode, _ = client.receive_frame()
        self.assertEqual(opcode, CLOSE)
        self.assertEqual(client.read_to_end(), b"")
        for other in self.everyone:
            other.receive_type("client_left")
        self.assert_quiet(self.sender, self.everyone)

    def test_what_was_sent_before_a_close_is_delivered(self):
        client = self.client()
        client.send(text_frame('{"id":"last words"}') + close_frame())
        client.wait_closed()
        for other in self.everyone:
            self.assertEqual(other.receive()["id"], "last words")
            other.receive_type("client_left")

    def test_cut_inside_a_frame(self):
        for data in (b"\x81", text_frame(SAMPLE)[:3], text_frame(SAMPLE)[:20],
                     frame(TEXT, b"{}", fin=False)):
            client = self.client()
            client.send(data)
            client.abort()
            for other in self.everyone:
                other.receive_type("client_left")
        self.assert_quiet(self.sender, self.everyone)


class SmallMessages(WireTest):
    """The limit is a setting."""

    arguments = ("--max-message-size", "2048")

    def test_limit(self):
        sender, receiver = self.clients("runtime", "data-agent")
        fits = '{"x":"' + "x" * (2048 - 8) + '"}'
        sender.send_text(fits)
        self.assertEqual(len(receiver.receive()["x"]), 2040)
        sender.send_text(fits + " ")
        self.assertEqual(sender.wait_closed(), TOO_BIG)


if __name__ == "__main__":
    unittest.main()
