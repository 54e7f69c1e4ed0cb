# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The receivers of a message (docs/protocol.md, section 3)."""
import itertools
import json
import unittest

from wsclient import barrier, text_frame
from wiretest import UUID4, WireTest

NO_TO = object()  # an envelope without the member


class RoutingTest(WireTest):
    """Two clients of each type, and one of each in another project."""

    _ids = itertools.count(1)

    def setUp(self):
        super().setUp()
        kinds = ("runtime", "runtime", "data-agent", "data-agent", "admin", "admin")
        self.everyone = self.clients(*kinds)
        self.run1, self.run2, self.agent1, self.agent2, self.admin1, self.admin2 = self.everyone
        self.outsiders = self.clients("runtime", "data-agent", "admin", project=self.new_project())

    def assert_routed(self, sender, to, *receivers, **members):
        """An envelope with this `to` comes once to each receiver and to nobody else."""
        envelope = {"id": f"m{next(self._ids)}", "type": "t", "payload": [1, "é"], **members}
        if to is not NO_TO:
            envelope["to"] = to
        stamp = {"id": sender.id, "type": sender.kind}
        sender.send_json(envelope)
        came = barrier(sender, self.everyone)
        for number, client in enumerate(self.everyone):
            expected = [{**envelope, "from": stamp}] if client in receivers else []
            self.assertEqual([json.loads(text) for text in came[client]], expected,
                             f"client {number}, {client.kind}")

    def tearDown(self):
        self.assert_quiet(self.outsiders[0], self.outsiders)
        super().tearDown()


class Routing(RoutingTest):
    def test_by_id(self):
        admins = (self.admin1, self.admin2)
        self.assert_routed(self.run1, {"id": self.agent2.id}, self.agent2, *admins)
        self.assert_routed(self.run1, {"id": self.run2.id}, self.run2, *admins)
        self.assert_routed(self.run1, {"id": self.run1.id}, self.run1, *admins)
        self.assert_routed(self.agent1, {"id": self.admin1.id}, *admins)
        self.assert_routed(self.admin1, {"id": self.run1.id}, self.run1, self.admin2)
        self.assert_routed(self.admin1, {"id": self.admin2.id}, self.admin2)
        self.assert_routed(self.admin1, {"id": self.admin1.id}, *admins)

    def test_id_goes_before_type(self):
        self.assert_routed(self.run1, {"id": self.agent1.id, "type": "data-agent"},
                           self.agent1, self.admin1, self.admin2)
        self.assert_routed(self.run1, {"type": "data-agent", "id": self.run2.id},
                           self.run2, self.admin1, self.admin2)
        self.assert_routed(self.run1, {"type": "data-agent", "id": "nobody"},
                           self.admin1, self.admin2)

    def test_to_nobody_is_mirrored(self):
        admins = (self.admin1, self.admin2)
        for target in ("nobody", self.outsiders[1].id, self.outsiders[2].id, self.run2.id[:-1],
                       self.run2.id + "0", self.run2.id.upper(), "{" + self.run2.id + "}",
                       "specific-agent-client-id", " "):
            with self.subTest(target):
                self.assert_routed(self.run1, {"id": target}, *admins)
        self.assert_routed(self.admin1, {"id": "nobody"}, self.admin2)

    def test_id_of_a_client_that_left(self):
        gone = self.client("data-agent")
        gone.close()
        for client in self.everyone:
            client.receive_type("client_left")
        self.assert_routed(self.run1, {"id": gone.id}, self.admin1, self.admin2)

    def test_by_type(self):
        admins = (self.admin1, self.admin2)
        agents = (self.agent1, self.agent2)
        self.assert_routed(self.run1, {"type": "data-agent"}, *agents, *admins)
        self.assert_routed(self.run1, {"type": "runtime"}, self.run2, *admins)
        self.assert_routed(self.run1, {"type": "admin"}, *admins)
        self.assert_routed(self.admin1, {"type": "admin"}, self.admin2)
        self.assert_routed(self.admin1, {"type": "runtime"}, self.run1, self.run2, self.admin2)
        self.assert_routed(self.run1, {"type": "data-agent", "id": ""}, *agents, *admins)

    def test_type_that_is_nobody(self):
        for kind in ("system", "agent", "Runtime", "DATA-AGENT", "data_agent", "runtime ", " ",
                     "all", "*", "\u0000"):
            with self.subTest(kind):
                self.assert_routed(self.run1, {"type": kind}, self.admin1, self.admin2)

    def test_broadcast(self):
        everyone_else = (self.run2, self.agent1, self.agent2)
        for to in (NO_TO, None, {}, {"id": ""}, {"type": ""}, {"id": "", "type": ""}, {"other": 1}):
            with self.subTest(to):
                self.assert_routed(self.run1, to, *everyone_else)
        self.assert_routed(self.admin1, NO_TO, self.run1, self.run2, self.agent1, self.agent2)

    def test_type_of_the_envelope_does_not_route(self):
        """Only PING means something, in these letters alone."""
        everyone_else = (self.run2, self.agent1, self.agent2)
        for kind in ("ping", "Ping", "PING ", " PING", "PONG", "connected", "client_left", "error",
                     "admin", "", "PIN", "PINGS", "PING\u0000"):
            with self.subTest(kind):
                self.assert_routed(self.run1, NO_TO, *everyone_else, type=kind)
        self.assert_routed(self.run1, NO_TO, *everyone_else, type=None)
        self.assert_routed(self.run1, NO_TO, *everyone_else, type=["PING"])

    def test_alone_in_the_project(self):
        alone = self.client(project=self.new_project())
        for to in ('{"type":"runtime"}', '{"id":"nobody"}', "null"):
            alone.send_text(f'{{"to":{to}}}')
        self.assert_quiet(alone, [alone])

    def test_newcomers_are_included(self):
        self.everyone.append(self.client("data-agent"))
        self.assert_routed(self.run1, {"type": "data-agent"}, self.agent1, self.agent2,
                           self.everyone[-1], self.admin1, self.admin2)

    def test_order(self):
        """Over all three ways of routing, with sizes mixed, sent in one go."""
        ways = [None, {"type": "data-agent"}, {"id": self.agent1.id}]
        sent = [{"id": str(number), "to": ways[number % 3],
                 "payload": "x" * (number * 37 % 400 + (70_000 if number % 211 == 0 else 0))}
                for number in range(2000)]
        self.run1.send(b"".join(text_frame(json.dumps(envelope)) for envelope in sent))
        came = barrier(self.run1, self.everyone)
        numbers = {client: [int(json.loads(text)["id"]) for text in came[client]]
                   for client in self.everyone}
        self.assertEqual(numbers[self.agent1], list(range(2000)))
        self.assertEqual(numbers[self.agent2], [n for n in range(2000) if n % 3 != 2])
        self.assertEqual(numbers[self.run2], [n for n in range(2000) if n % 3 == 0])
        for admin in (self.admin1, self.admin2):
            self.assertEqual(numbers[admin], [n for n in range(2000) if n % 3 != 0])
        self.assertEqual(numbers[self.run1], [])

    def test_large_to_one_that_reads_late(self):
        """Parts of large frames wait beside whole ones; each arrives whole and in its turn."""
        run = self.client(project=(project := self.new_project()))
        agent = self.client("data-agent", project, receive_buffer=4096)
        forms = ['{{"id":"{0}","to":{{"type":"data-agent"}},"payload":"{1}"}}',
                 '{{"payload":"{1}","from":{{"x":1}},"to":{{"type":"data-agent"}},"id":"{0}"}}',
                 '{{"from":null,"payload":"{1}","id":"{0}","to":{{"id":"' + agent.id + '"}}}}']
        sizes = (10, 16_300, 16_400, 70_000, 200, 300_000)
        texts = [forms[n % 3].format(n, chr(97 + n % 26) * sizes[n % 6]) for n in range(60)]
        run.send(b"".join(text_frame(text) for text in texts))
        run.ping_pong()
        for text in texts:
            came, sent = agent.receive(), json.loads(text)
            self.assertEqual((came["id"], came["payload"]), (sent["id"], sent["payload"]))
            self.assertEqual(came["from"]["id"], run.id)

    def test_order_of_two_senders(self):
        for number in range(300):
            self.run1.send_json({"id": f"1-{number}"})
            self.run2.send_json({"id": f"2-{number}"})
        ids = [self.agent1.receive()["id"] for _ in range(600)]
        for sender in "12":
            self.assertEqual([text for text in ids if text[0] == sender],
                             [f"{sender}-{number}" for number in range(300)])


class Ping(RoutingTest):
    def ping(self, text):
        """The answer to a message, which nobody else hears of."""
        self.run1.send_text(text)
        pong_text = self.run1.receive_text().decode()
        pong = json.loads(pong_text)
        self.assertRegex(pong["id"], UUID4)
        self.assertEqual((pong["type"], pong["from"]), ("PONG", {"type": "system"}))
        self.assertEqual(set(pong), {"id", "type", "from", "payload"})
        self.assert_now(pong["payload"]["timestamp"])
        self.assert_quiet(self.run1, self.everyone)
        return pong["payload"], pong_text

    def test_timestamp_is_given_back_raw(self):
        for raw in ("1738060200000", "1738060200000.50", "12345678901234567890", "1e400", "-0",
                    "null", "true", '"text \\u00e9\\/"', '{ "a" : [ 1 , 2 ] }', "[]", '""'):
            with self.subTest(raw):
                _, text = self.ping(
                    f'{{"type":"PING","payload":{{"x":0,"timestamp":{raw}}}}}')
                self.assertIn(f'"originalTimestamp":{raw}', text)

    def test_without_timestamp(self):
        for text in ('{"type":"PING"}', '{"type":"PING","payload":{}}',
                     '{"type":"PING","payload":null}', '{"type":"PING","payload":7}',
                     '{"type":"PING","payload":[{"timestamp":1}]}',
                     '{"type":"PING","payload":"timestamp"}', '{"type":"PING","timestamp":1}',
                     '{"type":"PING","payload":{"Timestamp":1,"a":{"timestamp":2}}}'):
            with self.subTest(text):
                payload, _ = self.ping(text)
                self.assertEqual(set(payload), {"timestamp"})

    def test_spellings(self):
        for text in ('{"id":"x","payload":{"timestamp":5},"from":{"id":"y"},"type":"PING"}',
                     r'{"type":"\u0050ING","payload":{"timestamp":5}}',
                     r'{"t\u0079pe":"PING","payl\u006fad":{"time\u0073tamp":5}}',
                     ' { "type" : "PING" , "payload" : { "timestamp" : 5 } } '):
            with self.subTest(text):
                payload, _ = self.ping(text)
                self.assertEqual(payload["originalTimestamp"], 5)

    def test_to_of_a_ping_routes_nothing(self):
        for to in ("null", '{"type":"data-agent"}', f'{{"id":"{self.agent1.id}"}}',
                   '{"type":"admin"}'):
            with self.subTest(to):
                self.ping(f'{{"type":"PING","to":{to},"payload":{{"timestamp":1}}}}')

    def test_each_is_answered(self):
        self.run1.send(b"".join(
            text_frame(f'{{"type":"PING","payload":{{"timestamp":{number}}}}}')
            for number in range(500)))
        pongs = [self.run1.receive_type("PONG") for _ in range(500)]
        self.assertEqual([pong["payload"]["originalTimestamp"] for pong in pongs],
                         list(range(500)))
        self.assertEqual(len({pong["id"] for pong in pongs}), 500)


if __name__ == "__main__":
    unittest.main()
