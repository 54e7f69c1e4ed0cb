# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""Messages byte by byte (docs/protocol.md, section 2)."""
import json
import unittest

from envelope import members, split_from, without_member, without_value
from wsclient import BINARY, barrier, frame
from wiretest import WireTest

INVALID_JSON = "Invalid JSON message format"
INVALID_TO = "Invalid to field: "
MAX_DEPTH = 1000


def nested(levels):
    """An array of `levels` levels."""
    return "[" * levels + "]" * levels


class EnvelopeTest(WireTest):
    def setUp(self):
        super().setUp()
        self.everyone = self.clients("runtime", "data-agent", "admin")
        self.sender, self.agent, self.admin = self.everyone

    def delivered(self, data, receivers, send=None):
        """Sends one message, which must come just once to each receiver and to nobody else;
        returns its text."""
        (send or self.sender.send_text)(data)
        got = barrier(self.sender, self.everyone)
        for client in self.everyone:
            self.assertEqual(len(got[client]), int(client in receivers), (client.kind, got[client]))
        self.assertEqual(len({got[client][0] for client in receivers}), 1)
        return got[receivers[0]][0].decode()

    def assert_stamped(self, value, rest=()):
        """A raw `from` value holds the sender's id and type once each, and `rest` in order."""
        pairs = members(value)
        self.assertEqual([pair for pair in pairs if pair[0] not in ("id", "type")], list(rest))
        self.assertCountEqual([pair for pair in pairs if pair[0] in ("id", "type")],
                              [("id", self.sender.id), ("type", self.sender.kind)])

    def assert_forwarded(self, text, receivers=None):
        """`text` reaches the receivers, by default of a broadcast, changed in `from` alone."""
        came = self.delivered(text, receivers or [self.agent])
        if split_from(text):
            self.assertEqual(without_value(came), without_value(text))
        else:
            self.assertEqual(without_member(came), text)
        value = split_from(came)[1]
        self.assertEqual(dict(members(value))["id"], self.sender.id)
        return value

    def assert_rejected(self, data, reason, send=None):
        """`data` brings its sender one error and nobody anything."""
        (send or self.sender.send_text)(data)
        got = barrier(self.sender, self.everyone)
        self.assertEqual(len(got[self.sender]), 1, got[self.sender])
        error = json.loads(got[self.sender][0])
        self.assert_error(error, reason)
        if reason == INVALID_JSON:
            self.assertEqual(error["payload"]["message"], INVALID_JSON)
        self.assertEqual([got[self.agent], got[self.admin]], [[], []])


class Bytes(EnvelopeTest):
    """Every byte outside `from` stays as the sender wrote it."""

    def test_values(self):
        for value in (
                "9007199254740993", "12345678901234567890.10", "1e400", "-1E+400", "-0", "-0.0e-0",
                "1E+2", "0.1e-7", "1.0", "123456789012345678901234567890123456789012345678901234",
                '""', r'"\u0000"', '"\\ud800"', r'"\udc00\ud800"', r'"\ud83d\ude00"', '"😀"',
                r'"\/ \" \\ \b\f\n\r\t \u00e9 \u00E9"', '"\u2028\u2029"', '"\ufeff"', '"a\ufeffb"',
                '"\x7f"', '"\u0080"', '"\ue000\uffff\U0010ffff"', "null", "true", "[]", "{}",
                '{ "b" : 1 , "a" : 2 }', "[ 1 ,\t2 ,\r\n3 ]", '{"":{"":[]}}', '{"a":1,"a":2}',
                '{"from":1,"from":2,"to":{"id":3},"to":4}', '"{\\"from\\":1}"', '"\\\\"',
                '"\\\\\\""', '"' + "\\\\" * 63 + '"', '"' + "x" * 200_000 + '"',
                "[" + "0," * 50_000 + "0]"):
            with self.subTest(value[:40]):
                self.assert_forwarded(f'{{"id":"m","type":"t","from":{{}},"payload":{value}}}')

    def test_whitespace_and_order(self):
        for text in (
                ' \t\r\n{ "payload" : 1 , "from" : { } , "type" : "t" , "id" : "m" } \n\n',
                '{"from":{},"id":"m"}', '{"id":"m","from":{}}', '{\n    "from"\n:\n{\n}\n}',
                '{"zebra":1,"from":{},"apple":2,"Zebra":3}',
                '{"unknown":{"deep":[1e400]},"FROM":1,"From":2,"from":{},"tO":3,"_":null}',
                '{"id":1,"type":2,"from":{},"payload":3}', '{"id":null,"type":[],"from":{}}',
                '{"id":"a","id":"b","type":"x","type":"y","payload":1,"payload":2,"from":{}}',
                '{"\\u0069d":"m","from":{}}', '{"from":{},"from ":1," from":2,"from\\u0000":3}'):
            with self.subTest(text):
                self.assert_forwarded(text)

    def test_missing_from_is_inserted(self):
        for text in ("{}", "{ }", "\n{\n}\n", '{"id":"m"}', ' { "id" : "m" } ',
                     '{"payload":{"from":{"id":"x"}}}', '{"From":1}', '{"fro":1,"fromm":2}'):
            with self.subTest(text):
                self.assert_stamped(self.assert_forwarded(text))

    def test_sizes_around_frame_lengths(self):
        """The stamp moves a message from one length encoding to another."""
        for size in (*range(20, 140), *range(65_400, 65_560, 7)):
            text = '{"p":"' + "x" * (size - 8) + '"}'
            self.assert_stamped(self.assert_forwarded(text))

    def test_routed_copies_are_the_same(self):
        text = f' {{"to" : {{"id":"{self.agent.id}" , "x":1e400}} ,"payload": 1.10}}'
        self.assert_forwarded(text, [self.agent, self.admin])

    def test_byte_order_mark(self):
        self.assert_forwarded('{"\ufeff":"\ufeff","from":{},"payload":"\ufeff"}')
        self.assert_rejected('\ufeff{"id":"m"}', INVALID_JSON)
        self.assert_rejected(' \ufeff{"id":"m"}', INVALID_JSON)
        self.assert_rejected('{"id":"m"}\ufeff', INVALID_JSON)


class From(EnvelopeTest):
    """`from` says who sent it, whatever the client wrote."""

    def test_values(self):
        cases = {
            "null": [], '"runtime"': [], "7": [], "1e400": [], "true": [], "[]": [],
            '[{"id":"x"}]': [], "{}": [], "{ }": [],
            '{"id":"lie","type":"admin"}': [], '{"type":"admin","id":null}': [],
            '{"id":"lie","id":"again"}': [], '{"type":{"deep":[1]},"id":[[]]}': [],
            r'{"\u0069d":"lie","t\u0079pe":"admin"}': [],
            r'{"\u0069d":"lie","name":"x","id":"lie"}': [("name", "x")],
            '{"name":"x","id":"lie","age":7}': [("name", "x"), ("age", 7)],
            '{ "type" : "admin" , "name" : "x" }': [("name", "x")],
            '{"name":"x" , "type" : "admin"}': [("name", "x")],
            '{"a":1,"a":2,"Id":3,"ID":4,"":5}':
                [("a", 1), ("a", 2), ("Id", 3), ("ID", 4), ("", 5)],
            '{"from":{"id":"x"},"to":{"id":"y"}}':
                [("from", [("id", "x")]), ("to", [("id", "y")])]}
        for value, rest in cases.items():
            with self.subTest(value):
                self.assert_stamped(
                    self.assert_forwarded(f'{{"id":"m","from":{value},"payload":1}}'), rest)

    def test_other_members_keep_their_bytes(self):
        value = self.assert_forwarded(
            r'{"from":{"n":12345678901234567890.10,"id":"lie","e":1e400,"s":"\ud800\u0000\/ "}}')
        for piece in ('"n":12345678901234567890.10', '"e":1e400', r'"s":"\ud800\u0000\/ "'):
            self.assertIn(piece, value)

    def test_escaped_name(self):
        for name in (r"fr\u006fm", r"\u0066\u0072\u006f\u006d", r"\u0066rom", r"fro\u006D"):
            with self.subTest(name):
                came = self.delivered(
                    f'{{"id":"m","{name}":{{"id":"lie","type":"admin"}}}}', [self.agent])
                pairs = members(came)
                self.assertEqual([key for key, _ in pairs].count("from"), 1)
                self.assertEqual(dict(dict(pairs)["from"]),
                                 {"id": self.sender.id, "type": "runtime"})

    def test_repeated(self):
        for text in ('{"from":{},"from":{}}', r'{"from":{},"fr\u006fm":{"id":"lie"}}',
                     r'{"fr\u006fm":{"id":"lie"},"from":{}}', '{"from":null,"id":"m","from":null}',
                     '{"to":null,"to":null}', '{"to":{"type":"runtime"},"to":{"type":"admin"}}',
                     r'{"to":{"id":"x"},"t\u006f":{"id":"y"}}', r'{"\u0074o":null,"to":null}'):
            with self.subTest(text):
                self.assert_rejected(text, "")


class To(EnvelopeTest):
    def test_broadcasts(self):
        for to in ("null", "{}", '{"id":""}', '{"type":""}', '{"id":"","type":""}',
                   '{"x":1}', '{"Id":"x","TYPE":7}', ' { "id" : "" } '):
            with self.subTest(to):
                self.assert_forwarded(f'{{"to":{to},"from":{{}}}}')

    def test_targets(self):
        agent = self.agent.id
        for to in (f'{{"id":"{agent}"}}', f'{{"id":"{agent}","type":"runtime"}}',
                   f'{{"type":"","id":"{agent}"}}', '{"id":"","type":"data-agent"}',
                   r'{"type":"data\u002dagent"}', r'{"t\u0079pe":"data-agent"}',
                   r'{"\u0069d":"%s"}' % agent, r'{"id":"\u00%02x%s"}' % (ord(agent[0]), agent[1:]),
                   f'{{"extra":[1e400],"id":"{agent}","more":null}}'):
            with self.subTest(to):
                self.assert_forwarded(f'{{"to":{to},"from":{{}}}}', [self.agent, self.admin])

    def test_escaped_name_routes(self):
        text = r'{"\u0074o":{"id":"%s"},"from":{}}' % self.agent.id
        self.assert_forwarded(text, [self.agent, self.admin])

    def test_targets_that_are_nobody(self):
        for to in (r'{"id":"\ud800"}', r'{"id":"\u0000"}', '{"id":"😀"}', '{"id":" "}',
                   '{"type":"\\ud800"}', '{"id":"' + "x" * 10_000 + '"}',
                   '{"id":"%s"}' % self.agent.id.upper(), '{"id":" %s"}' % self.agent.id):
            with self.subTest(to[:40]):
                self.assert_forwarded(f'{{"to":{to},"from":{{}}}}', [self.admin])

    def test_wrong_shapes(self):
        for to in ('"runtime"', '""', "7", "0", "true", "false", "[]", '[{"type":"runtime"}]',
                   '{"id":7}', '{"id":null}', '{"id":[]}', '{"id":{}}', '{"id":true}',
                   '{"type":7}', '{"type":null}', '{"type":[]}', '{"type":{}}', '{"type":false}',
                   '{"id":"","type":7}', '{"id":"%s","type":null}' % self.agent.id,
                   '{"type":"runtime","id":1e400}', r'{"\u0069d":7}'):
            with self.subTest(to):
                self.assert_rejected(f'{{"id":"m","to":{to},"from":{{}}}}', INVALID_TO)


class NotJson(EnvelopeTest):
    def test_forms(self):
        for text in (
                "", " ", "{", "}", "[", '"', "{}}", "{} {}", "{},", "{,}", "[{}]", "[]", "null",
                "true", "0", "1", '"x"', "nul", "hello", "{'a':1}", "{a:1}", '{"a"}', '{"a":}',
                '{"a":1,}', '{"a":1,,"b":2}', '{"a" 1}', '{"a":1 "b":2}', '{"a":1;"b":2}',
                '{"a":NaN}', '{"a":Infinity}', '{"a":-Infinity}', '{"a":undefined}',
                '{"a":truex}', '{"a":tru}', '{"a":True}', '{"a":nul}', '{"a":null0}',
                '{"a":01}', '{"a":-01}', '{"a":00}', '{"a":1.}', '{"a":.5}', '{"a":-.5}',
                '{"a":+1}', '{"a":1e}', '{"a":1e+}', '{"a":1.e1}', '{"a":-}', '{"a":0x10}',
                '{"a":1_000}', '{"a":1e5.5}', '{"a":1 2}', '{"a":--1}',
                '{"a":[1,]}', '{"a":[,1]}', '{"a":[1 2]}', '{"a":[}', '{"a":[1}', '{"a":{]}',
                '{"a":[}]', '{"a":"x}', '{"a":"\\"}', '{"a":"\\x41"}', '{"a":"\\u12"}',
                '{"a":"\\u12g4"}', '{"a":"\\U0041"}', "{\"a\":'b'}", '{"a":"\t"}', '{"a":"\n"}',
                '{"a":"\x00"}', '{"a":"\x1f"}', '{"a\n":1}', '{"a":1}x', '{"a":1}\x00',
                '\x00{"a":1}', '{"a":\x0b1}', '\x0c{"a":1}', '\u00a0{"a":1}', '{"a":1}\u2028',
                '{"a":1}//', '/**/{"a":1}', '{"a":1/**/}', '{"a":#}', '{"a":"b""c"}', '{1:2}',
                '{null:1}', '{"a":1,2}', '{"a":"b":"c"}', '{:1}', '{"a"::1}', '{"a":1}}', "{[]}"):
            with self.subTest(text):
                self.assert_rejected(text, INVALID_JSON)

    def test_in_members_the_broker_replaces_or_skips(self):
        for value in ("truex", "01", "{'a':1}", '{"id":1,}', '{"id":01}', '{"x":tru}', "[1,]", "-",
                      '"\\x"', '{"x":"\\u12"}', '{"id":"\t"}', '{"id" "x"}', '{"x":[}', "1.", ""):
            for name in ("from", "to", "payload", "id", "type", "other"):
                with self.subTest(value=value, name=name):
                    self.assert_rejected(f'{{"{name}":{value}}}', INVALID_JSON)

    def test_ping_that_is_not_json(self):
        self.assert_rejected('{"type":"PING","payload":{"timestamp":01}}', INVALID_JSON)
        self.assert_rejected('{"type":"PING","payload":{"timestamp":1}', INVALID_JSON)

    def test_depth(self):
        inner = MAX_DEPTH - 1  # the envelope is the first level
        text = f'{{"from":{{}},"payload":{nested(inner)}}}'
        came = self.delivered(text, [self.agent])
        self.assertTrue(came.endswith(nested(inner) + "}"))
        self.delivered(f'{{"from":{{"x":{nested(inner - 1)}}}}}', [self.agent])
        self.delivered('{"x":' * MAX_DEPTH + "1" + "}" * MAX_DEPTH, [self.agent])
        for levels in (inner + 1, inner + 2, 100_000):
            with self.subTest(levels):
                self.assert_rejected(f'{{"payload":{nested(levels)}}}', INVALID_JSON)
                self.assert_rejected(f'{{"from":{{"x":{nested(levels - 1)}}}}}', INVALID_JSON)
                self.assert_rejected(f'{{"to":{{"x":{nested(levels - 1)}}}}}', INVALID_JSON)
                self.assert_rejected(f'{{"payload":{"[" * levels}', INVALID_JSON)
                self.assert_rejected('{"x":' * (levels + 1) + "1" + "}" * (levels + 1),
                                     INVALID_JSON)
        self.assert_rejected("[" * 1_000_000, INVALID_JSON)

    def test_wide_is_not_deep(self):
        self.assert_forwarded('{"from":{},"payload":[' + "[]," * 5000 + "{}]}")


class Binary(EnvelopeTest):
    def send_binary(self, data):
        self.sender.send(frame(BINARY, data))

    def test_utf8_is_text(self):
        """Forwarded as a text frame: the client here takes no other."""
        text = '{"id":"m","from":{},"payload":"é😀\\u0000"}'
        came = self.delivered(text.encode(), [self.agent], self.send_binary)
        self.assertEqual(without_value(came), without_value(text))

    def test_rejected(self):
        for data in (b"", b"\x00\x01", b"hello", b"\xef\xbb\xbf{}"):
            with self.subTest(data):
                self.assert_rejected(data, INVALID_JSON, self.send_binary)

    def test_not_utf8(self):
        """An error, as it is not JSON; invalid UTF-8 closes where text was promised."""
        for data in (b'{"a":"\xff"}', b'{"a":"\xc3"}', b'{"a":"\xed\xa0\x80"}', b"\xff"):
            with self.subTest(data):
                self.assert_rejected(data, INVALID_JSON, self.send_binary)


if __name__ == "__main__":
    unittest.main()
